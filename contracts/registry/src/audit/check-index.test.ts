/** What a missing payload or subject means, the registry's own log says: erased, destroyed, or gone without a word. */
import type { CheckedRows } from '@xinqiao/audit-store'
import { expect, test } from 'vitest'
import { checkIndex } from './check-index.ts'
import { ErasureBook } from './erasure-book.ts'

const origin = 'xinqiao/audit/gateway/2026'
const [stands, gone] = ['2026-11', '2026-03']
const page: CheckedRows = {
  to: 6,
  hashes: Array.from({ length: 6 }, () => null),
  unfit: [4],
  bare: [1, 2, 3].map((index) => ({ index, month: index === 3 ? gone : stands })),
  closed: [2, 3, 4].map((index) => ({ index, month: index === 3 ? gone : stands })),
}

test('[REG-26.2b] what no erasure and no destroyed month accounts for is told: payloads as lost, subjects of a month taken out as unfit', async () => {
  const erasures = new ErasureBook()
  erasures.take({ act: 'keys.destroyed', object: gone })
  erasures.take({ act: 'audit.erase', object: `${origin}/1`, reason: 'PIPL-47' })
  const checked = await checkIndex(
    { origin, index: 0 },
    { store: { checkRows: async () => page }, audit: { erasures }, keys: { store: { gone: () => [] } } },
  )
  expect(checked).toEqual({ to: 6, hashes: page.hashes, unfit: [2, 4], lost: [2] })
})

/** The hub is killed in the middle of an ingest: what was accepted is there once, and the file can be sent again. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestFile } from '@xinqiao/cli'
import { afterAll, expect, test } from 'vitest'
import { ingest } from './asking.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-kill-'))
chmodSync(folder, 0o711)
const stateDir = join(folder, 'state')
const records = 20_000
let hub: HubUnderTest

afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

function bulkFile(): string {
  const file = join(folder, 'bulk.ndjson')
  const line = (index: number): string =>
    JSON.stringify({
      id: `BULK-${index}`,
      item: 'amr.penalty',
      subject: { uscc: '914601000000A00134' },
      subjectKind: 'legal_person',
      determinedOn: '2025-03-03',
      ongoing: false,
      concludedOn: null,
      validTo: null,
      seriousness: null,
      basisDocument: {
        kind: 'penalty_decision',
        number: `琼试〔2025〕${index}号`,
        issuer: '114600000000C0014R',
        effectiveOn: '2025-03-03',
        legalBasis: '试验依据',
      },
      division: '460100',
      arisingFrom: 'supervision',
      identityVerified: true,
      secrecy: 'none',
      data: { violation: '价格违法', facts: '价格违法，事实清楚。', kinds: ['fine'], content: '罚款', fine: 500_000 },
    })
  writeFileSync(file, Array.from({ length: records }, (_, index) => `${line(index)}\n`).join(''))
  return file
}

test('[GUI-4a] [REG-12b partly] kill -9 in the middle of an ingest loses nothing that was accepted and doubles nothing', async () => {
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), stateDir })
  const file = bulkFile()
  const place = hub.file.agencies['amr']
  if (place === undefined) throw new Error('no agency')
  let half: () => void = () => undefined
  const halfSent = new Promise<void>((done) => {
    half = done
  })
  const sending = ingestFile({
    url: place.ingest,
    key: hub.readKey(place.key),
    file,
    onSent: (sent) => (sent > 2_000_000 ? half() : undefined),
  }).catch(() => null)
  await halfSent
  process.kill(place.pid, 'SIGKILL')
  await hub.kill('SIGKILL')
  const cut = await sending
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), stateDir })
  const again = await ingest(hub, 'amr', file)
  expect(again.refused).toBe(0)
  expect(again.accepted + again.unchanged).toBe(records)
  expect(again.unchanged).toBeGreaterThanOrEqual(cut?.accepted ?? 0)
  const third = await ingest(hub, 'amr', file)
  expect(third).toMatchObject({ accepted: 0, unchanged: records, refused: 0 })
})

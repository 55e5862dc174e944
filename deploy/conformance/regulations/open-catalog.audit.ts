/** The catalog that everybody reads. */
import { describe, expect, test } from 'vitest'
import type { AuditedHub } from '../audited-hub.ts'

export function openCatalog(audited: () => AuditedHub): void {
  describe('the catalog that everybody reads', () => {
    const catalog = async (): Promise<Record<string, unknown> & { items: Record<string, unknown>[] }> =>
      (await fetch(`${audited().hub.file.gateway}/catalog`)).json() as never

    test('[OPI-XVI.d] violations of the off-shore duty-free policy have their item', async () => {
      const { items } = await catalog()
      expect(items.filter(({ id }) => id === 'dutyfree.violation')).toMatchObject([
        { provider: 'customs', polarity: 'negative', class: 'public' },
      ])
    })

    test('[OPI-XXII.c] investment, support from public funds and loans are purposes one can agree on', async () => {
      expect((await catalog())['purposes']).toMatchObject({
        INVESTMENT: expect.any(String),
        PUBLIC_FUNDS: expect.any(String),
        LOAN: expect.any(String),
      })
    })
  })
}

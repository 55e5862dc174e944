/** What the doors of the agencies take in, and what they refuse. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { about, fined, travel } from '../audit-records.ts'
import type { AuditedHub } from '../audited-hub.ts'
import { codesOf } from './asking.ts'

export function agencyDoors(audited: () => AuditedHub): void {
  describe('at the doors of the agencies', () => {
    test('[D12] [PLAN-III.3 partly] what is in no catalog is taken from nobody, on-line conduct among it', async () => {
      expect(
        await codesOf(
          audited(),
          'amr',
          about(travel, 'cac.conduct', 'AU-N1', fined),
          about(travel, 'amr.rumour', 'AU-N2', fined),
        ),
      ).toEqual(['NOT_IN_CATALOG', 'NOT_IN_CATALOG'])
      expect(Object.keys(audited().hub.file.agencies)).not.toContain('cac')
      const asked = await audited().hub.askAnonymously(
        '{ organization(uscc: "914601000000A00134") { amr { rumour { id } } } }',
      )
      expect(asked.status).toBe(400)
    })

    test('[REG-2.2a] a finding rests on a document and holds no opinion beside it', async () => {
      expect(
        await codesOf(
          audited(),
          'amr',
          about(travel, 'amr.penalty', 'AU-O1', fined, { basisDocument: null }),
          about(travel, 'amr.penalty', 'AU-O2', { ...fined, opinion: '口碑不佳' }),
        ),
      ).toEqual(['BASIS_DOCUMENT_MISSING', 'RECORD_INVALID'])
    })

    test('[REG-3b] a record labelled secret is refused, and the alarm stands in the agency’s log', async () => {
      const log = (): string => readFileSync(join(audited().hub.stateDir, 'logs/amr.log'), 'utf8')
      expect(log()).not.toContain('secret-offered')
      expect(
        await codesOf(audited(), 'amr', about(travel, 'amr.penalty', 'AU-S1', fined, { secrecy: 'secret' })),
      ).toEqual(['RECORD_INVALID'])
      await expect.poll(log, { timeout: 1_000 }).toMatch(/"event":"secret-offered","alarm":true/u)
    })
  })
}

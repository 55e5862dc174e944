import { provincialCatalog } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import type { CreditRecord } from '../credit-record.ts'
import { recordObject } from './record-object.ts'

const record: CreditRecord = {
  record: 'amr.penalty:R-1',
  item: 'amr.penalty',
  subject: '914601000000A00134',
  subjectKind: 'legal_person',
  determinedOn: '2025-03-03',
  ongoing: false,
  concludedOn: null,
  validTo: null,
  seriousness: null,
  basisDocument: { kind: 'decision', number: 'D-1', issuer: '114600000000C0014R', effectiveOn: '2025-03-03' },
  division: '460100',
  ingestedAt: '2026-11-23T02:00:00.000Z',
  catalogVersion: '0.1.0',
  version: 1,
  data: { class: 'public' },
}

test('[REG-2.4] every record is given with its class: market information stays market information, whatever its payload says', () => {
  const catalog = provincialCatalog()
  for (const item of catalog.items.values())
    expect(recordObject({ ...record, item: item.id }, catalog)['class']).toBe(item.class)
  expect(recordObject({ ...record, item: 'mkt.credit.rating' }, catalog)['class']).toBe('market')
})

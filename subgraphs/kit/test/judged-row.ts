/** A judged penalty for tests of the store; every part can be given otherwise. */
import { createHash } from 'node:crypto'
import type { JudgedRow } from '../src/ingest/verdict.ts'

export function judgedRow(number: string, other: Partial<JudgedRow> = {}): JudgedRow {
  const row = {
    record: `amr.penalty:${number}`,
    item: 'amr.penalty',
    subject: '914601000000A00134',
    subject_kind: 'legal_person',
    corrects: null,
    determined_on: '2021-11-24',
    ongoing: false,
    concluded_on: null,
    valid_to: null,
    seriousness: null,
    basis: {
      kind: 'penalty_decision',
      number: '琼试〔2021〕1号',
      issuer: '114600000000C0014R',
      effectiveOn: '2021-11-24',
    },
    division: '460100',
    arising_from: 'supervision',
    secrecy: 'none',
    data: { violation: '虚假宣传', fine: 2_000_000 },
    catalog_version: '0.1.0',
    person: null,
    ...other,
  }
  const { corrects, ...content } = row
  return {
    ...content,
    corrects,
    digest: createHash('sha256').update(JSON.stringify(content)).digest('base64'),
    ...other,
  }
}

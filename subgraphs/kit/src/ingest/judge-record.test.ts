import { personRef } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { type Envelope, legalRepresentative, organization, penalty, person, personPenalty } from '../../test/penalty.ts'
import { refKey, testRules } from '../../test/rules.ts'
import { judgeRecord } from './judge-record.ts'
import type { JudgedRow } from './verdict.ts'

const rules = testRules()

function expectAccepted(record: unknown, by = rules): JudgedRow {
  const verdict = judgeRecord(record, by)
  if (verdict.kind === 'refused') throw new Error(`refused: ${verdict.code} at ${verdict.path}`)
  return verdict.row
}

function expectRefusal(record: unknown, code: string, path: string, by = rules): void {
  expect(judgeRecord(record, by)).toMatchObject({ kind: 'refused', code, path })
}

const basis = penalty('x')['basisDocument'] as Envelope
const data = penalty('x')['data'] as Envelope

describe('who a record is about', () => {
  test('[REG-12a] a wrong check digit is refused, the right code in any spelling is one subject', () => {
    expectRefusal(penalty('1', { subject: { uscc: '91350100M000100Y4Z' } }), 'SUBJECT_ID_INVALID', 'subject.uscc')
    expect(expectAccepted(penalty('1', { subject: { uscc: ' 914601000000a00134' } })).subject).toBe(organization)
  })

  test('[PLAN-III.1a] a person is kept under the token of the number, two spellings being one person', () => {
    const row = expectAccepted(personPenalty('1'))
    expect(row.subject).toBe(personRef(refKey, '01', person.document.number))
    const spaced = { ...person, document: { kind: '01', number: '460105 19020304 0014' } }
    expect(expectAccepted(personPenalty('1', { subject: spaced })).subject).toBe(row.subject)
    expectRefusal(
      personPenalty('1', { subject: { ...person, document: { kind: '01', number: '460105190203040015' } } }),
      'SUBJECT_ID_INVALID',
      'subject.document.number',
    )
  })

  test('[PLAN-III.1c] a person whose identity the provider has not verified is refused', () => {
    expectRefusal(personPenalty('1', { identityVerified: false }), 'IDENTITY_NOT_VERIFIED', 'identityVerified')
    expectAccepted(personPenalty('1', { identityVerified: true }))
  })

  test('[D15] a person of 17 years and 364 days has no record, on the 18th birthday one may be kept', () => {
    expectRefusal(
      personPenalty('1', { determinedOn: '1910-01-01', basisDocument: { ...basis, effectiveOn: '1910-01-01' } }),
      'NOT_IN_CATALOG',
      'subject',
      testRules('1920-03-03T12:00:00+08:00'),
    )
    expectAccepted(
      personPenalty('1', { determinedOn: '1910-01-01', basisDocument: { ...basis, effectiveOn: '1910-01-01' } }),
      testRules('1920-03-04T00:00:00+08:00'),
    )
  })

  test('[REG-2.1] a subject kind the item does not allow is not in the catalog', () => {
    expectRefusal(legalOf('natural_person'), 'NOT_IN_CATALOG', 'subjectKind')
    expectRefusal(penalty('1', { subjectKind: 'company' }), 'RECORD_INVALID', 'subjectKind')
    expectRefusal(penalty('1', { subjectKind: 'natural_person' }), 'RECORD_INVALID', 'subject')
    function legalOf(subjectKind: string): Envelope {
      return { ...legalRepresentative('1', person.document.number), subjectKind, subject: person }
    }
  })
})

describe('what may come in', () => {
  test('[REG-2.3] another provider’s item is refused', () =>
    expectRefusal(penalty('1', { item: 'tax.penalty' }), 'NOT_PROVIDER', 'item'))

  test('[D12] an item outside the catalog is refused', () =>
    expectRefusal(penalty('1', { item: 'amr.gossip' }), 'NOT_IN_CATALOG', 'item'))

  test('[REG-14.4a] [D10] a prohibited word in any key, at any depth and in any writing, refuses the whole record and is audited', () => {
    for (const extra of [{ bloodType: 'A' }, { a: [{ b: { xuexing: 'A' } }] }, { 血型: 'A' }, { blood_type: 'A' }]) {
      const verdict = judgeRecord(penalty('1', { data: { ...data, extra } }), rules)
      expect(verdict).toMatchObject({
        kind: 'refused',
        code: 'PROHIBITED_CATEGORY',
        alarm: { kind: 'prohibited', category: 'deny.bloodType' },
      })
    }
    expectRefusal(penalty('1', { religion: 'x' }), 'PROHIBITED_CATEGORY', '')
  })

  test('[REG-14.3a] [D11] a consent-only word about a person is refused, the same word about a company is only unknown', () => {
    expectRefusal(personPenalty('1', { data: { ...data, salary: 1 } }), 'CONSENT_REQUIRED', 'data')
    expect(judgeRecord(penalty('1', { data: { ...data, salary: 1 } }), rules)).toMatchObject({ code: 'RECORD_INVALID' })
  })

  test('[REG-14.2a] [REG-14.2c partly] [STD-CAT partly] market information about a person is refused without a consent that is known, and no exemption is taken at its word', () => {
    const bank = testRules(undefined, 'bank')
    const loan = personPenalty('1', { item: 'mkt.loan.person' })
    expectRefusal(loan, 'CONSENT_REQUIRED', 'item', bank)
    expectRefusal({ ...loan, consent: 'CS-UNKNOWN' }, 'CONSENT_REQUIRED', 'item', bank)
    expectRefusal({ ...loan, exemption: true }, 'CONSENT_REQUIRED', 'item', bank)
    expectRefusal({ ...loan, data: { bloodType: 'A' } }, 'PROHIBITED_CATEGORY', 'data', bank)
    expectRefusal(penalty('1', { item: 'amr.rumour' }), 'NOT_IN_CATALOG', 'item')
  })

  test('[REG-3b] [REG-3a partly] what is labelled secret is refused and alarmed, internal work information is taken', () => {
    for (const secrecy of ['confidential', 'secret', 'top_secret'])
      expect(judgeRecord(penalty('1', { secrecy }), rules)).toMatchObject({
        kind: 'refused',
        path: 'secrecy',
        article: 'REG-3b',
        alarm: { kind: 'secret' },
      })
    expectAccepted(penalty('1', { secrecy: 'internal' }))
  })

  test('[REG-24] a finding without an effective document is refused, whichever of its four parts is missing', () => {
    expectRefusal(penalty('1', { basisDocument: null }), 'BASIS_DOCUMENT_MISSING', 'basisDocument')
    for (const part of ['kind', 'number', 'issuer', 'effectiveOn'])
      expectRefusal(
        penalty('1', { basisDocument: { ...basis, [part]: ' ' } }),
        'BASIS_DOCUMENT_MISSING',
        `basisDocument.${part}`,
      )
  })

  test('[OPI-IX.d] a negative item without its legal basis is refused, a neutral one is taken', () => {
    const { legalBasis: _none, ...without } = basis
    expectRefusal(penalty('1', { basisDocument: without }), 'LEGAL_BASIS_MISSING', 'basisDocument.legalBasis')
    expectAccepted({ ...legalRepresentative('1', person.document.number), basisDocument: without })
  })

  test('[OPI-IX.b] the process a record arose in is named', () => {
    expectRefusal(penalty('1', { arisingFrom: undefined }), 'RECORD_INVALID', 'arisingFrom')
    expectRefusal(penalty('1', { arisingFrom: 'rumour' }), 'RECORD_INVALID', 'arisingFrom')
  })

  test('[OPI-IX.a] dates are real, not in the future, and in order; the division is one of the standard', () => {
    expectRefusal(penalty('1', { determinedOn: '2023-02-29' }), 'RECORD_INVALID', 'determinedOn')
    expectRefusal(penalty('1', { determinedOn: '2026-11-24' }), 'RECORD_INVALID', 'determinedOn')
    expectAccepted(penalty('1', { determinedOn: '2026-11-23' }))
    expectRefusal(penalty('1', { ongoing: true, concludedOn: '2021-11-23' }), 'RECORD_INVALID', 'concludedOn')
    expectAccepted(penalty('1', { ongoing: true, concludedOn: '2021-11-24' }))
    expectRefusal(penalty('1', { validTo: '2021-11-23' }), 'RECORD_INVALID', 'validTo')
    expectRefusal(penalty('1', { division: '469999' }), 'RECORD_INVALID', 'division')
  })

  test('[REG-12a] the payload is held to the data standard of its item', () => {
    expectRefusal(penalty('1', { data: { ...data, fine: '很多' } }), 'RECORD_INVALID', 'data.fine')
    expectRefusal(penalty('1', { data: { ...data, unknown: 1 } }), 'RECORD_INVALID', 'data.unknown')
    const { facts: _facts, ...missing } = data
    expectRefusal(penalty('1', { data: missing }), 'RECORD_INVALID', 'data.facts')
  })
})

describe('what is kept of an accepted record', () => {
  test('[PLAN-IV.1a] no number of a person stands open in the row, and none is taken in free text or as an id', () => {
    const rows = [expectAccepted(personPenalty('1')), expectAccepted(legalRepresentative('2', person.document.number))]
    expect(JSON.stringify(rows)).not.toContain(person.document.number)
    expectRefusal(
      penalty('1', { data: { ...data, facts: `当事人${person.document.number}。` } }),
      'RECORD_INVALID',
      'data.facts',
    )
    expectRefusal(penalty(person.document.number), 'RECORD_INVALID', 'id')
  })

  test('the order of fields and the spelling of identifiers are no other content', () => {
    const record = legalRepresentative('2', '11010519491231002X')
    const spelt = legalRepresentative('2', '11010519491231002x')
    expect(expectAccepted(Object.fromEntries(Object.entries(record).toReversed())).digest).toBe(
      expectAccepted(record).digest,
    )
    expect(expectAccepted(spelt).digest).toBe(expectAccepted(record).digest)
    expect(expectAccepted(legalRepresentative('2', person.document.number)).digest).not.toBe(
      expectAccepted(record).digest,
    )
  })

  test('a refusal never tells the value it refuses', () => {
    const canary = '金丝雀值'
    for (const record of [
      penalty('1', { data: { ...data, extra: canary } }),
      penalty('1', { determinedOn: canary }),
      penalty('1', { subject: { uscc: canary } }),
      penalty('1', { item: canary }),
    ])
      expect(JSON.stringify(judgeRecord(record, rules))).not.toContain(canary)
  })

  test.each([null, 1, 'text', [], { toString: 1 }])('what is no record is refused: %j', (value) => {
    expect(judgeRecord(value, rules)).toMatchObject({ kind: 'refused', code: 'RECORD_INVALID' })
  })

  test('names of prototypes are ordinary unknown keys', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":1}')
    expectRefusal(
      penalty('1', { data: { ...data, ...Object.fromEntries(Object.entries(hostile as Envelope)) } }),
      'RECORD_INVALID',
      'data.__proto__',
    )
  })
})

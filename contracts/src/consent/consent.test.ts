import { provincialCatalog } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { ContractError } from '../errors.ts'
import type { Consent } from './consent.ts'
import { coverage } from './coverage.ts'
import { parseConsents } from './parse-consents.ts'

const hash = (digit: string) => `sha256:${digit.repeat(64)}`
const document = {
  id: 'CS-1',
  subject: { document: { kind: '01', number: '469006190407080033' } },
  grantee: 'bank-d1',
  items: ['cond.person.income'],
  uses: ['LOAN'],
  notice: {
    given: ['content', 'method', 'use', 'rights', 'duties'],
    adverseConsequences: true,
    at: '2026-10-30',
    textHash: hash('1'),
  },
  form: { kind: 'written', documentHash: hash('2') },
  serviceConditional: false,
  validFrom: '2026-11-01',
  validTo: '2026-11-23',
  withdrawnAt: null,
}
const context = { refOf: () => 'ref-1', catalog: provincialCatalog() }

function findingsOf(over: object): readonly string[] {
  try {
    parseConsents([{ ...document, ...over }], context)
    return []
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return error.findings.map(({ path, code }) => `${code} ${path}`)
  }
}

describe('a consent document', () => {
  test('names the person by the keyed token only', () =>
    expect(parseConsents([document], context)[0]).toMatchObject({ subject: { kind: 'person', key: 'ref-1' } }))

  test('[REG-14.2b] lacks none of the five elements of the notice, nor its time and the hash of its text', () => {
    for (const element of document.notice.given) {
      const given = document.notice.given.filter((one) => one !== element)
      expect(findingsOf({ notice: { ...document.notice, given } })).toEqual(['CONSENT_INCOMPLETE [0].notice.given'])
    }
    expect(findingsOf({ notice: { ...document.notice, at: undefined } })).toEqual(['CONSENT_INCOMPLETE [0].notice.at'])
    expect(findingsOf({ notice: { ...document.notice, textHash: 'x' } })).toEqual([
      'CONSENT_INCOMPLETE [0].notice.textHash',
    ])
  })

  test('[REG-14.3b] for the five kinds, each of the three conditions missing alone blocks it', () => {
    expect(findingsOf({})).toEqual([])
    expect(findingsOf({ notice: { ...document.notice, adverseConsequences: false } })).toEqual([
      'CONSENT_INCOMPLETE [0].notice.adverseConsequences',
    ])
    expect(findingsOf({ form: { ...document.form, kind: 'oral' } })).toEqual(['CONSENT_INCOMPLETE [0].form.kind'])
    expect(findingsOf({ form: { kind: 'written' } })).toEqual(['CONSENT_INCOMPLETE [0].form.documentHash'])
    expect(findingsOf({ uses: [] })).toEqual(['CONSENT_INCOMPLETE [0].uses'])
  })

  test('[REG-28.2a] a consent that a service was made to hang on is refused', () =>
    expect(findingsOf({ serviceConditional: true })).toEqual(['CONSENT_INCOMPLETE [0].serviceConditional']))

  test('is about a subject of a valid number and items of the catalog', () => {
    expect(findingsOf({ subject: { uscc: '91350100M000100Y4Z' } })).toEqual(['SUBJECT_ID_INVALID [0].subject.uscc'])
    expect(findingsOf({ items: ['amr.rumour'] })).toEqual(['NOT_IN_CATALOG [0].items[0]'])
  })
})

describe('what a consent covers', () => {
  const consent = parseConsents([document], context)[0] as Consent
  const question = { grantee: 'bank-d1', subject: 'ref-1', item: 'cond.person.income', use: 'LOAN', on: '2026-11-23' }
  const state = (consents: readonly Consent[], over: object = {}) => coverage(consents, { ...question, ...over }).state

  test('[REG-16.2b] covers its grantee, item and use from its first to its last day, both included', () => {
    expect(coverage([consent], question)).toEqual({
      subject: 'ref-1',
      item: 'cond.person.income',
      state: 'covered',
      consent: 'CS-1',
    })
    expect(state([consent], { on: '2026-11-01' })).toBe('covered')
    expect(state([consent], { on: '2026-10-31' })).toBe('expired')
    expect(state([consent], { on: '2026-11-24' })).toBe('expired')
  })

  test('[REG-16.2b] nobody else has it', () => {
    expect(state([consent], { grantee: 'bank-d2' })).toBe('none')
    expect(state([consent], { subject: 'ref-2' })).toBe('none')
    expect(state([])).toBe('none')
  })

  test('[REG-14.3b] [REG-16.2c] another use or item is outside it', () => {
    expect(state([consent], { use: 'EVALUATION' })).toBe('scope')
    expect(state([consent], { item: 'cond.person.savings' })).toBe('scope')
  })

  test('[REG-28.2b] withdrawn is withdrawn at once, whatever other consent still runs', () => {
    const withdrawn = { ...consent, withdrawnAt: '2026-11-23T09:00:00+08:00' }
    const other = { ...consent, id: 'CS-2', items: ['cond.person.savings'] }
    expect(state([withdrawn])).toBe('withdrawn')
    expect(state([other, withdrawn])).toBe('withdrawn')
    expect(state([withdrawn, { ...consent, id: 'CS-3' }])).toBe('covered')
  })

  test('[REG-28.2a] a conditional consent covers nothing', () =>
    expect(state([{ ...consent, serviceConditional: true }])).toBe('none'))
})

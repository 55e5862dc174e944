import { type DataStandards, type PayloadField, provincialCatalog, type Sensitivity } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { builtInContract } from '../contract/built-in.ts'
import type { Contract, ContractItem } from '../contract/contract.ts'
import { aContract, anItem } from '../testing/questions.ts'
import { judgeField } from './judge-field.ts'

const catalog = provincialCatalog()
const field = (name: string, type: PayloadField['type'], sensitivity: Sensitivity = 'S0'): PayloadField => ({
  name,
  type,
  list: false,
  optional: false,
  sensitivity,
  zh: name,
  en: name,
})
const standards: DataStandards = new Map([
  ['amr.reg.legalRep', { item: 'amr.reg.legalRep', fields: [field('person', 'person')] }],
  ['amr.reg.controller', { item: 'amr.reg.controller', fields: [field('person', 'person', 'S2')] }],
  ['amr.penalty', { item: 'amr.penalty', fields: [field('fine', 'fen'), field('secret', 'string', 'S2')] }],
  [
    'cond.person.income',
    { item: 'cond.person.income', fields: [field('year', 'year', 'S3'), field('amount', 'fen', 'S3')] },
  ],
])

function judge(path: string, contract: Contract) {
  const [item = '', name = ''] = path.split('/')
  return judgeField({ item, field: name, catalog, standards, contract })
}

function granting(item: string, channel: Contract['channel'], over: Partial<ContractItem> = {}): Contract {
  return aContract({ channel, items: [anItem(item, over)] })
}

const masking = (...fields: string[]) => ({ kind: 'permit', duties: [{ kind: 'mask', fields }] })
const plain = { kind: 'permit', duties: [] }

describe('numbers and names of persons', () => {
  test('a document number is masked on every channel', () => {
    for (const channel of ['public_announcement', 'authorized_inquiry', 'public_affairs_sharing'] as const) {
      const contract = granting('amr.reg.legalRep', channel)
      expect(judge('amr.reg.legalRep/person.documentNumber', contract)).toEqual(masking('person.documentNumber'))
      expect(judge('amr.reg.legalRep/person.name', contract)).toEqual(plain)
    }
  })

  test('a document number is full where the item of the contract says so, and never to the public', () => {
    const full = { fullNumber: true }
    expect(
      judge('amr.reg.legalRep/person.documentNumber', granting('amr.reg.legalRep', 'public_affairs_sharing', full)),
    ).toEqual(plain)
    expect(
      judge('amr.reg.legalRep/person.documentNumber', granting('amr.reg.legalRep', 'public_announcement', full)),
    ).toEqual(masking('person.documentNumber'))
  })

  test('[STD-PIPL partly] a name of S2 is masked on authorized inquiry and full in sharing', () => {
    expect(judge('amr.reg.controller/person.name', granting('amr.reg.controller', 'authorized_inquiry'))).toEqual(
      masking('person.name'),
    )
    expect(judge('amr.reg.controller/person.name', granting('amr.reg.controller', 'public_affairs_sharing'))).toEqual(
      plain,
    )
  })

  test('a person asked whole carries the masks of its parts', () =>
    expect(judge('amr.reg.controller/person', granting('amr.reg.controller', 'authorized_inquiry'))).toEqual(
      masking('person.documentNumber', 'person.name'),
    ))
})

describe('sensitive fields', () => {
  test('[REG-3b] a field of S2 is never announced to the public, though its item is', () => {
    expect(judge('amr.penalty/secret', granting('amr.penalty', 'public_announcement'))).toMatchObject({
      code: 'CHANNEL_NOT_ALLOWED',
    })
    expect(judge('amr.penalty/fine', granting('amr.penalty', 'public_announcement'))).toEqual(plain)
    expect(judge('amr.penalty/secret', granting('amr.penalty', 'public_affairs_sharing'))).toEqual(plain)
  })

  test('[STD-PIPL partly] a field of S3 is given only where the contract names the field itself', () => {
    const item = 'cond.person.income'
    expect(judge(`${item}/amount`, granting(item, 'authorized_inquiry'))).toMatchObject({
      code: 'ITEM_NOT_IN_CONTRACT',
    })
    const named = granting(item, 'authorized_inquiry', { fields: ['amount'] })
    expect(judge(`${item}/amount`, named)).toEqual(plain)
    expect(judge(`${item}/year`, named)).toMatchObject({ code: 'ITEM_NOT_IN_CONTRACT' })
  })

  test('[PLAN-V.2a] a subject reads its own sensitive fields', () =>
    expect(judge('cond.person.income/amount', builtInContract('self', catalog))).toEqual(plain))
})

describe('fields of a contract', () => {
  test('a contract that names a part gives that part and lets its whole be selected', () => {
    const contract = granting('amr.reg.legalRep', 'public_affairs_sharing', { fields: ['person.name'] })
    expect(judge('amr.reg.legalRep/person.name', contract)).toEqual(plain)
    expect(judge('amr.reg.legalRep/person', contract)).toMatchObject({ kind: 'permit' })
    expect(judge('amr.reg.legalRep/person.documentNumber', contract)).toMatchObject({ code: 'ITEM_NOT_IN_CONTRACT' })
  })

  test('the envelope of a record is given with it, a field that its standard lacks is not in the catalog', () => {
    const contract = granting('amr.penalty', 'public_affairs_sharing', { fields: ['fine'] })
    expect(judge('amr.penalty/determinedOn', contract)).toEqual(plain)
    expect(judge('amr.penalty/basisDocument.number', contract)).toEqual(plain)
    expect(judge('amr.penalty/rumour', contract)).toMatchObject({ code: 'NOT_IN_CATALOG' })
  })
})

import { buildSchema, isObjectType, printSchema, validateSchema } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aContract, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { callerView } from './caller-view.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
afterAll(() => hub.close())

/** Names of a record type's fields as a contract's view shows them; `null`: it shows no such type. */
function fieldsOf(type: string, ...items: readonly Parameters<typeof grant>[]): readonly string[] | null {
  const view = callerView(hub.running, aContract({ items: items.map((one) => grant(...one)) }))
  expect(validateSchema(buildSchema(printSchema(view))).map(String)).toEqual([])
  const shown = view.getType(type)
  return isObjectType(shown) ? Object.keys(shown.getFields()) : null
}

test('[D9] an item the contract does not grant has no type, one it grants has all fields and the envelope', () => {
  expect(fieldsOf('CourtJudgment', ['amr.reg.legalRep'])).toBeNull()
  expect(fieldsOf('AmrRegLegalRep', ['amr.reg.legalRep'])).toEqual(expect.arrayContaining(['id', 'item', 'person']))
})

test('[D9] of an item granted by its fields the others are absent, a person with them', () => {
  const fields = (...names: readonly string[]) => fieldsOf('AmrRegLegalRep', ['amr.reg.legalRep', { fields: names }])
  expect(fields('person')).toContain('person')
  expect(fields('person.name')).toContain('person')
  expect(fields('post')).not.toContain('person')
})

test('[D12] what is technical to the hub is in nobody’s view', () => {
  expect(fieldsOf('AmrRegLegalRep', ['amr.reg.legalRep'])).not.toEqual(expect.arrayContaining(['subject']))
})

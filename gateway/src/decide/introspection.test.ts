/** Introspection over the caller's own view, asked with variables as tools ask it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aContract, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
afterAll(() => hub.close())

const contract = aContract({ items: [grant('amr.penalty')] })
const query = `query($name: String!, $yes: Boolean!, $document: DocumentInput!) {
  __type(name: $name) @include(if: $yes) { name @skip(if: $yes) kind }
  naturalPerson(document: $document) @skip(if: $yes) { __typename } }`

test('variables reach introspection; what is not in the view reads like what is not there', async () => {
  const document = { kind: '01', number: '1' }
  const ask = (name: string) => hub.ask(query, { contract, variables: { name, yes: true, document } })
  expect(await ask('AmrPenalty')).toEqual({ data: { __type: { kind: 'OBJECT' } } })
  expect(await ask('CourtJudgment')).toEqual({ data: { __type: null } })
  expect(await ask('NoSuchType')).toEqual({ data: { __type: null } })
})

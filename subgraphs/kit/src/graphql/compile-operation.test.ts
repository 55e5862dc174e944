import { buildSubgraphSchema } from '@apollo/subgraph'
import { agencySdl, dataStandards, itemsOfProvider, provincialCatalog, typeName } from '@xinqiao/schema'
import fc from 'fast-check'
import { execute, isObjectType, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { memorySource } from '../../test/memory-source.ts'
import { pick, randomDocument, randomRecord } from '../../test/random-operations.ts'
import type { CreditRecord } from '../credit-record.ts'
import { compileOperation } from './compile-operation.ts'
import { itemResolvers } from './item-resolvers.ts'
import { recordLoader } from './record-loader.ts'
import { runCompiled } from './run-compiled.ts'

const catalog = provincialCatalog()
const items = itemsOfProvider(catalog, 'amr')
const resolvers = itemResolvers('amr', catalog) as Record<string, Record<string, () => unknown>>
const schema = buildSubgraphSchema([{ typeDefs: parse(agencySdl('amr', catalog, dataStandards())), resolvers }])
const entities = ['Organization', 'NaturalPerson', ...items.map(({ id }) => typeName(id))]
const uscc = '914601000000A00134'

type Variables = Readonly<Record<string, unknown>>

/** Both ways' texts; `null`: the compiled way leaves it to the other. */
async function bothWays(text: string, variableValues: Variables, records: readonly CreditRecord[], named: Set<string>) {
  const document = parse(text)
  const compiled = compileOperation(document, schema, catalog)
  const source = memorySource(records)
  const written =
    compiled === null ? null : await runCompiled(compiled, variableValues, { source, named }).catch(() => null)
  const contextValue = { loader: recordLoader(memorySource(records)), named }
  const result = await execute({ schema, document, contextValue, variableValues })
  return { written, interpreted: JSON.stringify(result), hasErrors: result.errors !== undefined, asked: source.asked }
}

test('whatever the operation and the records, the compiled way gives every byte that graphql-js gives, or leaves it to it', async () => {
  const count = { taken: 0, left: 0 }
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const text = randomDocument(draw, schema, entities)
      if (validate(schema, parse(text)).length > 0) return
      const odd = draw(fc.nat, { max: 3 }) === 0
      const records = Array.from({ length: draw(fc.nat, { max: 12 }) }, () => {
        const item = pick(draw, items)
        const type = schema.getType(typeName(item.id))
        if (!isObjectType(type)) throw new Error(`no type of ${item.id}`)
        return randomRecord(draw, item, type, odd)
      })
      const representations = Array.from({ length: draw(fc.nat, { max: 4 }) }, () => {
        const name = pick(draw, entities)
        const id = pick(draw, [...records.map(({ record }) => record), 'amr.penalty:none'])
        return { __typename: name, uscc: pick(draw, [uscc, uscc, 7, null]), ref: 'r-1', id }
      })
      const numbers = fc.constantFrom(1, 3, null, 'x', 2 ** 40)
      const variables = {
        representations,
        ...draw(fc.record, { n: numbers, m: numbers, after: fc.constantFrom(null, '', 5) }, { requiredKeys: [] }),
      }
      const named = new Set(draw(fc.boolean) ? items.map(({ id }) => id) : ['amr.penalty'])
      const { written, interpreted, hasErrors } = await bothWays(text, variables, records, named)
      count[written === null ? 'left' : 'taken'] += 1
      expect(written ?? interpreted).toBe(interpreted)
      // Errors are graphql-js's alone, and nothing but errors.
      expect(written === null).toBe(hasErrors)
    }),
    { numRuns: 1_000, seed: 20_261_123 },
  )
  expect(count.taken).toBeGreaterThan(count.left / 2)
})

test('what the gateway sends is compiled, whichever item it asks for', async () => {
  const envelope =
    'id item provider class determinedOn ongoing concludedOn validTo seriousness version division subject'
  for (const item of items.filter(({ subjects }) => subjects.includes('legal_person'))) {
    const place = (schema.getType('OrganizationAmr') as unknown as { getFields(): Record<string, unknown> }).getFields()
    const name = Object.keys(place).find((field) =>
      typeName(item.id).endsWith(field.charAt(0).toUpperCase() + field.slice(1)),
    )
    const page = item.many
      ? `(first: $v1) { nodes { ${envelope} } pageInfo { hasNextPage endCursor } }`
      : `{ ${envelope} }`
    const text = `query($representations:[_Any!]!$v1:Int){_entities(representations:$representations){...on Organization{uscc amr{x_0:${name}${page}}}}}`
    const representations = [{ __typename: 'Organization', uscc }]
    const { written, interpreted } = await bothWays(text, { representations, v1: 6 }, [], new Set([item.id]))
    expect(written).toBe(interpreted)
  }
})

test('all pages of an operation are one statement, and all records by id another', async () => {
  const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Organization { amr { penalty { nodes { id } } abnormal { nodes { id } } regBasic { id } } }
    ... on AmrPenalty { id } ... on AmrAbnormal { id } } }`
  const subjects = Array.from({ length: 50 }, () => ({ __typename: 'Organization', uscc }))
  const ids = ['AmrPenalty', 'AmrAbnormal'].map((name) => ({ __typename: name, id: 'amr.penalty:none' }))
  const named = new Set(['amr.penalty', 'amr.abnormal', 'amr.reg.basic'])
  const { written, asked } = await bothWays(text, { representations: [...subjects, ...ids] }, [], named)
  expect(written).not.toBeNull()
  expect(asked).toEqual({ pages: 1, records: 1 })
})

test.each([
  [
    'a condition',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organization @include(if: true) { uscc } } }',
  ],
  [
    'two roots',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } b: _entities(representations: $representations) { __typename } }',
  ],
  ['the schema’s own text', '{ _service { sdl } }'],
  ['representations in the text', '{ _entities(representations: []) { __typename } }'],
])('%s is left to graphql-js', (_what, text) => {
  expect(compileOperation(parse(text), schema, catalog)).toBeNull()
})

test('a field that an agency resolves itself is left to graphql-js', async () => {
  const own = { ...resolvers, AmrPenalty: { ...resolvers['AmrPenalty'], fine: () => 5 } }
  const changed = buildSubgraphSchema([{ typeDefs: parse(agencySdl('amr', catalog, dataStandards())), resolvers: own }])
  const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on AmrPenalty { fine } } }`
  const compiled = compileOperation(parse(text), changed, catalog)
  expect(() => compiled?.entity('AmrPenalty')).toThrow('graphql-js does it')
})

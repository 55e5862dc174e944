/** What a caller may not name reads, in every place of a document, byte for byte like what does not exist (D9, trust.md §9). */
import fc from 'fast-check'
import { isInterfaceType, isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aContract, c1, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
afterAll(() => hub.close())

const contract = aContract({ items: [grant('amr.penalty')] })

/** Fields that are technical to the hub alone, as the graph has them. */
function hubOnly(): readonly string[] {
  const names = new Set<string>()
  for (const type of Object.values(hub.running.apiSchema.getTypeMap()))
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.keys(type.getFields()))
        if (hub.running.coordinates.technical(`${type.name}.${field}`) === 'hub') names.add(field)
  return [...names]
}

/** Of agencies that are not in this graph, of federation's own machinery, of the policy's directives, of what may never be held. */
const hidden: readonly string[] = [
  'TaxPenalty',
  'TaxCreditGrade',
  'OrganizationTax',
  'NaturalPersonTour',
  'tax',
  'creditGrade',
  '_entities',
  '_service',
  '_Any',
  '_Entity',
  'join__Graph',
  'link__Import',
  'inaccessible',
  'tag',
  'item',
  'technical',
  'policy',
  'requiresScopes',
  'religion',
  'fingerprint',
  'bloodType',
  'geneticData',
]

const root = `organization(uscc: "${c1}")`
const record = (below: string): string => `{ record(id: "amr.penalty:R-1") { ... on AmrPenalty { ${below} } } }`
/** Every place of a document where a name may stand. */
const places: readonly (readonly [where: string, write: (name: string) => string])[] = [
  ['a root field', (name) => `{ ${name} }`],
  ['a root field with arguments and a selection', (name) => `{ ${name}(id: "1") { id } }`],
  ['a field below a subject', (name) => `{ ${root} { ${name} { id } } }`],
  ['a field below an agency', (name) => `{ ${root} { amr { ${name} { nodes { id } } } } }`],
  ['a field of a record', record],
  ['a field of a record with a selection', (name) => record(`${name} { x }`)],
  ['a field of a record under another name', (name) => record(`id a: ${name}`)],
  ['a field of every record', (name) => `{ record(id: "amr.penalty:R-1") { ${name} } }`],
  ['a field of a part of a record', (name) => record(`basisDocument { ${name} }`)],
  ['a field of a page', (name) => `{ ${root} { amr { penalty { ${name} } } } }`],
  ['an argument', (name) => `{ organization(uscc: "${c1}", ${name}: 1) { uscc } }`],
  ['an argument of a page', (name) => `{ ${root} { amr { penalty(${name}: 1) { nodes { id } } } } }`],
  ['a value', (name) => `{ ${root} { amr { penalty(first: ${name}) { nodes { id } } } } }`],
  [
    'a member of an input',
    (name) => `{ naturalPerson(document: { kind: "01", number: "1", ${name}: 1 }) { __typename } }`,
  ],
  ['a type condition', (name) => `{ record(id: "amr.penalty:R-1") { ... on ${name} { id } } }`],
  ['the type of a fragment', (name) => `{ ${root} { ...F } } fragment F on ${name} { uscc }`],
  ['the type of a variable', (name) => `query($v: ${name}) { organization(uscc: $v) { uscc } }`],
  ['the type of a list', (name) => `query($v: [${name}!]!) { organizations(usccs: $v) { uscc } }`],
  ['a directive of a field', (name) => `{ ${root} { uscc @${name} } }`],
  ['a directive with arguments', (name) => `{ ${root} { uscc @${name}(name: "x") } }`],
  ['a directive of the operation', (name) => `query @${name} { ${root} { uscc } }`],
  ['an argument of a directive', (name) => `{ ${root} { uscc @include(if: true, ${name}: 1) } }`],
]

async function read(query: string, name: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { status, headers, body } = await hub.walk(query, { contract, variables })
  expect(body).not.toMatch(/did you mean/iu)
  return [status, headers, body.replaceAll(name, '*')]
}

/** A name of the same length that nothing bears. */
const absentLike = (name: string): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz'), minLength: name.length, maxLength: name.length })
    .map((text) => (name.startsWith('_') ? `_${text.slice(1)}` : text))

describe('a hidden and an absent name give the same bytes', () => {
  test('the graph has names of the hub’s own to hide', () => {
    expect(hubOnly()).toEqual(expect.arrayContaining(['subject', 'subjectKind']))
  })

  test.each(places)('[D9] as %s', async (_where, write) => {
    const names = [...hubOnly(), ...hidden]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names).chain((name) => fc.tuple(fc.constant(name), absentLike(name))),
        async ([name, absent]) => {
          fc.pre(exists(write(name)) === exists(write(absent)))
          expect(await read(write(name), name)).toEqual(await read(write(absent), absent))
        },
      ),
      { numRuns: 25 },
    )
  })

  test('[D9] as a member of a variable, as the name of the operation and of a type looked up', async () => {
    const ask = 'query($d: DocumentInput!) { naturalPerson(document: $d) { __typename } }'
    for (const name of [...hubOnly(), ...hidden]) {
      const absent = 'x'.repeat(name.length)
      const value = (key: string) => ({ d: { kind: '01', number: '1', [key]: 1 } })
      expect(await read(ask, name, value(name))).toEqual(await read(ask, absent, value(absent)))
      const type = (of: string) => `{ __type(name: "${of}") { name kind fields { name } } }`
      expect(await read(type(name), name)).toEqual(await read(type(absent), absent))
    }
  })
})

/** `item` is hidden as a directive and known as a field: where the graph has a name, it is not hidden. */
function exists(query: string): boolean {
  return /\{ item( \{ x \})? \}|id a: item/u.test(query)
}

describe('a refusal tells no value', () => {
  const canary = 'CANARY460100190001010014'
  test.each([
    ['a text for a number', `{ ${root} { amr { penalty(first: "${canary}") { nodes { id } } } } }`],
    ['a name for a number', `{ ${root} { amr { penalty(first: ${canary}) { nodes { id } } } } }`],
    ['an object for a text', `{ organization(uscc: { a: "${canary}" }) { uscc } }`],
    ['a list for a text', `{ organization(uscc: ["${canary}"]) { uscc } }`],
    ['a text for a condition', `{ ${root} { uscc @include(if: "${canary}") } }`],
    ['a text that does not end', `{ organization(uscc: "${canary}`],
    ['a text where none may stand', `{ organization "${canary}" }`],
    ['a name where none may stand', `{ organization(uscc ${canary}) }`],
    ['a block text where none may stand', `{ organization """${canary}""" }`],
    ['a number of no form', `{ organization(uscc: 1${canary}) }`],
    [
      'a default of another type',
      `query($n: Int = "${canary}") { ${root} { amr { penalty(first: $n) { nodes { id } } } } }`,
    ],
  ])('%s', async (_what, query) => {
    const { status, body } = await hub.walk(query, { contract })
    expect(status).toBe(400)
    expect(body).not.toContain('CANARY')
  })

  test.each([
    ['Int', { n: canary }],
    ['Int', { n: [canary] }],
    ['Int', { n: { a: canary } }],
    ['Int!', { n: null }],
    ['Boolean!', { n: canary }],
    ['[Int!]!', { n: [1, canary] }],
    ['DocumentInput!', { n: { kind: canary } }],
    ['DocumentInput!', { n: { kind: '01', number: '1', [canary]: 1 } }],
  ])('a variable of the type %s that is %o', async (type, variables) => {
    const { status, body } = await hub.walk(`query($n: ${type}) { ${useOf(type)} }`, { contract, variables })
    expect(status).toBe(400)
    expect(body).not.toContain('CANARY')
  })
})

test('a name as long as a document is not told back', async () => {
  const long = 'x'.repeat(60_000)
  for (const query of [
    `{ ${long} }`,
    `query($${long}: Int!) { ${root} { amr { penalty(first: $${long}) { nodes { id } } } } }`,
  ]) {
    const { status, body } = await hub.walk(query, { contract })
    expect(status).toBe(400)
    expect(body.length).toBeLessThan(1_000)
  }
})

/** A field that takes a variable of this type, or another one and so refuses it. */
function useOf(type: string): string {
  if (type.startsWith('Doc')) return 'naturalPerson(document: $n) { __typename }'
  if (type.startsWith('Boolean')) return `${root} { uscc @skip(if: $n) }`
  return type.startsWith('[')
    ? 'organizations(usccs: $n) { uscc }'
    : `${root} { amr { penalty(first: $n) { nodes { id } } } }`
}

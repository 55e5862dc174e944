import fc from 'fast-check'
import { buildSchema, OverlappingFieldsCanBeMergedRule, parse, specifiedRules, validate } from 'graphql'
import { expect, test } from 'vitest'
import { fieldConflict, TooMuchMerging } from './field-merging.ts'

const schema = buildSchema(`
  interface Node { id: ID! name: String next(n: Int, of: In): Node list: [Node!]! }
  type A implements Node { id: ID! name: String next(n: Int, of: In): A list: [Node!]! size: Int }
  type B implements Node { id: ID! name: String next(n: Int, of: In): B list: [Node!]! size: String! }
  union Both = A | B
  input In { a: Int b: Int }
  type Query { node: Node both: Both a: A b: B }
`)
const standard = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule)

/** Small alphabets, so that names meet. */
const alias = fc.constantFrom('', '', 'x: ', 'y: ', 'id: ')
const leaf = fc.constantFrom('id', 'name', 'size', '__typename')
const call = fc.constantFrom(
  'next',
  'next(n: 1)',
  'next(n: 2)',
  'next(of: {a: 1, b: 2})',
  'next(of: {b: 2, a: 1})',
  'next(n: 1, of: {a: 1})',
  'next(of: {a: 1}, n: 1)',
  'list',
)
const type = fc.constantFrom('A', 'B', 'Node')
const fragment = fc.constantFrom('F0', 'F1', 'F2')
const { set: selections } = fc.letrec<{ set: string; one: string }>((tie) => ({
  set: fc
    .array(tie('one'), { minLength: 1, maxLength: 4, depthIdentifier: 'set' })
    .map((parts) => `{ ${parts.join(' ')} }`),
  one: fc.oneof(
    { depthIdentifier: 'set', maxDepth: 4 },
    fc.tuple(alias, leaf).map((parts) => parts.join('')),
    fc.tuple(alias, call, tie('set')).map(([a, c, s]) => `${a}${c} ${s}`),
    fc.tuple(type, tie('set')).map(([on, s]) => `... on ${on} ${s}`),
    fragment.map((name) => `...${name}`),
  ),
}))
const documents = fc
  .record({
    root: fc.constantFrom('node', 'both', 'a', 'b'),
    sets: fc.tuple(selections, selections, selections, selections),
    types: fc.tuple(type, type, type),
  })
  .map(({ root, sets: [own, ...sets], types }) => {
    // A fragment may spread those after it alone, so that none has itself inside.
    const later = (set: string, from: number): string =>
      set.replaceAll(/\.\.\.F(\d)/gu, (spread, n: string) => (Number(n) > from ? spread : '__typename'))
    return sets.reduce(
      (text, set, n) => (text.includes(`...F${n}`) ? `${text} fragment F${n} on ${types[n]} ${later(set, n)}` : text),
      `{ ${root} ${own} }`,
    )
  })

test('agrees with graphql-js on every document that the other rules pass', () => {
  const count = { compared: 0, conflicts: 0 }
  fc.assert(
    fc.property(documents, (text) => {
      const document = parse(text)
      fc.pre(validate(schema, document, standard).length === 0)
      const isConflict = validate(schema, document, [OverlappingFieldsCanBeMergedRule]).length > 0
      count.compared += 1
      if (isConflict) count.conflicts += 1
      expect([text, fieldConflict(schema, document) !== null]).toEqual([text, isConflict])
    }),
    { numRuns: 500, maxSkipsPerRun: 100 },
  )
  expect(count.compared).toBeGreaterThan(100)
  expect(count.conflicts).toBeGreaterThan(20)
})

test.each([
  ['one field named as another', '{ a { id: name id } }', true],
  ['other arguments', '{ a { next(n: 1) { id } next(n: 2) { id } } }', true],
  [
    'members of an object in another order',
    '{ a { next(of: {a: 1, b: 2}) { id } next(of: {b: 2, a: 1}) { id } } }',
    false,
  ],
  ['types that exclude each other, one shape', '{ both { ... on A { x: id } ... on B { x: id } } }', false],
  ['types that exclude each other, two shapes', '{ both { ... on A { x: size } ... on B { x: size } } }', true],
  [
    'an interface between two types',
    '{ node { next { x: id } ... on A { next { id } } ... on B { next { x: name } } } }',
    true,
  ],
])('%s', (_what, text, isConflict) => {
  expect(fieldConflict(schema, parse(text)) !== null).toBe(isConflict)
})

test('thousands of equal fields are read in one pass, and what multiplies is given up', () => {
  const many = (count: number, write: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => write(n)).join(' ')
  expect(fieldConflict(schema, parse(`{ a { ${many(3_000, () => 'next(n: 1) { id }')} } }`))).toBeNull()
  const nested = (levels: number): string =>
    levels === 0
      ? many(20, (n) => `f${n}: id`)
      : `... on A { list { id } } ... on B { list { id } } list { ${nested(levels - 1)} }`
  expect(() => fieldConflict(schema, parse(`{ node { ${nested(14)} } }`))).toThrow(TooMuchMerging)
})

/** Documents that are small to write and large to work on, of a random size each (trust.md §9, "exponential or bulky"). */
import type { Random } from '../../generator/random.ts'
import { canary } from './canary.ts'
import type { WrittenDocument } from './write-document.ts'

const root = 'organization(uscc: "914601000000A00134")'
const usccs = Array.from({ length: 100 }, () => '914601000000A00134')

const many = (count: number, write: (n: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(between)

type Shape = (size: number, chance: Random) => string | WrittenDocument

const shapes: readonly Shape[] = [
  (n) => `{ ${root} { ${many(n, () => 'uscc')} } }`,
  (n) => `{ ${root} { amr { ${many(n, () => 'penalty(first: 1) { nodes { id } }')} } } }`,
  (n) => `{ ${root} { ${many(n, (i) => `a${i}: uscc`)} } }`,
  (n) => `{ ${many(n, (i) => `a${i}: ${root} { uscc }`)} }`,
  (n) => `{ ${many(n, (i) => `a${i}: __typename`)} }`,
  (n) => `{ ${root} ${'{ amr '.repeat(n)}{ x }${' }'.repeat(n)} }`,
  (n) => `{ ${root} ${'{ ... '.repeat(n)}{ uscc }${' }'.repeat(n)} }`,
  (n) =>
    `{ ...F0 } ${many(n, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${n} on Query { __typename }`,
  (n) =>
    `{ ${root} { ...F0 } } ${many(n, (i) => `fragment F${i} on Organization { uscc ...F${i + 1} }`)} fragment F${n} on Organization { uscc }`,
  (n) => `{ ...F0 } ${many(n, (i) => `fragment F${i} on Query { ...F${(i + 1) % n} }`)}`,
  (n) => `{ ${root} { ${many(n, (i) => `...F${i}`)} } } ${many(n, (i) => `fragment F${i} on Organization { uscc }`)}`,
  (n) => `{ ${root} { ${many(n, (i) => `...U${i}`)} } }`,
  (n) => `{ __typename } ${many(n, (i) => `fragment F${i} on Query { __typename }`)}`,
  (n) => many(n, (i) => `query Q${i} { ${root} { uscc } }`),
  (n) =>
    `query(${many(n, (i) => `$v${i}: Int`)}) { ${root} { amr { ${many(n, (i) => `a${i}: penalty(first: $v${i}) { nodes { id } }`)} } } }`,
  (n) =>
    `query(${many(n, (i) => `$v${i}: Boolean = true`)}) { ${root} { ${many(n, (i) => `uscc @include(if: $v${i})`)} } }`,
  (n) => `{ organizations(usccs: [${many(n, () => '"914601000000A00134"')}]) { uscc } }`,
  (n) => `{ organizations(usccs: ${'['.repeat(n)}1${']'.repeat(n)}) { uscc } }`,
  (n) => `{ naturalPerson(document: {${many(n, (i) => `k${i}: "${canary}"`)}}) { __typename } }`,
  (n) => `{ naturalPerson(document: ${'{kind: '.repeat(n)}1${'}'.repeat(n)}) { __typename } }`,
  (n) => `query($u: ${'['.repeat(n)}ID${']'.repeat(n)}) { organizations(usccs: $u) { uscc } }`,
  (n) => `{ ${root} { uscc ${many(n, (i) => `@d${i}(a: 1)`)} } }`,
  (n) => `query ${many(n, () => '@include(if: true)')} { ${root} { uscc } }`,
  (n) => `${'# nothing\n'.repeat(n * 10)}{ ${root} { uscc } }`,
  (n) => `${','.repeat(n * 50)}{ ${root} { uscc } }`,
  (n) => `{ ${'a'.repeat(n * 40)} }`,
  (n) => `{ organization(uscc: """${' \n'.repeat(n * 20)}""") { uscc } }`,
  (n) => `{ organization(${many(n, (i) => `a${i}: "${canary}"`)}) { uscc } }`,
  (n) =>
    `{ records(ids: ["amr.penalty:1", "tax.penalty:1"]) { ${many(n, (i) => `a${i}: id b${i}: version c${i}: item`)} } }`,
  (n) => `{ records(ids: ["amr.penalty:1", "tax.penalty:1"]) { ${many(n, () => '... on CreditRecord { id }')} } }`,
  (n) =>
    `{ records(ids: ["amr.penalty:1"]) ${'{ ... on AmrPenalty { id } ... on CreditRecord '.repeat(n)}{ id }${' }'.repeat(n)} }`,
  (n) => `{ __schema { ${many(n, (i) => `t${i}: types { name }`)} } }`,
  (n) => `{ ${many(n, (i) => `t${i}: __type(name: "Organization") { fields { name } }`)} }`,
  (n) => `{ __schema { types ${'{ fields { type '.repeat(n)}{ name }${' } }'.repeat(n)} } }`,
  (n) => ({
    text: `query($u: [ID!]!) { ${many(Math.min(n, 60), (i) => `r${i}: organizations(usccs: $u) { amr { penalty(first: 100) { nodes { id } } } }`)} }`,
    variables: { u: usccs },
  }),
  (n) => ({
    text: 'query($u: [ID!]!) { organizations(usccs: $u) { uscc } }',
    variables: { u: Array.from({ length: n * 20 }, () => canary) },
  }),
  (n) => ({
    text: 'query($d: DocumentInput!) { naturalPerson(document: $d) { __typename } }',
    variables: { d: Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, canary])) },
  }),
  (n) => ({ text: `{ ${root} { uscc } }`, variables: { deep: deep(n) } }),
]

function deep(levels: number): unknown {
  let made: unknown = canary
  for (let level = 0; level < levels; level += 1) made = level % 2 === 0 ? [made] : { a: made }
  return made
}

/** One of them, of a size between ten and a few thousand. */
export function hostileShape(chance: Random): WrittenDocument {
  const size = chance.pick([10, 50, 99, 200, 500, 1000, 3000])
  const written = chance.pick(shapes)(size, chance)
  return typeof written === 'string' ? { text: written, variables: {} } : written
}

/** Seed and number → one request: the same ones on every machine. */
import type { GraphQLSchema } from 'graphql'
import { type Random, seededRandom } from '../../generator/random.ts'
import { canary } from './canary.ts'
import { hostileShape } from './hostile-shapes.ts'
import type { SentDocument } from './hub-graph.ts'
import { mutateText, tokenSoup } from './mutate-text.ts'
import { type WrittenDocument, writeDocument } from './write-document.ts'

export type CaseKind = 'grammar' | 'mutated' | 'soup' | 'hostile' | 'odd'

export interface FuzzCase {
  readonly kind: CaseKind
  readonly sent: SentDocument
}

const kinds: readonly CaseKind[] = (
  [
    ['grammar', 5],
    ['mutated', 2],
    ['hostile', 2],
    ['soup', 1],
    ['odd', 1],
  ] as const
).flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind))
const accepts = [
  'application/graphql-response+json',
  'application/json',
  '*/*',
  'application/graphql-response+json;q=0.1, application/json',
  `text/html;${canary}, */*`,
]
const strides = 1_000_003

/** The n-th case of a seed. */
export function makeCase(schema: GraphQLSchema, seed: number, n: number): FuzzCase {
  const chance = seededRandom(seed + n * strides)
  const kind = chance.pick(kinds)
  const { text, variables } = write(kind, schema, chance)
  const isOdd = kind === 'odd'
  return {
    kind,
    sent: {
      query: text,
      operationName: isOdd ? chance.pick([null, 'Q', 'nope', '', canary, '__proto__']) : null,
      variables: isOdd ? oddVariables(variables, chance) : variables,
      accept: chance.pick(accepts),
      contract: chance.integer(0, 2),
    },
  }
}

function write(kind: CaseKind, schema: GraphQLSchema, chance: Random): WrittenDocument {
  switch (kind) {
    case 'soup':
      return { text: tokenSoup(chance), variables: {} }
    case 'hostile':
      return hostileShape(chance)
    case 'mutated': {
      const written = chance.chance(0.2) ? hostileShape(chance) : writeDocument(schema, chance)
      return { ...written, text: mutateText(written.text, chance) }
    }
    case 'grammar':
    case 'odd':
      return writeDocument(schema, chance)
    default:
      return kind satisfies never
  }
}

/** Names of JavaScript's own objects, other types, values that nobody declared. */
function oddVariables(variables: WrittenDocument['variables'], chance: Random): WrittenDocument['variables'] {
  const names = [...Object.keys(variables), '__proto__', 'constructor', 'toString', canary, 'v0']
  const values: readonly unknown[] = [
    null,
    canary,
    0,
    -1,
    1e308,
    true,
    [],
    {},
    [[canary]],
    { toString: canary },
    '\u0000',
    '\uD800',
  ]
  const changed = JSON.parse(
    `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(chance.pick(values))}`).join(',')}}`,
  )
  return chance.chance(0.5) ? { ...variables, ...changed } : changed
}

/** A tree of numbers → one valid operation over a schema: each number picks among what is there. */
import fc from 'fast-check'
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql'
import type { Question } from '../federation.ts'

export interface Pick {
  readonly pick: number
  /** 0: as it is; else an alias, a condition, or both. */
  readonly how: number
  /** 0: the field itself; else inside a fragment on a type that fits. */
  readonly within: number
  readonly below: readonly Pick[]
}

/** Trees of six levels at most. */
export const picks: fc.Arbitrary<readonly Pick[]> = levels(5)

function levels(left: number): fc.Arbitrary<readonly Pick[]> {
  const below: fc.Arbitrary<readonly Pick[]> = left === 0 ? fc.constant([]) : levels(left - 1)
  const pick = fc.record({ pick: fc.nat({ max: 15 }), how: fc.nat({ max: 7 }), within: fc.nat({ max: 5 }), below })
  return fc.array(pick, { minLength: left === 5 ? 1 : 0, maxLength: left === 5 ? 4 : 3 })
}

interface Writing {
  readonly schema: GraphQLSchema
  aliases: number
}

const depthMax = 6

/** Writes the operation, with the variables it uses. */
export function writeOperation(schema: GraphQLSchema, tree: readonly Pick[]): Question {
  const query = schema.getQueryType()
  if (query === null || query === undefined) throw new Error('no query type')
  const on: Writing = { schema, aliases: 0 }
  const body = selections(on, query, tree, 0)
  const used = declarations.filter(({ name }) => body.includes(`$${name}`))
  const declared = used.length === 0 ? '' : `(${used.map(({ name, type }) => `$${name}: ${type}`).join(', ')})`
  const variables = Object.fromEntries(used.map(({ name, value }) => [name, value]))
  return { query: `query ${declared} ${body}`, variables }
}

const declarations = [
  { name: 'on', type: 'Boolean!', value: true },
  { name: 'off', type: 'Boolean!', value: false },
  { name: 'n', type: 'Int', value: 5 },
] as const

function selections(on: Writing, type: GraphQLCompositeType, tree: readonly Pick[], depth: number): string {
  const parts = tree.map((one) => selection(on, type, one, depth))
  return `{ ${parts.length === 0 ? '__typename' : parts.join(' ')} }`
}

function selection(on: Writing, type: GraphQLCompositeType, one: Pick, depth: number): string {
  const narrower = fitting(on.schema, type)
  const inner = narrower[(one.within - 1) % narrower.length]
  const isFragment = (one.within > 0 || isUnionType(type)) && inner !== undefined
  const shown = isFragment ? inner : type
  const fields: readonly (GraphQLField<unknown, unknown> | null)[] = isUnionType(shown)
    ? [null]
    : [...Object.values(shown.getFields()), null]
  const written = writeField(on, fields[one.pick % fields.length] ?? null, one, depth)
  return isFragment ? `... on ${shown.name} { ${written} }` : written
}

/** Types a fragment here may name: the type itself, its members, interfaces it shares members with. */
function fitting(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
  if (isObjectType(type)) return [type, ...type.getInterfaces()]
  const members = schema.getPossibleTypes(type)
  const interfaces = members.flatMap((member) => member.getInterfaces())
  return [...new Set<GraphQLCompositeType>([...members, ...interfaces])]
}

function writeField(
  on: Writing,
  field: GraphQLField<unknown, unknown> | null,
  { how, below }: Pick,
  depth: number,
): string {
  const condition =
    ['', '', '', '', '@include(if: $on)', '@skip(if: $off)', '@include(if: $off)', '@skip(if: true)'][how] ?? ''
  if (field === null) return `__typename ${condition}`
  const args = field.args.length === 0 || how === 0 ? '' : `(n: ${how % 2 === 0 ? '$n' : how})`
  const alias = how % 3 === 1 || args !== '' || field.args.length > 0 ? `x${on.aliases++}: ` : ''
  const type = getNamedType(field.type)
  const inner = isCompositeType(type) ? selections(on, type, depth < depthMax ? below : [], depth + 1) : ''
  return `${alias}${field.name}${args} ${condition} ${inner}`
}

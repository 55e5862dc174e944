/** Which coordinates a subgraph was asked for: `Type.field` of every type an answer could be of, hidden selections included. */
import {
  type DirectiveNode,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Asked } from './start-service.ts'

/** Fields through an interface count for each type that implements it. */
export function coordinatesAsked(schema: GraphQLSchema, { query, variables }: Asked): ReadonlySet<string> {
  const coordinates = new Set<string>()
  const types = new TypeInfo(schema)
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field: ({ name: { value: field }, directives }) => {
        if (isLeftOut(directives ?? [], variables)) return false
        const parent = types.getParentType()
        if (parent === null || parent === undefined || field === '__typename') return undefined
        coordinates.add(`${parent.name}.${field}`)
        if (isAbstractType(parent))
          for (const { name } of schema.getPossibleTypes(parent)) coordinates.add(`${name}.${field}`)
        return undefined
      },
      InlineFragment: ({ directives }) => (isLeftOut(directives ?? [], variables) ? false : undefined),
    }),
  )
  return coordinates
}

function isLeftOut(directives: readonly DirectiveNode[], variables: Asked['variables']): boolean {
  return directives.some(({ name, arguments: given }) => {
    const value = given?.[0]?.value
    const holds =
      value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN && value.value
    return (name.value === 'skip' && holds === true) || (name.value === 'include' && holds === false)
  })
}

/** Fields that representations brought to a subgraph, by the type that was named there. */
export function coordinatesBrought(schema: GraphQLSchema, { variables }: Asked): ReadonlySet<string> {
  const coordinates = new Set<string>()
  for (const value of Object.values(variables))
    for (const one of Array.isArray(value) ? value : []) {
      const { __typename, ...fields } = one as Readonly<Record<string, unknown>>
      if (typeof __typename !== 'string' || !isObjectType(schema.getType(__typename))) continue
      for (const field of Object.keys(fields)) coordinates.add(`${__typename}.${field}`)
    }
  return coordinates
}

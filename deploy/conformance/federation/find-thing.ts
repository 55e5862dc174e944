/** Finds what a representation names: by the keys its type declares in one subgraph, and by nothing else. */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { isMap, type Thing, View } from './world.ts'

/** The thing as this subgraph sees it, or `null`: it knows no such entity. */
export function findThing(
  schema: GraphQLSchema,
  things: readonly Thing[],
  representation: Readonly<Record<string, unknown>>,
): View | null {
  const typename = String(representation['__typename'])
  const type = schema.getType(typename)
  if (!isObjectType(type) && !isInterfaceType(type)) return null
  const keys = keysOf(type).map(selectionOf)
  const possible = isAbstractType(type) ? new Set(schema.getPossibleTypes(type).map(({ name }) => name)) : null
  for (const thing of things) {
    // An interface object stands for things of types this subgraph does not know.
    const isOfType =
      thing.__typename === typename || possible?.has(thing.__typename) || schema.getType(thing.__typename) === undefined
    if (isOfType && keys.some((key) => matches(key, thing, representation)))
      return new View(thing, isAbstractType(type) ? thing.__typename : typename, representation)
  }
  return null
}

/** Fields of every key a type declares, of a type that is only an extension too. */
export function keysOf({
  astNode,
  extensionASTNodes,
}: Pick<GraphQLNamedType, 'astNode' | 'extensionASTNodes'>): readonly string[] {
  return [astNode, ...(extensionASTNodes ?? [])]
    .flatMap((node) => node?.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: given }) => {
      const fields = given?.find(({ name }) => name.value === 'fields')?.value
      return fields?.kind === Kind.STRING ? [fields.value] : []
    })
}

function selectionOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no selection')
  return definition.selectionSet
}

function matches(key: SelectionSetNode, thing: unknown, representation: unknown): boolean {
  if (Array.isArray(thing))
    return (
      Array.isArray(representation) &&
      representation.length === thing.length &&
      thing.every((one, index) => matches(key, one, representation[index]))
    )
  if (!isMap(thing) || !isMap(representation)) return false
  return key.selections.every((one) => {
    if (one.kind !== Kind.FIELD) return true
    const name = one.name.value
    if (!(name in representation)) return false
    if (one.selectionSet !== undefined) return matches(one.selectionSet, thing[name], representation[name])
    return name === '__typename' || sameLeaf(thing[name], representation[name])
  })
}

/** An id of a number travels as a text. */
function sameLeaf(known: unknown, named: unknown): boolean {
  if (known === null || known === undefined) return false
  return known === named || (typeof known === 'number' && JSON.stringify(known) === named)
}

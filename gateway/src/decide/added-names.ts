/** Names that planned operations may hold beside the hub's: keys and inputs of computed fields, which the planner adds. */
import { type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'

export interface AddedNames {
  /** No name of the hub's may be one of these: the schema's fields, hidden keys included. */
  readonly taken: ReadonlySet<string>
  /** Fields that may be added with arguments: a caller's own call bears another name, whatever its arguments. */
  readonly called: ReadonlySet<string>
}

const known = new WeakMap<object, AddedNames>()

/** Made once a supergraph. */
export function addedNames({ apiSchema, federation }: Pick<RunningBundle, 'apiSchema' | 'federation'>): AddedNames {
  const before = known.get(federation)
  if (before !== undefined) return before
  const made = { taken: new Set([...fieldNames(apiSchema), ...federation.addedNames]), called: federation.calledNames }
  known.set(federation, made)
  return made
}

function* fieldNames(schema: GraphQLSchema): Generator<string> {
  for (const type of Object.values(schema.getTypeMap()))
    if ((isObjectType(type) || isInterfaceType(type)) && !isIntrospectionType(type))
      yield* Object.keys(type.getFields())
}

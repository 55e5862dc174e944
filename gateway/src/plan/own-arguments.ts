/** Arguments of a field that a subject asks about itself: the subject by the token, and a cursor only where it was made for it. */
import { type FieldNode, GraphQLError, type GraphQLField, getNamedType, print } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import type { Cutting } from './cutting.ts'
import type { Bind } from './operation-variables.ts'

interface Instead {
  readonly identity: string
  readonly bind: Bind
}

/** What takes the place of the caller's values. */
export function ownArguments(
  { form, slice }: Pick<Cutting, 'form' | 'slice'>,
  { args, coordinate }: Pick<AskedField, 'args' | 'coordinate'>,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Readonly<Record<string, Instead>> {
  const instead: Record<string, Instead> = {}
  for (const { name, type } of definition.args)
    if (form.running.coordinates.technical(getNamedType(type).name) === 'hub')
      instead[name] = { identity: 'own subject', bind: ({ slices }) => slices[slice]?.subjects[0] }
  const after = node.arguments?.find((one) => one.name.value === 'after')
  if (after === undefined) return instead
  const bind: Bind = ({ variables, slices, openCursor }) => {
    const cursor = args(variables)['after']
    if (cursor === undefined || cursor === null) return undefined
    if (typeof cursor !== 'string') throw new GraphQLError('Argument "after" is no cursor.')
    return openCursor(cursor, coordinate, slices[slice])
  }
  instead['after'] = { identity: `after ${coordinate} ${print(after.value)}`, bind }
  return instead
}

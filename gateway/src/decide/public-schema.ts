/** The schema whose names a caller may write: the API schema without what is technical to the hub alone. */
import type { GraphQLSchema } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { keepCoordinates } from './keep-coordinates.ts'

const known = new WeakMap<RunningBundle, GraphQLSchema>()

/** Made once a bundle. A name that only the hub may use reads like a name that does not exist (D9). */
export function publicSchema(running: RunningBundle): GraphQLSchema {
  const before = known.get(running)
  if (before !== undefined) return before
  const schema = keepCoordinates(running.apiSchema, (coordinate) => running.coordinates.technical(coordinate) !== 'hub')
  known.set(running, schema)
  return schema
}

/** The schema one contract opens: what introspection and the downloadable SDL show, and nothing else (design.md §2.1.3). */
import type { Contract } from '@xinqiao/contracts'
import type { GraphQLSchema } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type FieldJudge, fieldJudge } from './judge-fields.ts'
import { keepCoordinates } from './keep-coordinates.ts'
import { publicSchema } from './public-schema.ts'
import { recordTypes } from './record-types.ts'

const known = new WeakMap<RunningBundle, WeakMap<Contract, GraphQLSchema>>()

/**
 * Fields whose items the contract grants, and the form that leads to them; everything else is absent from it, what could
 * only be computed from something absent too. It judges as operations are judged, so that whatever it shows may be asked.
 */
export function callerView(running: RunningBundle, contract: Contract): GraphQLSchema {
  const views = known.get(running) ?? new WeakMap<Contract, GraphQLSchema>()
  known.set(running, views)
  const before = views.get(contract)
  if (before !== undefined) return before
  const judge = fieldJudge(running, contract)
  const view = keepCoordinates(publicSchema(running), (coordinate) => isOpen(running, judge, coordinate))
  views.set(contract, view)
  return view
}

function isOpen(running: RunningBundle, judge: FieldJudge, coordinate: string): boolean {
  const [type = '', field] = coordinate.split('.')
  if (field === undefined) return judge.type(type, null).stop === null
  if (judge.coordinate(type, field, null).stop !== null) return false
  const types = recordTypes(running)
  const item = types.itemOf.get(type)
  if (item === undefined || types.envelope.has(field)) return true
  return judge.leaf(item, field).stop === null
}

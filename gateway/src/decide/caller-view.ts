/** The schema one contract opens: what introspection and the downloadable SDL show, and nothing else (design.md §2.1.3). */
import { type Contract, judgeField, judgeItem } from '@xinqiao/contracts'
import type { GraphQLSchema } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { keepCoordinates, publicSchema } from './public-schema.ts'
import { recordTypes } from './record-types.ts'

const known = new WeakMap<RunningBundle, WeakMap<Contract, GraphQLSchema>>()

/** Fields whose items the contract grants, and the form that leads to them; everything else is absent from it. */
export function callerView(running: RunningBundle, contract: Contract): GraphQLSchema {
  const views = known.get(running) ?? new WeakMap<Contract, GraphQLSchema>()
  known.set(running, views)
  const before = views.get(contract)
  if (before !== undefined) return before
  const view = keepCoordinates(publicSchema(running), (coordinate) => isOpen(running, contract, coordinate))
  views.set(contract, view)
  return view
}

function isOpen(running: RunningBundle, contract: Contract, coordinate: string): boolean {
  const { catalog, coordinates, standards } = running
  const [type = '', field] = coordinate.split('.')
  const items = new Set([coordinates.item(coordinate), coordinates.item(type)].filter((item) => item !== undefined))
  for (const item of items) {
    if (judgeItem({ item, catalog, contract, subject: null, consent: 'later' }).kind === 'refusal') return false
    const types = recordTypes(running)
    const isPayload = field !== undefined && types.itemOf.get(type) === item && !types.envelope.has(field)
    if (
      isPayload &&
      isClosed(standards.get(item)?.fields.find(({ name }) => name === field)?.type) &&
      judgeField({ item, field, catalog, standards, contract }).kind === 'refusal'
    )
      return false
  }
  return true
}

/** Persons and organizations have parts of their own; the parts are judged where they are asked. */
function isClosed(type: string | undefined): boolean {
  return type !== 'person' && type !== 'organization'
}

/**
 * Computed fields (`@requires`, `@fromContext`) that need one field called in two ways: the planner gives both calls one name,
 * so that one would be computed from the other's value. Beside the first of them the others are refused; asked by
 * themselves they are answered.
 */
import type { FederationFacts } from '../bundle/federation-facts.ts'
import type { AskedField } from './asked-field.ts'
import { failureStop, type Stop } from './stop.ts'

/** Coordinates of an operation's fields that cannot be answered beside those before them. */
export function conflictingCalls(
  { callsOf }: Pick<FederationFacts, 'callsOf'>,
  fields: Iterable<AskedField>,
): ReadonlyMap<string, Stop> {
  const made = new Map<string, string>()
  const seen = new Set<string>()
  const stops = new Map<string, Stop>()
  for (const { coordinate, stop } of fields) {
    if (stop !== null || seen.has(coordinate)) continue
    seen.add(coordinate)
    const calls = callsOf(coordinate)
    if (calls.length === 0) continue
    const own = new Map(made)
    const isAlone = calls.every((call) => {
      const before = own.get(call.coordinate)
      own.set(call.coordinate, call.by)
      return before === undefined || before === call.by
    })
    // Too much for one question: the code's advice, to split it, is the way.
    if (!isAlone) stops.set(coordinate, failureStop('OPERATION_TOO_LARGE', null))
    else for (const call of calls) made.set(call.coordinate, call.by)
  }
  return stops
}

/** Every closed place of the answer, told once a field and subject, whatever rows there are: no error speaks of a row (D9). */
import type { ItemId } from '@xinqiao/schema'
import type { AskedField, Below } from '../decide/asked-field.ts'
import type { DecidedRoot } from '../decide/decided.ts'
import type { Stop } from '../decide/stop.ts'

export interface ClosedPlace {
  readonly path: readonly (string | number)[]
  readonly stop: Stop
}

/** In the order the caller wrote; lists of subjects by index, rows of a page together. */
export function closedPlaces(roots: readonly DecidedRoot[]): readonly ClosedPlace[] {
  const places: ClosedPlace[] = []
  for (const root of roots) {
    if (root.kind === 'meta') continue
    const { response } = root.field
    if (root.kind === 'plain') add([response], closedTails(root.field, null, noStops), places)
    else
      for (const [index, slot] of root.slots.entries()) {
        const path = root.list ? [response, index] : [response]
        if (slot.kind === 'stopped') places.push({ path, stop: slot.stop })
        else if (slot.kind === 'record') add(path, closedTails(root.field, slot.typename, noStops), places)
        else add(path, closedTails(root.field, null, slot.stops), places)
      }
  }
  return places
}

function add(path: ClosedPlace['path'], tails: readonly ClosedPlace[], into: ClosedPlace[]): void {
  for (const { path: tail, stop } of tails) into.push({ path: tail.length === 0 ? path : [...path, ...tail], stop })
}

const noStops: ReadonlyMap<ItemId, Stop> = new Map()
const known = new WeakMap<AskedField, Map<string, readonly ClosedPlace[]>>()

/** Closed places from a field on; the same for every subject without consents of its own. */
function closedTails(field: AskedField, only: string | null, stops: ReadonlyMap<ItemId, Stop>): readonly ClosedPlace[] {
  if (stops.size > 0) return readTails(field, only, stops)
  const tails = known.get(field) ?? new Map<string, readonly ClosedPlace[]>()
  known.set(field, tails)
  const made = tails.get(only ?? '') ?? readTails(field, only, stops)
  tails.set(only ?? '', made)
  return made
}

function readTails(field: AskedField, only: string | null, stops: ReadonlyMap<ItemId, Stop>): readonly ClosedPlace[] {
  const stop = stopOfField(field, stops)
  if (stop !== null) return [{ path: [], stop }]
  const places: ClosedPlace[] = []
  const fields = only === null ? undefined : field.below?.get(only)
  const below = only === null ? field.below : fields === undefined ? null : new Map([[only, fields]])
  if (below !== null) collectBelow([below], [], stops, places)
  return places
}

/** Why a field is closed for these subjects. */
function stopOfField(field: AskedField, stops: ReadonlyMap<ItemId, Stop>): Stop | null {
  if (field.stop !== null) return field.stop
  for (const item of field.items) {
    const stop = stops.get(item)
    if (stop !== undefined) return stop
  }
  return null
}

/** One place of the answer may stand on several types: it is told once where any of them is closed. */
function collectBelow(
  belows: readonly Below[],
  path: ClosedPlace['path'],
  stops: ReadonlyMap<ItemId, Stop>,
  into: ClosedPlace[],
): void {
  const byName = new Map<string, { stop: Stop | null; readonly below: Set<Below> }>()
  for (const below of belows)
    for (const fields of below.values())
      for (const field of fields) {
        const place = byName.get(field.response) ?? { stop: null, below: new Set() }
        byName.set(field.response, place)
        const stop = stopOfField(field, stops)
        if (stop !== null) place.stop ??= stop
        else if (field.below !== null) place.below.add(field.below)
      }
  for (const [response, { stop, below }] of byName) {
    const here = [...path, response]
    if (stop !== null) into.push({ path: here, stop })
    if (below.size > 0) collectBelow([...below], here, stops, into)
  }
}

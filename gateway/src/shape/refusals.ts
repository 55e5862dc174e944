/** Every closed place of the answer, told once a field and subject, whatever rows there are: no error speaks of a row (D9). */
import type { ItemId } from '@xinqiao/schema'
import type { AskedField, Below } from '../decide/asked-field.ts'
import type { DecidedRoot, Slot } from '../decide/decided.ts'
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
    if (root.kind === 'plain') collect(root.field, [root.field.response], new Map(), places)
    else
      for (const [index, slot] of root.slots.entries())
        collectSlot(root.field, slot, root.list ? [root.field.response, index] : [root.field.response], places)
  }
  return places
}

/** Why a field is closed for these subjects. */
export function stopOfField(field: AskedField, stops: ReadonlyMap<ItemId, Stop>): Stop | null {
  if (field.stop !== null) return field.stop
  for (const item of field.items) {
    const stop = stops.get(item)
    if (stop !== undefined) return stop
  }
  return null
}

function collectSlot(field: AskedField, slot: Slot, path: readonly (string | number)[], into: ClosedPlace[]): void {
  if (slot.kind === 'stopped') into.push({ path, stop: slot.stop })
  else if (slot.kind === 'record') {
    const fields = field.below?.get(slot.typename)
    if (fields !== undefined) collectBelow(new Map([[slot.typename, fields]]), path, new Map(), into)
  } else collect(field, path, slot.stops, into)
}

function collect(
  field: AskedField,
  path: readonly (string | number)[],
  stops: ReadonlyMap<ItemId, Stop>,
  into: ClosedPlace[],
): void {
  const stop = stopOfField(field, stops)
  if (stop !== null) into.push({ path, stop })
  else if (field.below !== null) collectBelow(field.below, path, stops, into)
}

function collectBelow(
  below: Below,
  path: readonly (string | number)[],
  stops: ReadonlyMap<ItemId, Stop>,
  into: ClosedPlace[],
): void {
  const told = new Set<string>()
  for (const fields of below.values())
    for (const field of fields) {
      if (told.has(field.response)) continue
      told.add(field.response)
      collect(field, [...path, field.response], stops, into)
    }
}

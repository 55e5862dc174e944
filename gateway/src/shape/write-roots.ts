/** The answer's `data`: each root field by its subjects, in the order they were asked. */
import { getNamedType, isAbstractType, isNonNullType } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import type { DecidedRoot, Slot } from '../decide/decided.ts'
import { type RecordTypes, recordTypes } from '../decide/record-types.ts'
import { failureStop } from '../decide/stop.ts'
import { type AnswerObject, isAnswerObject } from '../fetch/answer.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { Slice } from '../plan/planned.ts'
import { type AnswerError, errorOf } from './error-of.ts'
import { valueWriter, writeObject } from './write-object.ts'
import { nulled, nullText, Writing, type Written } from './writing.ts'

/** JSON of the data, in parts: one text of it all would be as large again. `null` when a null reached the root. */
export function writeRoots(lawful: Lawful, errors: AnswerError[]): readonly string[] {
  const on = new Writing(lawful, errors)
  const types = recordTypes(lawful.running)
  const parts: string[] = []
  for (const [index, root] of lawful.roots.entries()) {
    const isNullable = !isNonNullType(root.field.type)
    const name = `${index === 0 ? '{' : ','}${JSON.stringify(root.field.response)}:`
    const written = writeRoot(on, types, root, index)
    if (typeof written !== 'string') parts.push(name, ...written)
    else if (written === nulled || (written === nullText && !isNullable)) return [nullText]
    else parts.push(name + written)
  }
  parts.push(parts.length === 0 ? '{}' : '}')
  return parts
}

/** A list of subjects comes in parts. */
function writeRoot(on: Writing, types: RecordTypes, root: DecidedRoot, index: number): Written | readonly string[] {
  if (root.kind === 'meta') return JSON.stringify(root.value)
  const slices = on.from.slices.filter((slice) => slice.root === index)
  if (root.field.stop !== null) return nullText
  if (root.kind === 'plain') return writePlain(on, types, root, slices[0])
  const { response } = root.field
  if (!root.list) {
    const [slot] = root.slots
    return slot === undefined ? nullText : writeSlot(on, types, root, slot, 0, slices, [response])
  }
  if (root.slots.length === 0) return '[]'
  const parts = root.slots.map(
    (slot, place) => (place === 0 ? '[' : ',') + writeSlot(on, types, root, slot, place, slices, [response, place]),
  )
  parts.push(']')
  return parts
}

function writeSlot(
  on: Writing,
  types: RecordTypes,
  root: DecidedRoot & { readonly kind: 'subjects' },
  slot: Slot,
  place: number,
  slices: readonly Slice[],
  path: readonly (string | number)[],
): Written {
  const { below, type } = root.field
  if (slot.kind === 'stopped' || below === null) return nullText
  const slice = slices.length === 1 ? slices[0] : slices.find((one) => one.slots.includes(place))
  const fetched = slice === undefined ? undefined : on.from.data[slice.alias]
  const data = root.list && Array.isArray(fetched) ? fetched[slotAt(slice, place)] : fetched
  on.stops = slot.kind === 'subject' ? slot.stops : noStops
  on.path.splice(0, on.path.length, ...path)
  on.keys.splice(0, on.keys.length, slice?.alias ?? '')
  const told = on.errors.length
  const object = isAnswerObject(data) ? data : null
  const written = writeObject(types, below, isAbstractType(getNamedType(type)), object, on)
  if (slot.kind !== 'record') return written === nulled ? nullText : written
  // A record that is withheld and one that never was give the same bytes (D9).
  if (written !== nulled && written !== nullText && object !== null) return written
  if (on.errors.length === told) on.errors.push(errorOf(failureStop('NOT_FOUND', null), path))
  return nullText
}

const noStops: Writing['stops'] = new Map()

/** Place of a slot among the slice's own; slices of all slots keep their order. */
function slotAt(slice: Slice | undefined, place: number): number {
  return slice === undefined ? -1 : slice.slots[place] === place ? place : slice.slots.indexOf(place)
}

const plainWriters = new WeakMap<AskedField, (object: AnswerObject, on: Writing) => Written>()

/** A field that names no subject: a member of the answer's root, under the name it was planned by. */
function writePlain(
  on: Writing,
  types: RecordTypes,
  { field }: DecidedRoot & { readonly kind: 'plain' },
  slice: Slice | undefined,
): Written {
  if (slice === undefined) return nullText
  on.stops = slice.stops
  on.path.length = 0
  on.keys.length = 0
  const write = plainWriters.get(field) ?? valueWriter(types, { ...field, key: slice.alias, isForm: false })
  plainWriters.set(field, write)
  return write(on.from.data, on)
}

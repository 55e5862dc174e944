/** How large an answer the operation asks for, before anything is planned: places to fill, and places that stay closed (trust.md §8, row 8). */
import type { AskedField, Below } from './asked-field.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import { answerPlacesMax, closedPlacesMax, pageRowsMax } from './limits.ts'

/** Whether the places of the answer are within the bound: fields by subjects, rows of a connection by what was asked at most. */
export function answerFits(roots: readonly DecidedRoot[]): boolean {
  let places = 0
  for (const root of roots)
    if (root.kind !== 'meta') places += placesOf(root.field) * (root.kind === 'subjects' ? root.slots.length : 1)
  return places <= answerPlacesMax
}

/** Whether the refusals told are within the bound: a closed place costs no agency anything, and yet an error each. */
export function refusalsFit(roots: readonly DecidedRoot[]): boolean {
  let closed = 0
  for (const root of roots)
    if (root.kind === 'plain') closed += closedOf(root.field, null)
    else if (root.kind === 'subjects')
      for (const slot of root.slots) {
        closed += slot.kind === 'stopped' ? 1 : closedOf(root.field, slot)
        if (closed > closedPlacesMax) return false
      }
  return closed <= closedPlacesMax
}

function placesOf(field: AskedField): number {
  const first = field.args['first']
  const rows = typeof first === 'number' ? first : 'first' in field.args ? pageRowsMax : 1
  return 1 + largest(field.below, (one) => (one.name === 'nodes' ? rows : 1) * placesOf(one))
}

function closedOf(field: AskedField, slot: Slot | null): number {
  const stops = slot?.kind === 'subject' ? slot.stops : null
  if (field.stop !== null || (stops !== null && field.items.some((item) => stops.has(item)))) return 1
  return largest(field.below, (one) => closedOf(one, slot))
}

/** The sum over the fields of the possible type that has most. */
function largest(below: Below | null, count: (field: AskedField) => number): number {
  let most = 0
  for (const fields of below?.values() ?? []) {
    let sum = 0
    for (const field of fields) sum += count(field)
    most = Math.max(most, sum)
  }
  return most
}

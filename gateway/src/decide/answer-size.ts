/** How large an answer the operation asks for, before anything is planned: places to fill, and places that stay closed (trust.md §8, row 8). */
import type { AskedField, Below, Variables } from './asked-field.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import { answerPlacesMax, closedPlacesMax, pageRowsMax } from './limits.ts'

/** Places below a field: a figure, or a function of the request's variables where a page's size is one. */
type Count = number | ((variables: Variables) => number)

const counts = new WeakMap<Below, Count>()

/** Whether the places of the answer are within the bound: fields by subjects, rows of a connection by what was asked at most. */
export function answerFits(roots: readonly DecidedRoot[], variables: Variables): boolean {
  let places = 0
  for (const root of roots)
    if (root.kind !== 'meta')
      places += of(placesOf(root.field), variables) * (root.kind === 'subjects' ? root.slots.length : 1)
  return places <= answerPlacesMax
}

function of(count: Count, variables: Variables): number {
  return typeof count === 'number' ? count : count(variables)
}

/** Whether the refusals told are within the bound: a closed place costs no agency anything, and yet an error each. */
export function refusalsFit(roots: readonly DecidedRoot[]): boolean {
  let closed = 0
  for (const root of roots) {
    if (root.kind === 'plain') closed += closedOf(root.field, null)
    else if (root.kind === 'subjects') {
      let plain: number | null = null
      for (const slot of root.slots) {
        if (slot.kind === 'stopped') closed += 1
        else if (slot.kind === 'subject' && slot.stops.size > 0) closed += closedOf(root.field, slot)
        else closed += plain ??= closedOf(root.field, null)
        if (closed > closedPlacesMax) return false
      }
    }
  }
  return closed <= closedPlacesMax
}

function placesOf(field: AskedField): Count {
  const below = field.below === null ? 0 : placesBelow(field.below, field)
  return typeof below === 'number' ? 1 + below : (variables) => 1 + below(variables)
}

function placesBelow(below: Below, field: AskedField): Count {
  const hasRows = [...below.values()].some((fields) => fields.some(({ name }) => name === 'nodes'))
  if (!hasRows) return largestOf(below, 1)
  if (!field.isVariable) return largestOf(below, rowsOf(field, {}))
  return (variables) => of(largestOf(below, rowsOf(field, variables)), variables)
}

/** Rows of a list by what was asked at most. */
function rowsOf(field: AskedField, variables: Variables): number {
  const args = field.args(variables)
  return typeof args['first'] === 'number' ? args['first'] : 'first' in args ? pageRowsMax : 1
}

/** The sum over the fields of the possible type that has most. */
function largestOf(below: Below, rows: number): Count {
  if (rows === 1) {
    const known = counts.get(below)
    if (known !== undefined) return known
  }
  const sums = [...below.values()].map((fields) =>
    fields.map((one): Count => {
      const places = placesOf(one)
      const times = one.name === 'nodes' ? rows : 1
      return typeof places === 'number' ? times * places : (variables) => times * places(variables)
    }),
  )
  const isFixed = sums.every((parts) => parts.every((part) => typeof part === 'number'))
  const largest = (variables: Variables): number =>
    Math.max(0, ...sums.map((parts) => parts.reduce<number>((sum, part) => sum + of(part, variables), 0)))
  const made: Count = isFixed ? largest({}) : largest
  if (rows === 1) counts.set(below, made)
  return made
}

const closedCounts = new WeakMap<AskedField, number>()

/** Closed places below a field; without consents of its own a subject has as many as every other. */
function closedOf(field: AskedField, slot: Slot | null): number {
  const stops = slot?.kind === 'subject' && slot.stops.size > 0 ? slot.stops : null
  if (stops !== null) return countClosed(field, stops)
  const known = closedCounts.get(field) ?? countClosed(field, null)
  closedCounts.set(field, known)
  return known
}

function countClosed(field: AskedField, stops: ReadonlyMap<string, unknown> | null): number {
  const known = new Map<Below, number>()
  const closedBelow = (below: Below): number => {
    const before = known.get(below)
    if (before !== undefined) return before
    let most = 0
    for (const fields of below.values()) most = Math.max(most, fields.reduce((sum, one) => sum + closedAt(one), 0))
    known.set(below, most)
    return most
  }
  const closedAt = (one: AskedField): number => {
    if (one.stop !== null || (stops !== null && one.items.some((item) => stops.has(item)))) return 1
    return one.below === null ? 0 : closedBelow(one.below)
  }
  return closedAt(field)
}

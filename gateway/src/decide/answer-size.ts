/** What an operation costs, before anything is planned: points for what is fetched and written, and places that stay closed (trust.md §8, row 8). */
import type { AskedField, Below, Variables } from './asked-field.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import { closedPlacesMax, costMax, pageRowsMax } from './limits.ts'

/** Points below a field: a figure, or a function of the request's variables where a page's size is one. */
type Cost = number | ((variables: Variables) => number)

const costs = new WeakMap<Below, Cost>()

/** Whether an operation costs no more than it may. */
export function costFits(roots: readonly DecidedRoot[], variables: Variables): boolean {
  return costOf(roots, variables) <= costMax
}

/**
 * A field is a point; a connection as many of its rows as it may bring, a root as many of its selection as it names
 * subjects or records. What is refused costs nothing: nobody is asked for it.
 */
export function costOf(roots: readonly DecidedRoot[], variables: Variables): number {
  let points = 0
  for (const root of roots)
    if (root.kind !== 'meta')
      points += of(pointsOf(root.field), variables) * (root.kind === 'subjects' ? root.slots.length : 1)
  return points
}

function of(cost: Cost, variables: Variables): number {
  return typeof cost === 'number' ? cost : cost(variables)
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

function pointsOf(field: AskedField): Cost {
  if (field.stop !== null) return 0
  const below = field.below === null ? 0 : pointsBelow(field.below, field)
  return typeof below === 'number' ? 1 + below : (variables) => 1 + below(variables)
}

function pointsBelow(below: Below, field: AskedField): Cost {
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
function largestOf(below: Below, rows: number): Cost {
  if (rows === 1) {
    const known = costs.get(below)
    if (known !== undefined) return known
  }
  const sums = [...below.values()].map((fields) =>
    fields.map((one): Cost => {
      const points = pointsOf(one)
      const times = one.name === 'nodes' ? rows : 1
      return typeof points === 'number' ? times * points : (variables) => times * points(variables)
    }),
  )
  const isFixed = sums.every((parts) => parts.every((part) => typeof part === 'number'))
  const largest = (variables: Variables): number =>
    Math.max(0, ...sums.map((parts) => parts.reduce<number>((sum, part) => sum + of(part, variables), 0)))
  const made: Cost = isFixed ? largest({}) : largest
  if (rows === 1) costs.set(below, made)
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
    for (const fields of below.values())
      most = Math.max(
        most,
        fields.reduce((sum, one) => sum + closedAt(one), 0),
      )
    known.set(below, most)
    return most
  }
  const closedAt = (one: AskedField): number => {
    if (one.stop !== null || (stops !== null && one.items.some((item) => stops.has(item)))) return 1
    return one.below === null ? 0 : closedBelow(one.below)
  }
  return closedAt(field)
}

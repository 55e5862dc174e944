/** Which fields of an answer are forms of the hub's graph that were never asked for, since nothing below them could be. */
import type { AskedField, Below } from '../decide/asked-field.ts'
import type { Writing } from './writing.ts'

const asks = new WeakMap<Below, boolean>()

/** Whether a composite field was left out of the plan: a form with nothing open below it that takes an agency. */
export function isUnfetched(field: AskedField, on: Writing): boolean {
  if (!field.isForm || field.below === null) return false
  return !needsFetch(field.below, on)
}

/** Whether anything of a selection is asked of an agency. */
export function needsFetch(below: Below, on: Writing): boolean {
  if (on.stops.size > 0) return anyAsked(below, on)
  const known = asks.get(below)
  if (known !== undefined) return known
  const made = anyAsked(below, on)
  asks.set(below, made)
  return made
}

function anyAsked(below: Below, on: Writing): boolean {
  for (const fields of below.values())
    for (const field of fields) {
      if (field.name === '__typename') {
        // The facts of a record are asked of its agency whatever the caller selects of it.
        if (field.items.length > 0 && !on.isClosed(field)) return true
        continue
      }
      if (on.isClosed(field)) continue
      if (field.below === null || !field.isForm || needsFetch(field.below, on)) return true
    }
  // On an interface the name of the type is itself an answer.
  return below.size > 1 && [...below.values()].some((fields) => fields.some(({ name }) => name === '__typename'))
}

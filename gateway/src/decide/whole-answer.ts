/** Contracts whose answers are whole or nothing: the first refusal of any place refuses the request. */

import type { RefusalCode } from '@xinqiao/schema'
import type { Refused } from '../refused.ts'
import { type AskedField, fieldsBelow } from './asked-field.ts'
import { itemsBelow } from './consents.ts'
import type { DecidedRoot } from './decided.ts'
import type { Stop } from './stop.ts'

/** The first closed place of the first root that has one; a record that is not there is no refusal. */
export function firstStop(roots: readonly DecidedRoot[]): Refused['because'] | null {
  for (const root of roots) {
    if (root.kind === 'meta') continue
    const stop = stopBelow(root.field) ?? (root.kind === 'subjects' ? stopOfSlots(root) : null)
    if (stop !== null && stop.code !== 'NOT_FOUND') return becauseOf(stop)
  }
  return null
}

function stopOfSlots(root: DecidedRoot & { readonly kind: 'subjects' }): Stop | null {
  const items = itemsBelow(root.field.below)
  for (const slot of root.slots) {
    if (slot.kind === 'stopped' && slot.stop.code !== 'NOT_FOUND') return slot.stop
    if (slot.kind === 'subject') for (const [item, stop] of slot.stops) if (items.has(item)) return stop
  }
  return null
}

function stopBelow(field: AskedField): Stop | null {
  if (field.stop !== null) return field.stop
  for (const one of fieldsBelow(field.below)) if (one.stop !== null) return one.stop
  return null
}

/** A stop as the reason why the whole request is refused. */
export function becauseOf(stop: Stop): Refused['because'] {
  if (stop.code === 'FACTS_STALE') return { kind: 'failure', code: 'FACTS_STALE' }
  return { kind: 'refusal', code: stop.code as RefusalCode, item: stop.item, article: stop.article }
}

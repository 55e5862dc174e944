/** Root fields → slices: subjects with equal consents share one cut selection under a response name of the hub's. */
import type { KeyObject } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { Decided, DecidedRoot, Slot } from '../decide/decided.ts'
import { recordTypes } from '../decide/record-types.ts'
import { type Cutting, cutBelow, isClosed, isEmptyBelow } from './cut-selection.ts'
import type { RootCall, Slice } from './planned.ts'
import { openCursor } from './sealed-cursor.ts'

/** Kind under which the hub's own subgraph takes a `ref`: the document itself has ended in the room `decide`. */
export const refKind = 'ref'

/**
 * Slices that have anything to fetch, in the order of the roots.
 * @throws GraphQLError for a cursor that is not the hub's, or not for this subject and place
 */
export function sliceRoots(decided: Decided, cursorKey: KeyObject): readonly Slice[] {
  return decided.roots.flatMap((root, index) => {
    if (root.kind === 'meta') return []
    const groups = root.kind === 'plain' ? [[]] : groupSlots(root.slots)
    return groups.flatMap((slots) => sliceOf(decided, root, index, slots, cursorKey) ?? [])
  })
}

/** Slots with the same closed items; for records one group of all that are open. */
function groupSlots(slots: readonly Slot[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>()
  for (const [index, slot] of slots.entries()) {
    if (slot.kind === 'stopped') continue
    const rights =
      slot.kind === 'record'
        ? ''
        : [...slot.stops]
            .map(([item, { code }]) => `${item} ${code}`)
            .toSorted()
            .join('\n')
    groups.set(rights, [...(groups.get(rights) ?? []), index])
  }
  return [...groups.values()]
}

function sliceOf(
  decided: Decided,
  root: Exclude<DecidedRoot, { readonly kind: 'meta' }>,
  index: number,
  places: readonly number[],
  cursorKey: KeyObject,
): Slice | null {
  const slots = root.kind === 'plain' ? [] : places.flatMap((place) => root.slots[place] ?? [])
  const first = slots[0]
  const stops = first?.kind === 'subject' ? first.stops : new Map()
  if (isClosed(root.field, stops)) return null
  const subjects = slots.flatMap((slot) => (slot.kind === 'subject' ? [slot.subject] : []))
  const on: Cutting = {
    schema: decided.running.apiSchema,
    types: recordTypes(decided.running),
    stops,
    openCursor: (cursor, coordinate) => openedCursor(decided, subjects, cursor, coordinate, cursorKey),
  }
  const below = root.field.below === null ? null : cutBelow(on, root.field.below)
  if (below !== null && isEmptyBelow(below)) return null
  const alias = `__r${index}_${places[0] ?? 0}`
  const call: RootCall = { alias, name: root.field.name, args: argumentsOf(root, slots), below }
  return { root: index, alias, slots: places, subjects, stops, call }
}

function argumentsOf(root: Exclude<DecidedRoot, { readonly kind: 'meta' }>, slots: readonly Slot[]): RootCall['args'] {
  if (root.kind === 'plain') return root.field.args
  const keys = slots.flatMap((slot) =>
    slot.kind === 'subject' ? [slot.subject.key] : slot.kind === 'record' ? [slot.record] : [],
  )
  switch (root.field.name) {
    case 'organization':
      return { uscc: keys[0] }
    case 'organizations':
      return { usccs: keys }
    case 'naturalPerson':
      return { document: { kind: refKind, number: keys[0] } }
    case 'record':
      return { id: keys[0] }
    default:
      return { ids: keys }
  }
}

/** A cursor belongs to one subject: below several it opens for none. */
function openedCursor(
  decided: Decided,
  subjects: readonly CreditSubject[],
  cursor: string,
  coordinate: string,
  key: KeyObject,
): string {
  const subject = subjects.length === 1 ? subjects[0]?.key : undefined
  const opened =
    subject === undefined ? null : openCursor(key, cursor, { contract: decided.contract.id, subject, coordinate })
  if (opened === null) throw new GraphQLError('Argument "after" is not a cursor of this page.')
  return opened
}

/** Root fields → slices: subjects with equal consents share one cut selection under a response name of the hub's. */
import type { ItemId } from '@xinqiao/schema'
import type { Decided, DecidedRoot, Slot } from '../decide/decided.ts'
import type { Stop } from '../decide/stop.ts'
import type { Slice } from './planned.ts'

/** Kind under which the hub's own subgraph takes a `ref`: the document itself has ended in the room `decide`. */
export const refKind = 'ref'

const noStops: ReadonlyMap<ItemId, Stop> = new Map()

/** Slices that may have anything to fetch, in the order of the roots, and a name that equal slicings share. */
export function sliceRoots(decided: Pick<Decided, 'roots' | 'operationType'>): {
  readonly slices: readonly Slice[]
  readonly name: string
} {
  const slices: Slice[] = []
  let name = ''
  for (const [index, root] of decided.roots.entries()) {
    if (root.kind === 'meta' || root.field.stop !== null) continue
    if (root.kind === 'plain') {
      // What changes something is done as often as it is asked; what is only read is asked once.
      const alias = decided.operationType === 'mutation' ? `__m${index}` : root.field.key
      const subjects = root.own === null ? [] : [root.own]
      slices.push({ root: index, alias, slots: [], subjects, keys: subjects.map(({ key }) => key), stops: noStops })
      continue
    }
    for (const [rights, places] of groupSlots(root.slots)) {
      slices.push(sliceOf(root, index, places, rights === '' ? '' : String(slices.length)))
      name += `${index}:${rights}|`
    }
    if (root.slots[0]?.kind === 'record' || root.slots[0]?.kind === 'stopped') name += typesOf(root.slots)
  }
  return { slices, name }
}

/** Slots with the same closed items; for records one group of all that are open. */
function groupSlots(slots: readonly Slot[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [index, slot] of slots.entries()) {
    if (slot.kind === 'stopped') continue
    const rights = slot.kind === 'record' || slot.stops.size === 0 ? '' : rightsOf(slot.stops)
    const group = groups.get(rights)
    if (group === undefined) groups.set(rights, [index])
    else group.push(index)
  }
  return groups
}

function rightsOf(stops: ReadonlyMap<ItemId, Stop>): string {
  return [...stops]
    .map(([item, { code }]) => `${item} ${code}`)
    .toSorted()
    .join('\n')
}

function typesOf(slots: readonly Slot[]): string {
  const types = new Set(slots.flatMap((slot) => (slot.kind === 'record' ? [slot.typename] : [])))
  return `${[...types].toSorted().join(' ')};`
}

function sliceOf(
  root: DecidedRoot & { readonly kind: 'subjects' },
  index: number,
  places: readonly number[],
  group: string,
): Slice {
  const slots = places.flatMap((place) => root.slots[place] ?? [])
  const [first] = slots
  return {
    root: index,
    alias: `__r${index}_${group}`,
    slots: places,
    subjects: slots.flatMap((slot) => (slot.kind === 'subject' ? [slot.subject] : [])),
    keys: slots.flatMap((slot) =>
      slot.kind === 'subject' ? [slot.subject.key] : slot.kind === 'record' ? [slot.record] : [],
    ),
    stops: first?.kind === 'subject' ? first.stops : noStops,
  }
}

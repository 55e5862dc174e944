/** Who was seen with which items and how it ended, exact per subject; subjects with the same items and outcomes share a group (audit.md §2). */
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { Below } from '../decide/asked-field.ts'
import { closedItemsBelow, itemsBelow } from '../decide/consents.ts'
import type { DecidedRoot } from '../decide/decided.ts'
import type { Stop } from '../decide/stop.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { SeenGroup } from './shaped.ts'

/** Items in their order, and the list as one name. */
interface ItemList {
  readonly items: readonly ItemId[]
  readonly name: string
}

/** Subjects with the same outcome for each item of a list. */
interface Alike {
  readonly items: readonly ItemId[]
  readonly outcomes: readonly string[]
  readonly subjects: CreditSubject[]
  /** Rows shown, by place of the item. */
  readonly rows: number[]
}

type Stops = ReadonlyMap<ItemId, Stop>
type Rows = ReadonlyMap<ItemId, number>
interface Named {
  readonly subject: CreditSubject
  list: ItemList
  stops: Stops
}

const lists = new WeakMap<Below, ItemList>()
const noStops: Stops = new Map()
const noRows: Rows = new Map()
const nothing: ItemList = Object.freeze({ items: [], name: '' })

/** Every subject that was named, and those that records asked by id turned out to be about. */
export function seenGroups(lawful: Lawful): readonly SeenGroup[] {
  const alike = new Map<string, Map<string, Alike>>()
  const marks = new Map<string, string>()
  for (const { subject, list, stops } of namedSubjects(lawful)) {
    const rows = lawful.shown.rowsOf(subject.key)
    const whole = withShown(list, rows)
    see(alike, marks, subject, whole, rows, outcomesOf(lawful, whole.items, stops, rows))
  }
  const groups = groupsOf(alike)
  return lawful.roots.some(isOwnLook) ? [...groups, ...ownLooks(lawful)] : groups
}

function isOwnLook(root: DecidedRoot): root is OwnLook {
  return root.kind === 'plain' && root.own !== null
}

type OwnLook = DecidedRoot & { readonly kind: 'plain'; readonly own: CreditSubject }

/** A subject's look at who read its record is of no item; it is found again by the subject all the same (audit.md §6). */
function ownLooks(lawful: Lawful): readonly SeenGroup[] {
  const [look] = lawful.roots.filter(isOwnLook)
  if (look === undefined) return []
  const [failed] = lawful.session.failed.values()
  return [{ outcome: failed ?? 'released', items: [], subjects: [look.own], rows: 0 }]
}

function namedSubjects(lawful: Lawful): Iterable<Named> {
  const named = new Map<string, Named>()
  for (const root of lawful.roots) {
    if (root.kind !== 'subjects') continue
    const list = listBelow(root.field.below)
    const closed = closedItemsBelow(root.field.below)
    for (const slot of root.slots) {
      if (slot.kind !== 'subject') continue
      const stops = bothOf(closed, slot.stops)
      // A code and a token of a person never have one form.
      const before = named.get(slot.subject.key)
      if (before === undefined) named.set(slot.subject.key, { subject: slot.subject, list, stops })
      else {
        before.list = before.list === list ? list : listOf([...before.list.items, ...list.items])
        before.stops = bothOf(before.stops, stops)
      }
    }
  }
  for (const subject of lawful.shown.subjects())
    if (!named.has(subject.key)) named.set(subject.key, { subject, list: nothing, stops: noStops })
  return named.values()
}

function bothOf(first: Stops, second: Stops): Stops {
  if (first.size === 0) return second
  return second.size === 0 ? first : new Map([...first, ...second])
}

function listBelow(below: Below | null): ItemList {
  if (below === null) return nothing
  const known = lists.get(below)
  if (known !== undefined) return known
  const made = listOf([...itemsBelow(below), ...closedItemsBelow(below).keys()])
  lists.set(below, made)
  return made
}

function listOf(items: readonly ItemId[]): ItemList {
  const sorted = [...new Set(items)].sort()
  return { items: sorted, name: sorted.join(' ') }
}

/** With the items of rows that the list does not hold. */
function withShown(list: ItemList, rows: Rows = noRows): ItemList {
  for (const item of rows.keys()) if (!list.items.includes(item)) return listOf([...list.items, ...rows.keys()])
  return list
}

function outcomesOf(lawful: Lawful, items: readonly ItemId[], stops: Stops, rows: Rows = noRows): readonly string[] {
  const { failed } = lawful.session
  return items.map((item) => {
    if (rows.has(item)) return 'released'
    const stop = stops.size === 0 ? undefined : stops.get(item)?.code
    if (stop !== undefined || failed.size === 0) return stop ?? 'empty'
    return failed.get(lawful.running.catalog.items.get(item)?.provider ?? '') ?? 'empty'
  })
}

function see(
  alike: Map<string, Map<string, Alike>>,
  marks: Map<string, string>,
  subject: CreditSubject,
  { items, name }: ItemList,
  rows: Rows = noRows,
  outcomes: readonly string[],
): void {
  const ofList = alike.get(name) ?? new Map<string, Alike>()
  alike.set(name, ofList)
  let signature = ''
  for (const outcome of outcomes) signature += markOf(marks, outcome)
  let group = ofList.get(signature)
  if (group === undefined) {
    group = { items, outcomes, subjects: [], rows: items.map(() => 0) }
    ofList.set(signature, group)
  }
  group.subjects.push(subject)
  for (let at = 0; at < items.length; at += 1) group.rows[at] = (group.rows[at] ?? 0) + (rows.get(items[at] ?? '') ?? 0)
}

/** One character for each outcome. */
function markOf(marks: Map<string, string>, outcome: string): string {
  const known = marks.get(outcome)
  if (known !== undefined) return known
  const made = String.fromCharCode(marks.size + 1)
  marks.set(outcome, made)
  return made
}

/** Who is named is in the entry, also where nothing was asked of it. */
const nothingAsked = ['empty'] as const

function groupsOf(alike: ReadonlyMap<string, ReadonlyMap<string, Alike>>): readonly SeenGroup[] {
  const groups = new Map<string, SeenGroup & { readonly subjects: CreditSubject[]; rows: number }>()
  for (const ofList of alike.values())
    for (const { items, outcomes, subjects, rows } of ofList.values())
      for (const outcome of outcomes.length === 0 ? nothingAsked : new Set(outcomes)) {
        const its = items.filter((_, at) => outcomes[at] === outcome)
        const shown = rows.reduce((sum, count, at) => (outcomes[at] === outcome ? sum + count : sum), 0)
        const name = `${outcome} ${its.join(' ')}`
        const group = groups.get(name)
        if (group === undefined) groups.set(name, { outcome, items: its, subjects: [...subjects], rows: shown })
        else {
          group.subjects.push(...subjects)
          group.rows += shown
        }
      }
  return [...groups.values()]
}

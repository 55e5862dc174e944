/** Rights that hang on a subject: its consents, asked in one batch before planning (REG-16.2b, REG-14.3, D17 step 9). */
import { builtInId, type ConsentAnswer, judgeItem, needsConsent } from '@xinqiao/contracts'
import type { ItemId } from '@xinqiao/schema'
import type { Contracted } from '../contract/contracted.ts'
import type { Facts } from '../facts/facts.ts'
import { type Below, fieldsBelow } from './asked-field.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import type { SubjectType } from './judge-fields.ts'
import { failureStop, type Stop, stopOf } from './stop.ts'

/** Closes, subject by subject, what its consents do not cover; `record` ids name no subject, so nothing covers there. */
export async function askConsents(
  from: Contracted,
  roots: readonly DecidedRoot[],
  facts: Facts,
): Promise<readonly DecidedRoot[]> {
  // A subject reads its own, a body what it keeps itself: nobody's consent is asked.
  const builtIn = builtInId(from.contract)
  if (builtIn === 'self' || builtIn === 'duty') return roots
  const wanted = new Set<ItemId>()
  const subjects = new Set<string>()
  // A record that nobody consented to is closed whatever is selected of it: that it is there would be told by `{}` alone.
  let isClosed = false
  for (const root of roots) {
    if (root.kind !== 'subjects') continue
    const items = [...itemsBelow(root.field.below)].filter((item) => consentNeeded(from, item))
    for (const item of items) wanted.add(item)
    isClosed ||= root.slots.some((slot) => slot.kind === 'record' && consentNeeded(from, slot.item))
    if (items.length > 0) for (const slot of root.slots) if (slot.kind === 'subject') subjects.add(slot.subject.key)
  }
  if (wanted.size === 0 && !isClosed) return roots
  const answers = subjects.size === 0 ? [] : await ask(from, facts, [...subjects], [...wanted])
  return roots.map((root) => (root.kind === 'subjects' ? closeUncovered(from, root, answers) : root))
}

function ask(
  from: Contracted,
  facts: Facts,
  subjects: readonly string[],
  items: readonly ItemId[],
): Promise<readonly ConsentAnswer[] | 'unavailable'> {
  const use = from.claims.purpose ?? ''
  return facts.consents({
    grantee: from.contract.consumer,
    subjects,
    items,
    use,
    on: from.today,
    requestId: from.request.requestId,
  })
}

function closeUncovered(
  from: Contracted,
  root: DecidedRoot & { readonly kind: 'subjects' },
  answers: readonly ConsentAnswer[] | 'unavailable',
): DecidedRoot {
  const items = [...itemsBelow(root.field.below)]
  const slots = root.slots.map((slot): Slot => {
    if (slot.kind === 'record') {
      if (!consentNeeded(from, slot.item)) return slot
      const stop = judge(from, slot.item, null, 'none')
      return stop === null ? slot : { kind: 'stopped', stop }
    }
    if (slot.kind !== 'subject') return slot
    const stops = new Map(slot.stops)
    for (const item of items) {
      if (!consentNeeded(from, item)) continue
      const stop =
        answers === 'unavailable'
          ? failureStop('FACTS_STALE', item)
          : judge(from, item, slot.subject.kind, stateOf(answers, slot.subject.key, item))
      if (stop !== null) stops.set(item, stop)
    }
    return { ...slot, stops }
  })
  return { ...root, slots }
}

function stateOf(answers: readonly ConsentAnswer[], subject: string, item: ItemId): ConsentAnswer['state'] {
  return answers.find((answer) => answer.subject === subject && answer.item === item)?.state ?? 'none'
}

function judge(from: Contracted, item: ItemId, subject: SubjectType, consent: ConsentAnswer['state']): Stop | null {
  const decision = judgeItem({ item, catalog: from.running.catalog, contract: from.contract, subject, consent })
  return decision.kind === 'refusal' ? stopOf(decision) : null
}

function consentNeeded(from: Contracted, id: ItemId): boolean {
  const item = from.running.catalog.items.get(id)
  return item !== undefined && needsConsent(item, from.contract.channel)
}

const open = new WeakMap<Below, ReadonlySet<ItemId>>()

/** Items of the fields that are still open. */
export function itemsBelow(below: Below | null): ReadonlySet<ItemId> {
  if (below === null) return none
  const known = open.get(below)
  if (known !== undefined) return known
  const items = new Set<ItemId>()
  const seen = new Set<Below>()
  const waiting = [below]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const fields of next.values())
      for (const field of fields) {
        if (field.stop !== null) continue
        for (const item of field.items) items.add(item)
        if (field.below !== null) waiting.push(field.below)
      }
  }
  open.set(below, items)
  return items
}

const none: ReadonlySet<ItemId> = new Set()
const noneClosed: ReadonlyMap<ItemId, Stop> = new Map()
const closed = new WeakMap<Below, ReadonlyMap<ItemId, Stop>>()

/** Items that were asked and of which no field is open, each with its refusal. */
export function closedItemsBelow(below: Below | null): ReadonlyMap<ItemId, Stop> {
  if (below === null) return noneClosed
  const known = closed.get(below)
  if (known !== undefined) return known
  const open = itemsBelow(below)
  const stops = new Map<ItemId, Stop>()
  for (const { stop } of fieldsBelow(below))
    if (stop !== null && stop.item !== null && !open.has(stop.item)) stops.set(stop.item, stop)
  const made = stops.size === 0 ? noneClosed : stops
  closed.set(below, made)
  return made
}

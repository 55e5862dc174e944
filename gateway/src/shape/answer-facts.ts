/** What the audit has to say of one answer: who was seen with which items, what was refused, kept back, failed (audit.md §2). */
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { itemsBelow } from '../decide/consents.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { Refused } from '../refused.ts'
import type { ClosedPlace } from './refusals.ts'
import type { AnswerFacts, SeenGroup } from './shaped.ts'

/** Facts of an answer that went through. */
export function factsOf(lawful: Lawful, closed: readonly ClosedPlace[]): AnswerFacts {
  const refused = new Map<string, { readonly code: string; readonly item: ItemId }>()
  for (const { stop } of closed)
    if (stop.item !== null) refused.set(`${stop.code} ${stop.item}`, { code: stop.code, item: stop.item })
  const isPartial = closed.some(({ stop }) => stop.code !== 'NOT_FOUND')
  return {
    decision: isPartial ? 'partial' : 'permit',
    code: null,
    operationHash: lawful.operationHash,
    seen: seenGroups(lawful),
    refused: [...refused.values()],
    withheld: lawful.withheld,
    failed: [...lawful.session.failed].map(([agency, code]) => ({ agency, code })),
    agencyDigests: Object.fromEntries(
      [...lawful.session.digests].map(([agency, all]) => [agency, all.toSorted().join(' ')]),
    ),
  }
}

/** Facts of a request that was refused or failed as a whole. */
export function factsOfRefused({ because }: Refused): AnswerFacts {
  return {
    decision: 'refused',
    code: because.code,
    operationHash: null,
    seen: [],
    refused: because.kind === 'refusal' && because.item !== null ? [{ code: because.code, item: because.item }] : [],
    withheld: {},
    failed: [],
    agencyDigests: {},
  }
}

interface Seen {
  readonly subject: CreditSubject
  readonly outcomes: Map<ItemId, { outcome: string; rows: number }>
}

/** Exact per subject; subjects with the same items and outcome share a group. */
function seenGroups(lawful: Lawful): readonly SeenGroup[] {
  const groups = new Map<
    string,
    { outcome: string; items: readonly ItemId[]; subjects: CreditSubject[]; rows: number }
  >()
  for (const { subject, outcomes } of seenSubjects(lawful).values())
    for (const outcome of new Set([...outcomes.values()].map((one) => one.outcome))) {
      const mine = [...outcomes].filter(([, one]) => one.outcome === outcome)
      const items = mine.map(([item]) => item).toSorted()
      const name = `${outcome} ${items.join(' ')}`
      const group = groups.get(name) ?? { outcome, items, subjects: [], rows: 0 }
      group.subjects.push(subject)
      group.rows += mine.reduce((sum, [, one]) => sum + one.rows, 0)
      groups.set(name, group)
    }
  return [...groups.values()]
}

function seenSubjects(lawful: Lawful): ReadonlyMap<string, Seen> {
  const subjects = new Map<string, Seen>()
  const seenOf = (subject: CreditSubject): Seen => {
    const name = `${subject.kind} ${subject.key}`
    const seen = subjects.get(name) ?? { subject, outcomes: new Map() }
    subjects.set(name, seen)
    return seen
  }
  for (const root of lawful.roots) {
    if (root.kind !== 'subjects') continue
    const items = itemsBelow(root.field.below)
    for (const slot of root.slots) {
      if (slot.kind !== 'subject') continue
      const { outcomes } = seenOf(slot.subject)
      for (const item of items)
        outcomes.set(item, { outcome: slot.stops.get(item)?.code ?? failureOf(lawful, item) ?? 'empty', rows: 0 })
    }
  }
  for (const { subject, item } of lawful.shown) {
    const { outcomes } = seenOf(subject)
    outcomes.set(item, { outcome: 'released', rows: (outcomes.get(item)?.rows ?? 0) + 1 })
  }
  return subjects
}

function failureOf(lawful: Lawful, item: ItemId): string | undefined {
  return lawful.session.failed.get(lawful.running.catalog.items.get(item)?.provider ?? '')
}

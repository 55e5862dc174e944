/** What the audit has to say of one answer: who was seen with which items, what was refused, kept back, failed (audit.md §2). */
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { itemsBelow } from '../decide/consents.ts'
import type { Stop } from '../decide/stop.ts'
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
    isOwnLog: asksOwnLog(lawful),
    code: null,
    operationHash: lawful.operationHash,
    seen: seenGroups(lawful),
    refused: [...refused.values()],
    withheld: lawful.withheld,
    failed: [...lawful.session.failed].map(([agency, code]) => ({ agency, code })),
    answers: lawful.session.answers,
  }
}

/** Root field of the office's subgraph: who read my record (audit.md §6). */
const ownLogField = 'whoReadMyRecord'

function asksOwnLog({ claims, roots }: Lawful): boolean {
  return claims.subject !== null && roots.some(({ kind, field }) => kind === 'plain' && field.name === ownLogField)
}

const noAnswers: AnswerFacts['answers'] = new Map()

/** Facts of a request that was refused or failed as a whole. */
export function factsOfRefused({ because }: Refused): AnswerFacts {
  return {
    decision: 'refused',
    isOwnLog: false,
    code: because.code,
    operationHash: null,
    seen: [],
    refused: because.kind === 'refusal' && because.item !== null ? [{ code: because.code, item: because.item }] : [],
    withheld: {},
    failed: [],
    answers: noAnswers,
  }
}

/** Outcomes of one subject by item. */
type Outcomes = Map<ItemId, { outcome: string; rows: number }>

interface Seen {
  readonly subject: CreditSubject
  readonly outcomes: Outcomes
}

/** Exact per subject; subjects with the same items and outcome share a group. */
function seenGroups(lawful: Lawful): readonly SeenGroup[] {
  const groups = new Map<string, SeenGroup & { readonly subjects: CreditSubject[]; rows: number }>()
  for (const { subject, outcomes } of seenSubjects(lawful))
    for (const [outcome, { items, rows }] of byOutcome(outcomes)) {
      const name = `${outcome} ${items.join(' ')}`
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { outcome, items, subjects: [subject], rows })
      else {
        group.subjects.push(subject)
        group.rows += rows
      }
    }
  return [...groups.values()]
}

function byOutcome(
  outcomes: Outcomes,
): ReadonlyMap<string, { readonly items: readonly ItemId[]; readonly rows: number }> {
  const groups = new Map<string, { items: ItemId[]; rows: number }>()
  for (const [item, { outcome, rows }] of outcomes) {
    const group = groups.get(outcome)
    if (group === undefined) groups.set(outcome, { items: [item], rows })
    else {
      group.items.push(item)
      group.rows += rows
    }
  }
  for (const { items } of groups.values()) items.sort()
  return groups
}

/** Every subject that was named, and those that records by id turned out to be about. */
function seenSubjects(lawful: Lawful): Iterable<Seen> {
  const subjects = new Map<string, Seen>()
  for (const root of lawful.roots) {
    if (root.kind !== 'subjects') continue
    const items = itemsBelow(root.field.below)
    for (const slot of root.slots)
      if (slot.kind === 'subject') seeNamed(lawful, seenOf(subjects, slot.subject).outcomes, items, slot.stops)
  }
  for (const { subject, item } of lawful.shown) {
    const { outcomes } = seenOf(subjects, subject)
    const seen = outcomes.get(item)
    if (seen?.outcome === 'released') seen.rows += 1
    else outcomes.set(item, { outcome: 'released', rows: 1 })
  }
  return subjects.values()
}

function seeNamed(
  lawful: Lawful,
  outcomes: Outcomes,
  items: ReadonlySet<ItemId>,
  stops: ReadonlyMap<ItemId, Stop>,
): void {
  for (const item of items)
    outcomes.set(item, { outcome: stops.get(item)?.code ?? failureOf(lawful, item) ?? 'empty', rows: 0 })
}

function seenOf(subjects: Map<string, Seen>, subject: CreditSubject): Seen {
  // A code and a token of a person never have one form.
  const known = subjects.get(subject.key)
  if (known !== undefined) return known
  const made: Seen = { subject, outcomes: new Map() }
  subjects.set(subject.key, made)
  return made
}

function failureOf(lawful: Lawful, item: ItemId): string | undefined {
  const { failed } = lawful.session
  return failed.size === 0 ? undefined : failed.get(lawful.running.catalog.items.get(item)?.provider ?? '')
}

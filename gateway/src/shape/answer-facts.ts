/** What the audit has to say of one answer: who was seen with which items, what was refused, kept back, failed (audit.md §2). */
import type { ItemId } from '@xinqiao/schema'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { Refused } from '../refused.ts'
import type { ClosedPlace } from './refusals.ts'
import { seenGroups } from './seen-groups.ts'
import type { AnswerFacts } from './shaped.ts'

/** Facts of an answer that went through. */
export function factsOf(lawful: Lawful, closed: readonly ClosedPlace[]): AnswerFacts {
  const refused = new Map<string, { readonly code: string; readonly item: ItemId }>()
  for (const { stop } of closed)
    if (stop.item !== null) refused.set(`${stop.code} ${stop.item}`, { code: stop.code, item: stop.item })
  const isPartial = closed.some(({ stop }) => stop.code !== 'NOT_FOUND')
  return {
    decision: isPartial ? 'partial' : 'permit',
    isOwnLog: lawful.roots.some((root) => root.kind === 'plain' && root.own !== null),
    code: null,
    operationHash: lawful.operationHash,
    seen: seenGroups(lawful),
    refused: [...refused.values()],
    withheld: lawful.withheld,
    failed: [...lawful.session.failed].map(([agency, code]) => ({ agency, code })),
    answers: lawful.session.answers,
  }
}

const noAnswers: AnswerFacts['answers'] = new Map()

/** Facts of a request that was refused or failed as a whole. */
export function factsOfRefused({ because, named = [] }: Refused): AnswerFacts {
  const items = because.kind === 'refusal' && because.item !== null ? [because.item] : []
  return {
    decision: 'refused',
    isOwnLog: false,
    code: because.code,
    operationHash: null,
    seen: named.length === 0 ? [] : [{ outcome: because.code, items, subjects: named, rows: 0 }],
    refused: items.map((item) => ({ code: because.code, item })),
    withheld: {},
    failed: [],
    answers: noAnswers,
  }
}

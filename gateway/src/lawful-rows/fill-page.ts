/** One page of a connection: full or the last one, whatever the row rules dropped; asked on from its last row (design.md §2.1.6). */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { pageRowsMax } from '../decide/limits.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject } from '../fetch/answer.ts'
import type { PlannedBelow, PlannedField, RootCall } from '../plan/planned.ts'
import { refKind } from '../plan/slice-roots.ts'
import type { JudgedRecord } from './judge-record.ts'
import type { Page } from './lawful.ts'
import { refillsMax } from './limits.ts'
import type { FetchedFacts } from './record-facts.ts'
import type { WalkPlace } from './walk-records.ts'

export interface PageWork {
  readonly judge: (typename: string, record: AnswerObject, subject: CreditSubject | null) => JudgedRecord
  /** Fetches along the chain; the connection's object, or why there is none. */
  readonly fetchOn: (call: RootCall, keys: readonly string[]) => Promise<AnswerObject | AgencyFailure>
  readonly seal: (cursor: string, subject: string, coordinate: string) => string
}

/** A row's cursor as every subgraph makes it: base64url of `determinedOn|record`. */
export function rowCursor({ determinedOn, record }: Pick<FetchedFacts, 'determinedOn' | 'record'>): string {
  return Buffer.from(`${determinedOn}|${record}`).toString('base64url')
}

export async function fillPage(
  field: PlannedField,
  connection: AnswerObject,
  place: WalkPlace,
  work: PageWork,
): Promise<Page> {
  const first = field.page?.first ?? pageRowsMax
  const shown: { readonly row: AnswerObject; readonly facts: FetchedFacts }[] = []
  let current: AnswerObject = connection
  let last: FetchedFacts | null = null
  for (let round = 0; ; round += 1) {
    const rows = Array.isArray(current['nodes']) ? current['nodes'] : []
    for (const row of rows) {
      if (!isAnswerObject(row)) continue
      const { verdict, facts } = work.judge(field.page?.node ?? '', row, place.subject)
      if (verdict.kind === 'failed') return verdict
      last = facts ?? last
      if (verdict.kind === 'show' && facts !== null) shown.push({ row, facts })
    }
    const hasMore = hasNextPage(current)
    if (shown.length > first || !hasMore) return pageOf(field, shown, first, false, last, place, work)
    // Without a subject or a row to go on from, or past the bound, the page ends here and says that there is more.
    if (last === null || place.subject === null || round >= refillsMax)
      return pageOf(field, shown, first, true, last, place, work)
    const next = await work.fetchOn(
      refillCall(place, rowCursor(last)),
      place.chain.map(({ key }) => key),
    )
    if (isFailure(next)) return { kind: 'failed', failure: next }
    current = next
  }
}

function pageOf(
  field: PlannedField,
  shown: readonly { readonly row: AnswerObject; readonly facts: FetchedFacts }[],
  first: number,
  isCutShort: boolean,
  lastSeen: FetchedFacts | null,
  { subject }: WalkPlace,
  work: PageWork,
): Page {
  const kept = shown.slice(0, first)
  const end = isCutShort ? lastSeen : (kept.at(-1)?.facts ?? null)
  const endCursor = (): string | null =>
    end === null || subject === null ? null : work.seal(rowCursor(end), subject.key, `${field.typename}.${field.name}`)
  return { kind: 'page', nodes: kept.map(({ row }) => row), hasNextPage: isCutShort || shown.length > first, endCursor }
}

function hasNextPage(connection: AnswerObject): boolean {
  const info = connection['pageInfo']
  return isAnswerObject(info) && info['hasNextPage'] === true
}

/** The same place for the same subject, from a row on. */
function refillCall({ subject, chain }: WalkPlace, after: string): RootCall {
  const isPerson = subject?.kind === 'person'
  const below = chain.reduceRight<PlannedBelow | null>((inner, field, index) => {
    const isLast = index === chain.length - 1
    const args = isLast ? { ...field.args, first: pageRowsMax, after } : field.args
    return new Map([[field.typename, new Map([[field.key, { ...field, args, below: isLast ? field.below : inner }]])]])
  }, null)
  return isPerson
    ? { alias: '__more', name: 'naturalPerson', args: { document: { kind: refKind, number: subject.key } }, below }
    : { alias: '__more', name: 'organization', args: { uscc: subject?.key }, below }
}

function isFailure(value: AnswerObject | AgencyFailure): value is AgencyFailure {
  return typeof value['code'] === 'string' && typeof value['agency'] === 'string'
}

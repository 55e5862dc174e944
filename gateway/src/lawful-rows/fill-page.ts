/** One page of a connection: full or the last one, whatever the row rules dropped; asked on from its last row (design.md §2.1.6). */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AskedField, Variables } from '../decide/asked-field.ts'
import { pageRowsMax } from '../decide/limits.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'
import type { JudgedRecord } from './judge-record.ts'
import type { Page } from './lawful.ts'
import { refillsMax } from './limits.ts'
import type { FetchedFacts } from './record-facts.ts'
import type { FieldSite } from './record-sites.ts'
import type { WalkPlace } from './walk-records.ts'

export interface PageWork {
  readonly variables: Variables
  readonly judge: (typename: string, record: AnswerObject, subject: CreditSubject | null) => JudgedRecord
  /** Fetches the place anew from a row on; the connection's object, or why there is none. */
  readonly fetchOn: (place: WalkPlace, after: string) => Promise<AnswerObject | AgencyFailure>
  /** The agency that gives a connection. */
  readonly agencyOf: (field: AskedField) => string
  readonly seal: (cursor: string, subject: string, coordinate: string) => string
}

interface Filling {
  readonly first: number
  /** Rows that may be shown, one more than the page at most. */
  shown: readonly AnswerObject[]
  /** The last row the page itself shows. */
  end: FetchedFacts | null
  last: FetchedFacts | null
}

/** A row's cursor as every subgraph makes it: base64url of `determinedOn|record`. */
export function rowCursor({ determinedOn, record }: Pick<FetchedFacts, 'determinedOn' | 'record'>): string {
  return Buffer.from(`${determinedOn}|${record}`).toString('base64url')
}

/** The page at once where one answer is enough, which is nearly always; otherwise a promise of it. */
export function fillPage(
  { field, row }: FieldSite,
  connection: AnswerObject,
  place: WalkPlace,
  work: PageWork,
): Page | Promise<Page> {
  const { first } = field.args(work.variables)
  const filling: Filling = { first: typeof first === 'number' ? first : pageRowsMax, shown: [], end: null, last: null }
  const page = takeRows(filling, field, row ?? '', connection, place, work, 0)
  return page ?? fillOn(filling, field, row ?? '', { subject: place.subject, chain: [...place.chain] }, work)
}

async function fillOn(
  filling: Filling,
  field: AskedField,
  row: string,
  place: WalkPlace,
  work: PageWork,
): Promise<Page> {
  for (let round = 1; ; round += 1) {
    const next = await work.fetchOn(place, filling.last === null ? '' : rowCursor(filling.last))
    if (isFailure(next)) return { kind: 'failed', failure: next }
    const page = takeRows(filling, field, row, next, place, work, round)
    if (page !== null) return page
  }
}

/** Judges the rows of one answer; `null` when the page needs another. */
function takeRows(
  filling: Filling,
  field: AskedField,
  row: string,
  connection: AnswerObject,
  place: WalkPlace,
  work: PageWork,
  round: number,
): Page | null {
  const rows = ownValue(connection, 'nodes')
  if (!Array.isArray(rows)) return invalid(work, field)
  const before = filling.shown
  const shown: AnswerObject[] = []
  for (let index = 0; index < rows.length; index += 1) {
    const one: unknown = rows[index]
    if (!isAnswerObject(one)) return invalid(work, field)
    const { verdict, facts } = work.judge(row, one, place.subject)
    if (verdict.kind === 'failed') return verdict
    if (facts === null) continue
    filling.last = facts
    if (verdict.kind !== 'show') continue
    shown.push(one)
    if (before.length + shown.length <= filling.first) filling.end = facts
  }
  filling.shown = before.length === 0 ? shown : [...before, ...shown]
  if (filling.shown.length > filling.first || !hasNextPage(connection))
    return pageOf(filling, field, false, place, work)
  // Without a subject or a row to go on from, or past the bound, the page ends here and says that there is more.
  if (filling.last === null || place.subject === null || round >= refillsMax)
    return pageOf(filling, field, true, place, work)
  return null
}

function pageOf(
  { first, shown, end: shownEnd, last }: Filling,
  field: AskedField,
  isCutShort: boolean,
  { subject }: WalkPlace,
  work: PageWork,
): Page {
  const end = isCutShort ? last : shownEnd
  const endCursor = (): string | null =>
    end === null || subject === null ? null : work.seal(rowCursor(end), subject.key, field.coordinate)
  const nodes = shown.length > first ? shown.slice(0, first) : shown
  return { kind: 'page', nodes, hasNextPage: isCutShort || shown.length > first, endCursor }
}

function hasNextPage(connection: AnswerObject): boolean {
  const info = ownValue(connection, 'pageInfo')
  return isAnswerObject(info) && info['hasNextPage'] === true
}

/** A connection without rows in its list is no answer. */
function invalid({ agencyOf }: PageWork, field: AskedField): Page {
  return { kind: 'failed', failure: { code: 'SUBGRAPH_INVALID_ANSWER', agency: agencyOf(field) } }
}

function isFailure(value: AnswerObject | AgencyFailure): value is AgencyFailure {
  return typeof value['code'] === 'string' && typeof value['agency'] === 'string'
}

/** One fetched record against the law of today: period, standing, class, subject (contracts, `rules/`). */
import { builtInId, judgeRowToday } from '@xinqiao/contracts'
import type { Standing } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { factNames } from '../decide/record-facts.ts'
import type { Facts } from '../facts/facts.ts'
import type { AnswerObject } from '../fetch/answer.ts'
import type { Fetched } from '../fetch/fetched.ts'
import type { RowVerdict } from './lawful.ts'
import { type FetchedFacts, readFacts, recordPlace } from './record-facts.ts'

export interface JudgedRecord {
  readonly verdict: RowVerdict
  readonly facts: FetchedFacts | null
}

/** `subject`: whom the place is about; `null` below a record asked by its id. */
export function judgeRecord(
  from: Fetched,
  facts: Facts,
  typename: string,
  record: AnswerObject,
  subject: CreditSubject | null,
): JudgedRecord {
  const { running, contract, today, claims } = from
  const place = recordPlace(running, typename)
  const read = place === null ? null : readFacts(place, record)
  if (read === null) return unreadable(from, place?.item.provider ?? '', record)
  // A record of somebody else under this subject is a forgery or a fault, never an answer.
  if (subject !== null && read.subject !== null && read.subject !== subject.key)
    return { verdict: invalid(read.provider), facts: null }
  const verdict = judgeRowToday({
    record: read,
    standing: facts.standingOf(read.record),
    catalog: running.catalog,
    contract,
    today,
    division: read.division,
    removedOn: read.removedOn,
    linkedTo: hasEnded(read.sourceRecord, facts) ? 'gone' : undefined,
    subject: read.subject ?? undefined,
    ownKey: claims.subject !== null && builtInId(contract) === 'self' ? claims.subject.key : undefined,
  })
  return { verdict, facts: read }
}

const endings: ReadonlySet<Standing> = new Set(['expired', 'restored', 'revoked'])

/** Whether the standings say that the record this one is derived from is shown no more; without such a word nothing is known. */
function hasEnded(source: string | null, facts: Facts): boolean {
  const standing = source === null ? undefined : facts.standingOf(source)?.standing
  return standing !== undefined && endings.has(standing)
}

function unreadable(from: Fetched, agency: string, record: AnswerObject): JudgedRecord {
  const failure = from.session.marks.at(record, factNames.determinedOn)
  if (failure !== undefined) return { verdict: { kind: 'failed', failure }, facts: null }
  // Nothing came for it at all: the agency has no such record.
  if ((record[factNames.determinedOn] ?? null) === null && (record[factNames.item] ?? null) === null)
    return { verdict: { kind: 'absent' }, facts: null }
  return { verdict: invalid(agency), facts: null }
}

function invalid(agency: string): RowVerdict {
  return { kind: 'failed', failure: { code: 'SUBGRAPH_INVALID_ANSWER', agency } }
}

/** One answer as its entry of the audit log (audit.md §2): decision and outcome together; subjects and officials as pseudonyms, no value, no text. */
import type { AuditEntry, Json } from '@xinqiao/audit-log'
import type { AnswerEvidence } from '../fetch/vouching.ts'
import type { Shaped } from '../shape/shaped.ts'
import type { MonthKey, Pseudonyms } from './pseudonyms.ts'

/** The leaf of a shaped answer at this machine time (UTC milliseconds). */
export function answerEntry(shaped: Shaped, names: Pseudonyms, atMs: number): AuditEntry {
  const { from, facts } = shaped
  const key = names.at(atMs)
  return {
    v: 1,
    kind: 'answer',
    at: atMs,
    ...whoAsks(shaped, key),
    bundle: from.running === null ? null : { number: from.running.bundle.number, digest: from.running.digest },
    op: facts.operationHash === null ? null : facts.operationHash.slice(0, 32),
    key: key.month,
    seen: facts.seen.map(({ outcome, items, subjects, rows }) => ({
      o: outcome,
      items: [...items],
      subj: subjects.map((subject) => key.pseudonym(subject.kind, subject.key)),
      rows,
    })),
    refused: facts.refused.map(({ code, item }) => [code, item]),
    withheld: { ...facts.withheld },
    decision: facts.decision,
    code: facts.code,
    failed: facts.failed.map(({ agency, code }) => failure(agency, code, facts.answers.get(agency))),
    status: shaped.status,
    bytes: shaped.bytes.byteLength,
    ac: key.commitment(from.request.requestId, shaped.bytes),
    trace: from.request.requestId,
  }
}

/** Body, client, official, contract and what it rests on; `anonymous` and `self` where it is so. */
function whoAsks({ from }: Shaped, key: MonthKey): Readonly<Record<string, Json>> {
  const { caller, claims } = from
  const contract = from.kind === 'contracted' ? from.contract : null
  return {
    agency: caller?.consumer?.id ?? (caller === null ? null : 'anonymous'),
    client: caller?.clientId ?? (caller === null ? null : 'anonymous'),
    by: officialOf(claims, caller?.consumer?.id ?? '', key),
    contract: from.contractVersion,
    channel: contract?.channel ?? null,
    purpose: claims?.purpose ?? null,
    basis: contract === null ? [] : [...contract.legalBasis],
  }
}

function officialOf(claims: Shaped['from']['claims'], consumer: string, key: MonthKey): string {
  if (claims?.subject) return 'self'
  if (!claims?.official) return 'anonymous'
  const { ref } = claims.official
  return ref.startsWith('task:') ? 'task' : key.pseudonym('official', `${consumer}|${ref}`)
}

/** Of answers that were no use the digests stay, so that the agency cannot deny them (trust.md §10). */
function failure(agency: string, code: string, answers: readonly AnswerEvidence[] = []): Json {
  if (code !== 'SUBGRAPH_INVALID_ANSWER' || answers.length === 0) return { agency, code }
  return { agency, code, digest: answers.map(({ contentDigest }) => contentDigest).join(' ') }
}

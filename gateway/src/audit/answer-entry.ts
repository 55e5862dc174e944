/**
 * One answer as its entry of the audit log (audit.md §2): decision and outcome together; subjects and officials as
 * pseudonyms, no value, no text. Members are written in the order of canonical JSON, so that the log need not sort them.
 */
import { type AuditEntry, commitment, type Json, sealPayload } from '@xinqiao/audit-log'
import type { AnswerEvidence } from '../fetch/vouching.ts'
import type { AnswerFacts, Shaped } from '../shape/shaped.ts'
import { answerPayload } from './answer-payload.ts'
import type { MonthKey } from './pseudonyms.ts'
import { takeSalts } from './salts.ts'
import { clientThatAsked, contractOfAnswer, officialThatAsked, whoAsked } from './who-asks.ts'

/** Leaf and sealed payload of one answer. */
export interface AnswerRecord {
  readonly entry: AuditEntry
  readonly sealed: Buffer
}

const opChars = 32

/** Makes both, at this machine time (UTC milliseconds), under the keys of its month. */
export function answerRecord(shaped: Shaped, key: MonthKey, atMs: number): AnswerRecord {
  const salts = takeSalts()
  const payload = answerPayload(shaped)
  const pc = commitment(salts.pc, payload)
  const sealed = sealPayload({ key: key.payloadKey, payload, salts }, pc)
  return { entry: entryOf(shaped, key, atMs, { ac: commitment(salts.ac, shaped.bytes), pc }), sealed }
}

function entryOf(
  { from, facts, status, bytes }: Shaped,
  key: MonthKey,
  at: number,
  { ac, pc }: { readonly ac: string; readonly pc: string },
): AuditEntry {
  const contract = from.contract ?? null
  return {
    ac,
    agency: whoAsked(from),
    at,
    basis: contract === null ? [] : contract.legalBasis,
    bundle: from.running === null ? null : { digest: from.running.digest, number: from.running.bundle.number },
    by: officialThatAsked(from, key),
    bytes: bytes.length,
    channel: contract?.channel ?? null,
    client: clientThatAsked(from),
    code: facts.code,
    contract: contractOfAnswer(from),
    decision: facts.decision,
    failed: facts.failed.map(({ agency, code }) => failure(agency, code, facts.answers.get(agency))),
    key: key.month,
    kind: facts.isOwnLog ? 'subject' : 'query',
    op: facts.operationHash === null ? null : facts.operationHash.slice(0, opChars),
    pc,
    purpose: from.claims?.purpose ?? null,
    refused: facts.refused.map(({ code, item }) => [code, item]),
    seen: seenOf(facts, key),
    status,
    trace: from.request.requestId,
    v: 1,
    withheld: facts.withheld,
  }
}

function seenOf({ seen }: AnswerFacts, key: MonthKey): Json {
  return seen.map(({ outcome, items, subjects, rows }) => ({
    items,
    o: outcome,
    rows,
    subj: subjects.map((subject) => key.pseudonym(subject.kind, subject.key)),
  }))
}

/** Of answers that were no use the digests stay, so that the agency cannot deny them (trust.md §10). */
function failure(agency: string, code: string, answers: readonly AnswerEvidence[] = []): Json {
  if (code !== 'SUBGRAPH_INVALID_ANSWER' || answers.length === 0) return { agency, code }
  return { agency, code, digest: answers.map(({ contentDigest }) => contentDigest).join(' ') }
}

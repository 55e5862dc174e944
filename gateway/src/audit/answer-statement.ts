/** The statement over one answer, made after its entry, since it names it (trust.md §5). */
import { hash } from 'node:crypto'
import type { AuditReceipt } from '@xinqiao/audit-log'
import { type AnswerSource, type AnswerStatement, type Jwk, signStatement } from '@xinqiao/schema'
import type { AnswerEvidence } from '../fetch/vouching.ts'
import type { Shaped } from '../shape/shaped.ts'
import { contractOfAnswer, whoAsked } from './who-asks.ts'

/** Signs what the hub says of this answer; `atMs`: when its entry was made. */
export function answerStatement(
  { from, bytes, facts }: Shaped,
  {
    receipt,
    requestHash,
    atMs,
  }: { readonly receipt: AuditReceipt; readonly requestHash: string; readonly atMs: number },
  answerKey: Jwk,
): Promise<string> {
  const statement: AnswerStatement = {
    v: 1,
    at: atMs,
    receipt: `${receipt.origin}/${receipt.index}`,
    leaf: receipt.leafHash,
    answer: hash('sha256', bytes),
    request: requestHash,
    op: facts.operationHash,
    consumer: whoAsked(from),
    contract: contractOfAnswer(from),
    purpose: from.claims?.purpose ?? null,
    bundle: from.running?.bundle.number ?? null,
    agencies: [...facts.answers].map(([agency, answers]) => sourceOf(agency, answers)),
  }
  return signStatement(statement, answerKey)
}

/** One line an agency: a statement travels in a header. What several answers said is told by one digest over theirs, a line each. */
function sourceOf(agency: string, answers: readonly AnswerEvidence[]): AnswerSource {
  const [first] = answers
  const key = first?.keyId ?? ''
  if (answers.length <= 1) return { agency, digest: first?.contentDigest ?? '', key }
  const all = answers.map(({ contentDigest }) => `${contentDigest}\n`).join('')
  return { agency, digest: `sha-256-of-${answers.length}=:${hash('sha256', all, 'base64')}:`, key }
}

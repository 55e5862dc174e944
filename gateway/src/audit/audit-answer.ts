/** Room 8: one durable entry before anything leaves; where it cannot be written, nothing does (REG-26.2b, audit.md §1). */
import { type AuditEntry, type AuditLog, AuditLogError, type AuditReceipt } from '@xinqiao/audit-log'
import { codeEntry, type Jwk } from '@xinqiao/schema'
import { type GatewayEvents, nameOf } from '../events.ts'
import { leafCharsMax, retryAfterSeconds } from '../limits.ts'
import { shapeRefused } from '../shape/shape-refused.ts'
import type { Shaped } from '../shape/shaped.ts'
import { answerRecord } from './answer-entry.ts'
import { answerStatement } from './answer-statement.ts'
import type { Pseudonyms } from './pseudonyms.ts'

declare const auditedHere: unique symbol

/**
 * The only thing that may leave the hub. The brand is private to this file: an answer that skipped the audit does not
 * compile. Without a receipt it is the fixed words that say that no entry could be written.
 */
export interface Audited {
  readonly [auditedHere]: true
  readonly kind: 'audited'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The exact answer, JSON in UTF-8. */
  readonly bytes: Buffer
  readonly receipt: AuditReceipt | null
  /** Compact JWS over the answer, where the caller asked for it. */
  readonly statement: string | null
}

export interface AuditDeps {
  readonly log: Pick<AuditLog, 'append'>
  readonly pseudonyms: Pseudonyms
  /** Signs statements. */
  readonly answerKey: Jwk
  readonly events: GatewayEvents
}

/** Shaped → Audited. */
export async function auditAnswer(shaped: Shaped, deps: AuditDeps): Promise<Audited> {
  const atMs = Date.now()
  let made: AuditEntry | null = null
  try {
    const { entry, sealed } = answerRecord(shaped, deps.pseudonyms.at(atMs), atMs)
    made = entry
    const receipt = await deps.log.append(entry, sealed)
    const { status, headers, bytes } = shaped
    const statement = await statementOf(shaped, receipt, atMs, deps)
    return branded({ kind: 'audited', status, headers, bytes, receipt, statement })
  } catch (error) {
    if (shaped.from.kind === 'contracted' && made !== null && isTooLong(made)) return refuseTooLarge(shaped, deps)
    // Whatever it was, the entry is not there: no data.
    deps.events.auditUnavailable(error instanceof AuditLogError ? error.code : nameOf(error))
    return noData(shaped)
  }
}

/** What would not fit into one entry is refused like any operation over a limit: it is in the log as that, and nothing of it leaves. */
function refuseTooLarge({ from }: Shaped, deps: AuditDeps): Promise<Audited> {
  const { request, running, caller, claims, contractVersion } = from
  const because = { kind: 'failure', code: 'OPERATION_TOO_LARGE' } as const
  return auditAnswer(
    shapeRefused({ kind: 'refused', request, running, caller, claims, contractVersion, because }),
    deps,
  )
}

function isTooLong(entry: AuditEntry): boolean {
  return JSON.stringify(entry).length > leafCharsMax
}

/** The answer is good without it: a statement that cannot be made is left out. */
async function statementOf(
  shaped: Shaped,
  receipt: AuditReceipt,
  atMs: number,
  { answerKey, events }: AuditDeps,
): Promise<string | null> {
  const requestHash = shaped.from.request.statementOver
  if (requestHash === null) return null
  try {
    return await answerStatement(shaped, { receipt, requestHash, atMs }, answerKey)
  } catch (error) {
    events.failed('statement', error)
    return null
  }
}

function noData({ headers }: Shaped): Audited {
  const { code, en, zh, article, nextEn, nextZh, httpStatus } = codeEntry('AUDIT_UNAVAILABLE')
  const extensions = { code, article, zh, next: nextEn, nextZh }
  const body = JSON.stringify({ errors: [{ message: en, extensions }] })
  return branded({
    kind: 'audited',
    status: httpStatus,
    headers: {
      'content-type': headers['content-type'] ?? 'application/json; charset=utf-8',
      'retry-after': String(retryAfterSeconds),
    },
    bytes: Buffer.from(body),
    receipt: null,
    statement: null,
  })
}

function branded(answer: Omit<Audited, typeof auditedHere>): Audited {
  return answer as Audited
}

/** Room 8: one durable entry before anything leaves; where it cannot be written, nothing does (REG-26.2b, audit.md §1). */
import { type AuditLog, AuditLogError, type AuditReceipt } from '@xinqiao/audit-log'
import { codeEntry } from '@xinqiao/schema'
import type { GatewayEvents } from '../events.ts'
import { retryAfterSeconds } from '../limits.ts'
import type { Shaped } from '../shape/shaped.ts'
import { answerEntry } from './answer-entry.ts'
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
  /** The exact answer, JSON, and its bytes in UTF-8. */
  readonly body: string
  readonly bytes: Buffer
  readonly receipt: AuditReceipt | null
}

export interface AuditDeps {
  readonly log: Pick<AuditLog, 'append'>
  readonly pseudonyms: Pseudonyms
  readonly events: GatewayEvents
}

/** Shaped → Audited. */
export async function auditAnswer(shaped: Shaped, deps: AuditDeps): Promise<Audited> {
  try {
    const receipt = await deps.log.append(answerEntry(shaped, deps.pseudonyms, Date.now()))
    const { status, headers, body, bytes } = shaped
    return branded({ kind: 'audited', status, headers, body, bytes, receipt })
  } catch (error) {
    // Whatever it was, the entry is not there: no data.
    deps.events.auditUnavailable(error instanceof AuditLogError ? error.code : 'AUDIT_ENTRY_INVALID')
    return noData(shaped)
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
    body,
    bytes: Buffer.from(body),
    receipt: null,
  })
}

function branded(answer: Omit<Audited, typeof auditedHere>): Audited {
  return answer as Audited
}

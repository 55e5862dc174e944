/** Room 9: the bytes, with the receipt of their entry. Takes nothing but what the audit room made. */
import type { Audited } from '../audit/audit-answer.ts'

/** What goes onto the wire. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
}

/** Audited → Answer. `Hub-Receipt: origin/index` (audit.md §5); `Hub-Statement` where it was asked for (trust.md §5). */
export function respond({ status, headers, bytes, receipt, statement }: Audited): Answer {
  const common = { ...headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  if (receipt === null) return { status, headers: common, bytes }
  const named = { ...common, 'hub-receipt': `${receipt.origin}/${receipt.index}` }
  return { status, headers: statement === null ? named : { ...named, 'hub-statement': statement }, bytes }
}

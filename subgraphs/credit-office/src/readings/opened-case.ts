/** The case of a look: from the entry's payload, which only the month's key opens (audit.md §2). */
import type { KeyObject } from 'node:crypto'
import { AuditLogError, commitment, openSealed } from '@xinqiao/audit-log'

/** `none`: the entry has no payload; `erased`: it was deleted; `damaged`: what is stored does not belong to the entry. */
export interface OpenedCase {
  readonly payload: 'open' | 'none' | 'erased' | 'damaged'
  readonly case: string | null
}

/** `pc`: the leaf's commitment, to which the payload is bound. Of the payload nothing but the case is told. */
export function openedCase(sealed: string | null, pc: unknown, key: KeyObject | undefined): OpenedCase {
  if (typeof pc !== 'string') return { payload: 'none', case: null }
  if (sealed === null || key === undefined) return { payload: 'erased', case: null }
  try {
    const { payload, salts } = openSealed(Buffer.from(sealed, 'base64'), key, pc)
    // Whoever sealed it held the month's key; that it is what the leaf speaks of, the commitment alone tells.
    if (commitment(salts.pc, payload) !== pc) return { payload: 'damaged', case: null }
    const read = JSON.parse(payload.toString('utf8')) as { readonly case?: unknown }
    return { payload: 'open', case: typeof read.case === 'string' ? read.case : null }
  } catch (error) {
    if (error instanceof AuditLogError || error instanceof SyntaxError) return { payload: 'damaged', case: null }
    throw error
  }
}

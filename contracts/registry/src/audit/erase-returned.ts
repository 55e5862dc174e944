/**
 * Erased payloads that stand again, as after a restore of the database, or still, where an erasure was cut off: the registry's
 * log has the order, so they are erased again, each with an entry of its own first (audit.md §2, Erasure).
 */
import { hash } from 'node:crypto'
import type { AuditReader, StandingPayload } from '@xinqiao/audit-store'
import type { RegistryEvents } from '../events.ts'
import type { KeyStore } from '../keys/key-store.ts'
import { erasuresAskedMax } from '../limits.ts'
import { type ErasedEntry, eraseActs } from './erasure-book.ts'
import { loggedEffect } from './logged-effect.ts'
import type { RegistryAudit } from './registry-audit.ts'

/** What a look works with. */
export interface ErasureParts {
  readonly store: AuditReader
  readonly audit: Pick<RegistryAudit, 'act' | 'erasures'>
  readonly keys: Pick<KeyStore, 'gone' | 'months'>
  readonly events: Pick<RegistryEvents, 'payloadReturned' | 'monthDropped'>
}

/**
 * One look over every erasure of the log. A payload of a month that a legal hold keeps stays until the hold ends: it is told, and
 * nobody is given it.
 * @throws RegistryError `AUDIT_UNAVAILABLE`; AuditStoreError `AUDIT_STORE_UNAVAILABLE`
 */
export async function eraseReturned(parts: ErasureParts): Promise<void> {
  const erased = parts.audit.erasures.erased()
  for (let from = 0; from < erased.length; from += erasuresAskedMax) {
    const asked = erased.slice(from, from + erasuresAskedMax)
    const basis = new Map(asked.map((entry) => [objectOf(entry), entry.basis]))
    for (const payload of await parts.store.standing(asked)) {
      const isHeld = parts.keys.months().some(({ month, hold }) => month === payload.month && hold !== null)
      if (!isHeld) await eraseAgain(payload, basis.get(objectOf(payload)) ?? '', parts)
      parts.events.payloadReturned(payload.origin, payload.index, isHeld)
    }
  }
}

async function eraseAgain(payload: StandingPayload, basis: string, { store, audit }: ErasureParts): Promise<void> {
  const entry = {
    act: eraseActs.again,
    object: objectOf(payload),
    by: 'registry',
    before: hash('sha256', payload.sealed, 'hex'),
    after: '',
    bundle: null,
    reason: basis,
  }
  await loggedEffect(entry, audit, () => store.eraseStanding(payload))
}

function objectOf({ origin, index }: Omit<ErasedEntry, 'basis'>): string {
  return `${origin}/${index}`
}

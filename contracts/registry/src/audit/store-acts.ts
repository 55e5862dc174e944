/** What the operator does to the audit store: a payload erased, the index made again; each with its entry first. */
import { hash } from 'node:crypto'
import type { AuditReader, OriginHead } from '@xinqiao/audit-store'
import { RegistryError } from '../errors.ts'
import type { KeyStore } from '../keys/key-store.ts'
import { eraseActs } from './erasure-book.ts'
import { loggedEffect } from './logged-effect.ts'
import type { RegistryAudit } from './registry-audit.ts'
import { storeRefusal } from './store-errors.ts'

export interface StoreActParts {
  readonly store: AuditReader
  readonly audit: Pick<RegistryAudit, 'act'>
  readonly keys: { readonly store: Pick<KeyStore, 'months'> }
}

/** The payload of one entry, and the article that has it erased. */
export interface Erasure {
  readonly origin: string
  readonly index: number
  readonly basis: string
}

export const originForm: RegExp = /^[a-z0-9.-]+\/audit\/[a-z0-9.-]+\/\d{4}(?:-\d{1,3})?$/u
/** A code of the hub's list of duties; free words might name somebody. */
const basisForm = /^[A-Z]+-[0-9A-Za-z.]{1,20}$/u

/**
 * Reads `{origin, index, basis}`.
 * @throws RegistryError `REQUEST_INVALID`
 */
export function readErasure({ origin, index, basis }: Readonly<Record<string, unknown>>): Erasure {
  const isEntry = typeof origin === 'string' && originForm.test(origin) && Number.isSafeInteger(index)
  if (!isEntry || (index as number) < 0 || typeof basis !== 'string' || !basisForm.test(basis))
    throw new RegistryError(
      'REQUEST_INVALID',
      400,
      'Expected {origin, index, basis}: an entry of a receipt, and an article such as PIPL-47.',
    )
  return { origin, index: index as number, basis }
}

/** Deletes one payload (D6). `erased` is false where there was none any more. */
export async function erasePayload(
  { origin, index, basis }: Erasure,
  by: string,
  { store, audit, keys }: StoreActParts,
): Promise<{ readonly erased: boolean }> {
  const { month, sealed } = await store.payloadOf(origin, index)
  if (keys.store.months().some((view) => view.month === month && view.hold !== null))
    throw storeRefusal('AUDIT_PAYLOAD_HELD', month)
  if (sealed === null) return { erased: false }
  const entry = {
    act: eraseActs.first,
    object: `${origin}/${index}`,
    by,
    before: hash('sha256', sealed, 'hex'),
    after: '',
  }
  const erased = await loggedEffect({ ...entry, bundle: null, reason: basis }, audit, () => store.erase(origin, index))
  return { erased }
}

/** Empties the index of one origin, or of all; the keepers fill it again. Tells how far each was before. */
export async function remakeIndex(
  origin: unknown,
  by: string,
  { store, audit }: StoreActParts,
): Promise<{ readonly origins: readonly OriginHead[] }> {
  if (origin !== undefined && origin !== null && (typeof origin !== 'string' || !originForm.test(origin)))
    throw new RegistryError('REQUEST_INVALID', 400, 'Expected {origin}: an origin, or none for all.')
  const heads = await store.heads()
  const chosen = typeof origin === 'string' ? origin : null
  const origins = heads.filter((head) => chosen === null || head.origin === chosen)
  if (origins.length === 0) throw storeRefusal('AUDIT_ENTRY_UNKNOWN')
  const entry = { act: 'audit.reindex', object: chosen ?? 'all', by, before: '', after: '', bundle: null }
  await loggedEffect(entry, audit, () => store.emptyIndex(chosen))
  return { origins }
}

/** `POST /audit/check`: the index held against its leaves, page by page, for an auditor who compares them with the log's own tiles. */
import type { AuditReader, EntryPlace } from '@xinqiao/audit-store'
import { RegistryError } from '../errors.ts'
import type { KeyStore } from '../keys/key-store.ts'
import type { RegistryAudit } from './registry-audit.ts'
import { originForm } from './store-acts.ts'

export interface CheckParts {
  readonly store: Pick<AuditReader, 'checkRows'>
  readonly audit: Pick<RegistryAudit, 'erasures'>
  readonly keys: { readonly store: Pick<KeyStore, 'gone'> }
}

/** A page; what each part is, `CheckedRows` of the audit store says. */
export interface IndexCheck {
  readonly to: number
  readonly hashes: readonly (string | null)[]
  readonly unfit: readonly number[]
  /** Entries whose payload should be there and is not: neither erased, nor of a month whose keys are destroyed. */
  readonly lost: readonly number[]
}

/**
 * Reads `{origin, from}`.
 * @throws RegistryError `REQUEST_INVALID`
 */
export function readPlace({ origin, from }: Readonly<Record<string, unknown>>): EntryPlace {
  const isPlace = typeof origin === 'string' && originForm.test(origin) && Number.isSafeInteger(from)
  if (isPlace && (from as number) >= 0) return { origin, index: from as number }
  throw new RegistryError('REQUEST_INVALID', 400, 'Expected {origin, from}: an origin, and the first entry wanted.')
}

/** Checks one page. Throws AuditStoreError `AUDIT_STORE_UNAVAILABLE`. */
export async function checkIndex(place: EntryPlace, { store, audit, keys }: CheckParts): Promise<IndexCheck> {
  const { bare, closed, unfit, ...page } = await store.checkRows(place)
  const gone = new Set([...keys.store.gone(), ...audit.erasures.destroyed()])
  const lost = bare.filter(({ index, month }) => !gone.has(month) && !audit.erasures.isErased(place.origin, index))
  const hidden = closed.filter(({ month }) => !gone.has(month)).map(({ index }) => index)
  return {
    ...page,
    unfit: [...new Set([...unfit, ...hidden])].toSorted((one, other) => one - other),
    lost: lost.map(({ index }) => index),
  }
}

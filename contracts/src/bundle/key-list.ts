/** The list of all keys and their validity, signed by the office root, which gateways and kits pin (trust.md §2). */
import { signDocument } from '@xinqiao/schema'
import { BundleError } from '../errors.ts'
import type { Jwk } from './bundle.ts'
import { opened } from './sign-bundle.ts'

export type KeyUse =
  | 'bundle'
  | 'fetch'
  | 'agreement'
  | 'answer'
  | 'agency'
  | 'agency-agreement'
  | 'token'
  | 'operator'
  /** Reads the audit log; may do nothing else (trust.md §6). */
  | 'auditor'
  /** X25519 key of the hub's key store: the months' keys are sealed with it (audit.md §2). */
  | 'key-store'

/** One public key, whom it belongs to, and from when to when it is honoured (instants). */
export interface ListedKey {
  readonly use: KeyUse
  readonly owner: string
  readonly kid: string
  readonly jwk: Jwk
  readonly from: string
  readonly to: string
}

/** Travels as a compact JWS, `typ: xinqiao-keys+jws`. */
export interface KeyList {
  readonly issuedAt: string
  readonly notAfter: string
  readonly keys: readonly ListedKey[]
}

const keyListType = 'xinqiao-keys+jws'
const uses: readonly KeyUse[] = [
  'bundle',
  'fetch',
  'agreement',
  'answer',
  'agency',
  'agency-agreement',
  'token',
  'operator',
  'auditor',
  'key-store',
]

/** Signs with the office root. */
export function signKeyList(list: KeyList, rootKey: Jwk): Promise<string> {
  return signDocument(list, rootKey, keyListType)
}

/**
 * Checks the root's signature, the shape and, given machine time, the validity of the list.
 *
 * @throws BundleError
 */
export async function openKeyList(jws: string, rootKeys: readonly Jwk[], nowMs?: number): Promise<KeyList> {
  const list = await opened(jws, rootKeys, keyListType)
  if (!isKeyList(list)) throw new BundleError('BUNDLE_MALFORMED', 'expected a list of keys')
  if (nowMs !== undefined && Date.parse(list.notAfter) <= nowMs) {
    throw new BundleError('BUNDLE_TOO_OLD', `the key list was valid until ${list.notAfter}`)
  }
  return list
}

/** Keys of one use, honoured at this instant; of one owner where it is named. */
export function keysFor(list: KeyList, use: KeyUse, nowMs: number, owner?: string): readonly ListedKey[] {
  return list.keys.filter(
    (key) =>
      key.use === use &&
      (owner === undefined || key.owner === owner) &&
      Date.parse(key.from) <= nowMs &&
      nowMs < Date.parse(key.to),
  )
}

function isKeyList(value: unknown): value is KeyList {
  if (typeof value !== 'object' || value === null) return false
  const { issuedAt, notAfter, keys } = value as Readonly<Record<string, unknown>>
  return isInstant(issuedAt) && isInstant(notAfter) && Array.isArray(keys) && keys.every(isListedKey)
}

function isListedKey(value: unknown): value is ListedKey {
  if (typeof value !== 'object' || value === null) return false
  const { use, owner, kid, jwk, from, to } = value as Readonly<Record<string, unknown>>
  const isNamed = uses.some((one) => one === use) && typeof owner === 'string' && typeof kid === 'string'
  const isPublic = typeof jwk === 'object' && jwk !== null && !('d' in jwk)
  return isNamed && isPublic && isInstant(from) && isInstant(to)
}

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

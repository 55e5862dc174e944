/** Who may act here: the office's operator, the gateway for its leases and keys, the office for its keys, the auditor for reading the log; each by its own key, for each request once (trust.md §4, tags `xinqiao-admin-1`, `xinqiao-audit-1`). */
import type { Jwk } from '@xinqiao/contracts'
import {
  announcedIngestKey,
  type IngestTag,
  importVerifyKey,
  type MessageHeaders,
  NonceStore,
  type SignatureKey,
  verifyIngest,
  WireError,
} from '@xinqiao/schema'
import type { RegistryKeys } from '../config.ts'
import { RegistryError } from '../errors.ts'

/** A request as received, its body whole. */
export interface SignedRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly headers: MessageHeaders
  readonly body: Buffer
  /** Hears whose signature holds, also where that key may not make this call. */
  readonly onProven?: (keyId: string) => void
}

/** Each gives the key's id, or throws RegistryError `OPERATOR_REQUIRED` (401). */
export interface SignedCallers {
  operator(request: SignedRequest): string
  gateway(request: SignedRequest): string
  auditor(request: SignedRequest): string
  /** Who may hold months' keys: a gateway, or the office by its agency key, once that is registered. */
  keyHolder(request: SignedRequest, officeKey: Jwk | undefined): KeyHolder
}

/** A caller that may hold months' keys. */
export interface KeyHolder {
  readonly kind: 'gateway' | 'office'
  readonly keyId: string
}

/**
 * Makes the check; `publicUrl` is the registry's own configured address, never the `Host` header. `agencyKeys`: keys of the
 * registered agencies, for telling who asked for what is not theirs. `newStore` makes what remembers nonces.
 */
export function signedCallers(
  keys: RegistryKeys,
  publicUrl: () => string,
  agencyKeys: () => Iterable<Jwk> = () => [],
  newStore: () => NonceStore = () => new NonceStore(),
): SignedCallers {
  const nonces = newStore()
  /** Of those who may not make the call they signed: however many they send, the others are heard. */
  const othersNonces = newStore()
  const operator = importVerifyKey(keys.operator)
  const gateway = importVerifyKey(keys.fetch)
  const auditor = importVerifyKey(keys.auditor)
  const imported = importedOnce()
  const verified = (request: SignedRequest, key: SignatureKey, tag: IngestTag, seen = nonces): string => {
    const nowSeconds = Date.now() / 1000
    const { digest, keyId } = verifyIngest(request, { publicUrl: publicUrl(), key, tag, nonces: seen, nowSeconds })
    digest.update(request.body)
    digest.demand()
    request.onProven?.(keyId)
    return keyId
  }
  /** A signature that holds by another key of the hub, or under the tag of its other door: refused, but not unknown. */
  const proveOther = (request: SignedRequest, key: SignatureKey, tag: IngestTag): void => {
    const announced = announcedOf(request)
    const given = tags.find((one) => one === announced?.tag)
    if (given === undefined || (announced?.keyId === key.keyId && given === tag)) return
    const all = [operator, gateway, auditor, ...[...agencyKeys()].map(imported)]
    const other = all.find(({ keyId }) => keyId === announced?.keyId)
    if (other !== undefined) unlessWireError(() => verified(request, other, given, othersNonces))
  }
  const check = (request: SignedRequest, key: SignatureKey, tag: IngestTag = 'xinqiao-admin-1'): string => {
    try {
      return verified(request, key, tag)
    } catch (error) {
      proveOther(request, key, tag)
      throw refused(error)
    }
  }
  return {
    operator: (request) => check(request, operator),
    gateway: (request) => check(request, gateway),
    auditor: (request) => check(request, auditor, 'xinqiao-audit-1'),
    keyHolder: (request, officeKey) => {
      const office = officeKey === undefined ? undefined : imported(officeKey)
      const isOffice = office !== undefined && announcedKeyOf(request) === office.keyId
      return isOffice
        ? { kind: 'office', keyId: check(request, office) }
        : { kind: 'gateway', keyId: check(request, gateway) }
    },
  }
}

/** Tags of this listener's doors. */
const tags: readonly IngestTag[] = ['xinqiao-admin-1', 'xinqiao-audit-1']

/** Keys of the state are the same objects from one act to the next. */
function importedOnce(): (key: Jwk) => SignatureKey {
  const known = new WeakMap<Jwk, SignatureKey>()
  return (jwk) => {
    const key = known.get(jwk) ?? importVerifyKey(jwk)
    known.set(jwk, key)
    return key
  }
}

function announcedOf({ headers }: SignedRequest): ReturnType<typeof announcedIngestKey> | undefined {
  return unlessWireError(() => announcedIngestKey(headers))
}

function unlessWireError<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof WireError) return undefined
    throw error
  }
}

function announcedKeyOf({ headers }: SignedRequest): string {
  try {
    return announcedIngestKey(headers).keyId
  } catch (error) {
    throw refused(error)
  }
}

/** Which check failed is told to nobody. */
function refused(error: unknown): RegistryError {
  if (!(error instanceof WireError)) throw error
  if (error.code === 'NONCE_STORE_FULL')
    return new RegistryError('OVERLOADED', 503, 'Too many requests are remembered; come again.', { cause: error })
  return new RegistryError(
    'OPERATOR_REQUIRED',
    401,
    "This needs a fresh signature by the operator's key (the gateway's for leases and months' keys, the auditor's for the log), over these very bytes.",
    { cause: error },
  )
}

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

/** Makes the check; `publicUrl` is the registry's own configured address, never the `Host` header. */
export function signedCallers(keys: RegistryKeys, publicUrl: () => string): SignedCallers {
  const nonces = new NonceStore()
  const check = (request: SignedRequest, key: SignatureKey, tag: IngestTag = 'xinqiao-admin-1'): string => {
    try {
      const { digest, keyId } = verifyIngest(request, {
        publicUrl: publicUrl(),
        key,
        tag,
        nonces,
        nowSeconds: Date.now() / 1000,
      })
      digest.update(request.body)
      digest.demand()
      return keyId
    } catch (error) {
      throw refused(error)
    }
  }
  const operator = importVerifyKey(keys.operator)
  const gateway = importVerifyKey(keys.fetch)
  const auditor = importVerifyKey(keys.auditor)
  return {
    operator: (request) => check(request, operator),
    gateway: (request) => check(request, gateway),
    auditor: (request) => check(request, auditor, 'xinqiao-audit-1'),
    keyHolder: (request, officeKey) => {
      const office = officeKey === undefined ? undefined : importVerifyKey(officeKey)
      const isOffice = office !== undefined && announcedKeyOf(request) === office.keyId
      return isOffice
        ? { kind: 'office', keyId: check(request, office) }
        : { kind: 'gateway', keyId: check(request, gateway) }
    },
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

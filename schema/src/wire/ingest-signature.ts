/** Files of an agency's own systems and calls of the office's operator: signed by the sender's key over method, address and digest (trust.md §4). */
import { StreamingDigest } from './content-digest.ts'
import { demandFresh, type ReceivedRequest } from './fetch-signature.ts'
import { clockSkewSeconds, ingestLifeSeconds } from './limits.ts'
import {
  demandSignature,
  type MessageHeaders,
  newNonce,
  readSignature,
  type SignatureProfile,
  signMessage,
  soleHeader,
} from './message-signature.ts'
import type { NonceStore } from './nonce-store.ts'
import type { SignatureKey } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** `xinqiao-ingest-1`: the agency's key; `xinqiao-admin-1`: the operator's, and the gateway's fetch key for its leases; `xinqiao-audit-1`: an auditor's, who reads the log. */
export type IngestTag = 'xinqiao-ingest-1' | 'xinqiao-admin-1' | 'xinqiao-audit-1'

/** A request before it is signed. */
export interface IngestToSign {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Sent exactly as it stands here. */
  readonly url: string
  /** Field value: `contentDigest(body)`, or `digestField(sha256)` of a file that is streamed. */
  readonly contentDigest: string
  readonly tag: IngestTag
}

/** What the receiver brings to the check. */
export interface VerifyIngestOptions {
  /** The own configured URL, never the `Host` header; no slash at its end. */
  readonly publicUrl: string
  /** The key of this name if it is on the office's list for this use; see `announcedIngestKey`. */
  readonly key: SignatureKey | undefined
  /** The tag of this door. */
  readonly tag: IngestTag
  readonly nonces: NonceStore
  readonly nowSeconds: number
}

/** A request whose signature holds. Its bytes are checked last: nothing of them counts before `digest.demand()`. */
export interface VerifiedIngest {
  readonly keyId: string
  readonly digest: StreamingDigest
}

const profile: SignatureProfile = {
  label: 'sender',
  components: '("@method" "@target-uri" "content-digest")',
  expires: false,
  nonce: true,
}

/** Signs a request; gives the headers to add. */
export function signIngest(
  request: IngestToSign,
  key: SignatureKey,
  at: { readonly nowSeconds?: number; readonly nonce?: string } = {},
): Record<string, string> {
  const created = Math.floor(at.nowSeconds ?? Date.now() / 1000)
  const lines = signatureLines(request.method, request.url, request.contentDigest)
  const parameters = { created, expires: created, nonce: at.nonce ?? newNonce(), tag: request.tag }
  return Object.assign({ 'content-digest': request.contentDigest }, signMessage(profile, lines, parameters, key))
}

/**
 * Name of the key and use a request says it is signed with, for looking the key up; nothing is believed yet.
 * @throws WireError `SIGNATURE_MISSING`, `SIGNATURE_FORM`
 */
export function announcedIngestKey(headers: MessageHeaders): { readonly keyId: string; readonly tag: string } {
  const { keyId, tag } = readSignature(profile, headers)
  return { keyId, tag }
}

/**
 * Checks the signature before the body is read. `request.body` is not looked at: feed the bytes to `digest`.
 * @throws WireError any code but `KEY_INVALID`
 */
export function verifyIngest(request: Omit<ReceivedRequest, 'body'>, options: VerifyIngestOptions): VerifiedIngest {
  const received = readSignature(profile, request.headers)
  if (received.tag !== options.tag) throw new WireError('SIGNATURE_TAG', `expected ${options.tag}`)
  if (received.algorithm !== 'ed25519') throw new WireError('SIGNATURE_FORM', 'expected ed25519')
  const { nowSeconds } = options
  const end = received.created + ingestLifeSeconds + clockSkewSeconds
  if (nowSeconds > end || received.created > nowSeconds + clockSkewSeconds)
    throw new WireError('SIGNATURE_TIME', 'expected a request of now')
  const field = soleHeader(request.headers, 'content-digest')
  if (field === undefined) throw new WireError('SIGNATURE_FORM', 'expected a digest')
  const digest = new StreamingDigest(field)
  demandSignature(received, signatureLines(request.method, `${options.publicUrl}${request.target}`, field), options.key)
  demandFresh(options.nonces, received, end, nowSeconds)
  return { keyId: received.keyId, digest }
}

function signatureLines(method: string, targetUri: string, digest: string): string {
  return `"@method": ${method}\n"@target-uri": ${targetUri}\n"content-digest": ${digest}\n`
}

/** Hub → subgraph: each fetch says why it is made and which items it reads, and is vouched for (trust.md §4, `xinqiao-fetch-1`). */
import { contentDigest, demandDigest } from './content-digest.ts'
import { hourHolds, readHourlyKeyId } from './hourly-key.ts'
import { clockSkewSeconds, fetchLifeSeconds } from './limits.ts'
import {
  demandSignature,
  type MessageHeaders,
  newNonce,
  type ReceivedSignature,
  readSignature,
  type SignatureProfile,
  signMessage,
  soleHeader,
} from './message-signature.ts'
import type { NonceStore } from './nonce-store.ts'
import type { SignatureAlgorithm, SignatureKey } from './signature-key.ts'
import { readText, readTexts, writeText, writeTexts } from './structured-text.ts'
import { WireError } from './wire-error.ts'

/** Tag of fetches. */
export const fetchTag = 'xinqiao-fetch-1'

/** Why a fetch is made; the empty text where there is nothing. */
export interface FetchContext {
  /** Id and version: `CT-42@7`. */
  readonly contract: string
  readonly purpose: string
  readonly case: string
  /** The agency's own pseudonym of the acting official, or `task:<name>`. */
  readonly official: string
  /** Every item this fetch reads, hidden selections included. */
  readonly items: readonly string[]
  readonly requestId: string
}

/** A fetch before it is signed. `url` is sent exactly as it stands here. */
export interface FetchToSign extends FetchContext {
  readonly method: 'POST' | 'GET'
  readonly url: string
  /** Bytes on the wire; absent for none. */
  readonly body?: Uint8Array | undefined
}

/** A request as an HTTP server hands it over. */
export interface ReceivedRequest {
  readonly method: string
  /** Request target as received, with its query: `/graphql`. */
  readonly target: string
  readonly headers: MessageHeaders
  readonly body?: Uint8Array | undefined
}

/** What the receiver brings to the check. */
export interface VerifyFetchOptions {
  /** The own configured URL, never the `Host` header; no slash at its end. */
  readonly publicUrl: string
  /** The key of this name if it is on the office's list for this use; see `announcedKey`. */
  readonly key: SignatureKey | undefined
  /** What the registration says; a fetch vouched for otherwise is refused. Both, when absent. */
  readonly algorithm?: SignatureAlgorithm
  readonly nonces: NonceStore
  readonly nowSeconds: number
}

/** What an answer is bound to: the request it answers. */
export interface AnsweredRequest {
  readonly method: string
  readonly targetUri: string
  /** Field values as sent. */
  readonly contentDigest: string
  readonly requestId: string
  /** The member `hub` of the request's signature, colons included. */
  readonly signature: string
}

/** A fetch that holds. */
export interface VerifiedFetch extends FetchContext {
  readonly keyId: string
  /** For `signAnswer`. */
  readonly answered: AnsweredRequest
}

const commonFields = ['hub-contract', 'hub-purpose', 'hub-case', 'hub-official', 'hub-items'] as const
const contextFields = [...commonFields, 'hub-request-id'] as const
/** Contexts kept read, and the length up to which one is kept: at most about 4 MB. */
const knownContextsMax = 512
const knownContextLengthMax = 4_096
/** The form of a fetch's signature. */
export const fetchProfile: SignatureProfile = {
  label: 'hub',
  components: `("@method" "@target-uri" "content-digest" ${contextFields.map((name) => `"${name}"`).join(' ')})`,
  expires: true,
  nonce: true,
}

/** Signs one attempt of a fetch; gives the headers to add. Sign anew for a retry: the nonce is new for every attempt. */
export function signFetch(
  fetch: FetchToSign,
  key: SignatureKey,
  at: { readonly nowSeconds?: number; readonly nonce?: string } = {},
): Record<string, string> {
  const created = Math.floor(at.nowSeconds ?? Date.now() / 1000)
  const headers = {
    'content-digest': contentDigest(fetch.body),
    'hub-contract': writeText(fetch.contract),
    'hub-purpose': writeText(fetch.purpose),
    'hub-case': writeText(fetch.case),
    'hub-official': writeText(fetch.official),
    'hub-items': writeTexts(fetch.items),
    'hub-request-id': writeText(fetch.requestId),
  }
  const lines = signatureLines(fetch.method, fetch.url, headers)
  const parameters = { created, expires: created + fetchLifeSeconds, nonce: at.nonce ?? newNonce(), tag: fetchTag }
  return Object.assign(headers, signMessage(fetchProfile, lines, parameters, key))
}

/**
 * Name of the key a fetch says it is signed with, for looking it up on the office's list; nothing of the fetch is believed yet.
 * @throws WireError `SIGNATURE_MISSING`, `SIGNATURE_FORM`
 */
export function announcedKey(headers: MessageHeaders): {
  readonly keyId: string
  readonly algorithm: SignatureAlgorithm
} {
  const { keyId, algorithm } = readSignature(fetchProfile, headers)
  return { keyId, algorithm }
}

/**
 * Checks a fetch: this component list in this order, one signature, tag, times, key, signature, digest, and last a fresh nonce.
 * @throws WireError any code but `KEY_INVALID`
 */
export function verifyFetch(request: ReceivedRequest, options: VerifyFetchOptions): VerifiedFetch {
  const { headers } = request
  const received = readSignature(fetchProfile, headers)
  demandTimes(received, options.nowSeconds)
  if (options.algorithm !== undefined && options.algorithm !== received.algorithm) {
    throw new WireError('SIGNATURE_KEY', 'expected the algorithm of the registration')
  }
  const [context, requestId] = [contextLines(headers), demandField(headers, 'hub-request-id')]
  const contentDigest = demandField(headers, 'content-digest')
  const targetUri = `${options.publicUrl}${request.target}`
  const lines = `${startLines(request.method, targetUri, contentDigest)}${context}"hub-request-id": ${requestId}\n`
  demandSignature(received, lines, options.key)
  demandDigest(contentDigest, request.body)
  const verified: VerifiedFetch = {
    ...readContext(context, headers),
    requestId: readText(requestId),
    keyId: received.keyId,
    answered: { method: request.method, targetUri, contentDigest, requestId, signature: received.member },
  }
  demandFresh(options.nonces, received, received.expires + clockSkewSeconds, options.nowSeconds)
  return verified
}

/** Signed lines of what the fetches of one operation under one contract have in common. */
function contextLines(headers: MessageHeaders): string {
  let lines = ''
  for (const name of commonFields) lines += `"${name}": ${demandField(headers, name)}\n`
  return lines
}

type CommonContext = Omit<FetchContext, 'requestId'>

/** Contexts of genuine fetches by their lines: the next fetch of the same operation says the same. */
const knownContexts = new Map<string, CommonContext>()

function readContext(lines: string, headers: MessageHeaders): CommonContext {
  const known = knownContexts.get(lines)
  if (known !== undefined) return known
  const text = (name: (typeof commonFields)[number]): string => readText(demandField(headers, name))
  const context: CommonContext = {
    contract: text('hub-contract'),
    purpose: text('hub-purpose'),
    case: text('hub-case'),
    official: text('hub-official'),
    items: Object.freeze(readTexts(demandField(headers, 'hub-items'))),
  }
  if (lines.length > knownContextLengthMax) return context
  if (knownContexts.size >= knownContextsMax) knownContexts.clear()
  knownContexts.set(lines, context)
  return context
}

/** Refuses a nonce that was seen; asked last, so that only what is genuine takes room. */
export function demandFresh(nonces: NonceStore, received: ReceivedSignature, until: number, nowSeconds: number): void {
  const answer = nonces.remember(received.keyId, received.nonce, until, nowSeconds)
  if (answer === 'replayed') throw new WireError('NONCE_REPLAYED', 'the nonce has been seen')
  if (answer === 'full') throw new WireError('NONCE_STORE_FULL', 'no room to remember a nonce')
}

function demandTimes({ created, expires, tag, algorithm, keyId }: ReceivedSignature, nowSeconds: number): void {
  if (tag !== fetchTag) throw new WireError('SIGNATURE_TAG', `expected ${fetchTag}`)
  const late = nowSeconds > expires + clockSkewSeconds
  const early = created > nowSeconds + clockSkewSeconds
  if (late || early || expires !== created + fetchLifeSeconds)
    throw new WireError('SIGNATURE_TIME', 'expected a fetch of now')
  if (algorithm === 'ed25519') return
  const hourly = readHourlyKeyId(keyId)
  if (hourly === undefined || !hourHolds(hourly.hour, nowSeconds))
    throw new WireError('SIGNATURE_KEY', 'expected a key of this hour')
}

function demandField(headers: MessageHeaders, name: string): string {
  const value = soleHeader(headers, name)
  if (value === undefined) throw new WireError('SIGNATURE_FORM', 'expected every context field')
  return value
}

function signatureLines(method: string, targetUri: string, fields: Readonly<Record<string, string>>): string {
  let lines = startLines(method, targetUri, fields['content-digest'] ?? '')
  for (const name of contextFields) lines += `"${name}": ${fields[name]}\n`
  return lines
}

function startLines(method: string, targetUri: string, digest: string): string {
  return `"@method": ${method}\n"@target-uri": ${targetUri}\n"content-digest": ${digest}\n`
}

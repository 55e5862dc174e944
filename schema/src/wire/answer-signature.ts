/** Subgraph → hub: an answer is bound to the request it answers and signed by the agency, who cannot deny it later (trust.md §4, `xinqiao-answer-1`). */
import { contentDigest, demandDigest } from './content-digest.ts'
import type { AnsweredRequest } from './fetch-signature.ts'
import { answerLifeSeconds, clockSkewSeconds } from './limits.ts'
import {
  demandSignature,
  type MessageHeaders,
  readSignature,
  type SignatureProfile,
  signMessage,
  soleHeader,
} from './message-signature.ts'
import type { SignatureKey } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** Tag of answers. */
export const answerTag = 'xinqiao-answer-1'

/** An answer before it is signed. */
export interface AnswerToSign {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
  /** `answered` of the verified fetch. */
  readonly request: AnsweredRequest
}

/** An answer as the hub received it. */
export interface ReceivedAnswer {
  readonly status: number
  readonly headers: MessageHeaders
  readonly body: Uint8Array
  /** The request as the hub sent it: `headers` are those that `signFetch` gave. */
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
  }
}

/** An answer that holds, with what the audit keeps of it. */
export interface VerifiedAnswer {
  readonly keyId: string
  /** Seconds, as the agency signed them. */
  readonly created: number
  readonly contentDigest: string
  readonly signature: string
}

const profile: SignatureProfile = {
  label: 'agency',
  components:
    '("@status" "content-type" "content-digest" "@method";req "@target-uri";req "content-digest";req "hub-request-id";req "signature";req;key="hub")',
  expires: false,
  nonce: false,
}

/** Signs an answer; gives the headers to add (`content-type` must be sent as given). */
export function signAnswer(
  answer: AnswerToSign,
  key: SignatureKey,
  at: { readonly nowSeconds?: number } = {},
): Record<string, string> {
  const created = Math.floor(at.nowSeconds ?? Date.now() / 1000)
  const digest = contentDigest(answer.body)
  const lines = signatureLines(answer.status, answer.contentType, digest, answer.request)
  const signed = signMessage(profile, lines, { created, expires: created, nonce: '', tag: answerTag }, key)
  return Object.assign({ 'content-digest': digest }, signed)
}

/** What an answer to this request must be bound to; undefined when the request was not signed by `signFetch`. */
export function answeredRequest(request: ReceivedAnswer['request']): AnsweredRequest | undefined {
  const { 'content-digest': digest, 'hub-request-id': requestId, signature } = request.headers
  if (digest === undefined || requestId === undefined || !signature?.startsWith('hub=')) return undefined
  return {
    method: request.method,
    targetUri: request.url,
    contentDigest: digest,
    requestId,
    signature: signature.slice('hub='.length),
  }
}

/**
 * The cheap half: an answer without signature or with a wrong digest is refused at once, on the answering thread.
 * @throws WireError
 */
export function demandAnswerDigest(answer: ReceivedAnswer): void {
  readSignature(profile, answer.headers)
  demandDigest(soleHeader(answer.headers, 'content-digest') ?? '', answer.body)
}

/** An answer of which everything holds but the signature, which is left to be checked. */
export interface UncheckedAnswer extends VerifiedAnswer {
  /** What was signed. */
  readonly base: string
}

/**
 * Checks an answer against the request it claims to answer. `key`: the agency's, from the bundle.
 * @throws WireError
 */
export function verifyAnswer(
  answer: ReceivedAnswer,
  options: { readonly key: SignatureKey | undefined; readonly nowSeconds: number },
): VerifiedAnswer {
  const request = answeredRequest(answer.request)
  const { keyId, created, contentDigest: digest, signature } = openAnswer(answer, request, options, true)
  return { keyId, created, contentDigest: digest, signature }
}

/**
 * All of the check but the signature itself, where the line vouches already and the signature is evidence: it is checked
 * a moment later, off the answering thread (trust.md §4, "Hub side").
 * @throws WireError
 */
export function openAnswer(
  answer: Omit<ReceivedAnswer, 'request'>,
  request: AnsweredRequest | undefined,
  options: { readonly key: SignatureKey | undefined; readonly nowSeconds: number },
  isChecked: boolean,
): UncheckedAnswer {
  const received = readSignature(profile, answer.headers)
  if (received.tag !== answerTag) throw new WireError('SIGNATURE_TAG', `expected ${answerTag}`)
  if (received.algorithm !== 'ed25519') throw new WireError('SIGNATURE_FORM', 'expected ed25519')
  const { nowSeconds } = options
  const late = nowSeconds > received.created + answerLifeSeconds + clockSkewSeconds
  if (late || received.created > nowSeconds + clockSkewSeconds)
    throw new WireError('SIGNATURE_TIME', 'expected an answer of now')
  const digest = soleHeader(answer.headers, 'content-digest')
  const contentType = soleHeader(answer.headers, 'content-type')
  if (digest === undefined || contentType === undefined || request === undefined) {
    throw new WireError('SIGNATURE_FORM', 'expected every covered field')
  }
  demandDigest(digest, answer.body)
  const lines = signatureLines(answer.status, contentType, digest, request)
  if (isChecked) demandSignature(received, lines, options.key)
  else if (options.key?.keyId !== received.keyId) throw new WireError('SIGNATURE_KEY', 'expected the agency’s key')
  const base = `${lines}"@signature-params": ${received.line}`
  const { keyId, created, member: signature } = received
  return { keyId, created, contentDigest: digest, signature, base }
}

function signatureLines(status: number, contentType: string, digest: string, request: AnsweredRequest): string {
  return (
    `"@status": ${status}\n"content-type": ${contentType}\n"content-digest": ${digest}\n` +
    `"@method";req: ${request.method}\n"@target-uri";req: ${request.targetUri}\n"content-digest";req: ${request.contentDigest}\n` +
    `"hub-request-id";req: ${request.requestId}\n"signature";req;key="hub": ${request.signature}\n`
  )
}

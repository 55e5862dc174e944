/**
 * Signs many fetches of one request quickly: what is the same for all of them is written once. Gives the same headers as
 * `signFetch`, as lines of text (trust.md §4, `xinqiao-fetch-1`); a test holds the two together.
 */
import { contentDigest } from './content-digest.ts'
import { type AnsweredRequest, type FetchContext, fetchProfile, fetchTag } from './fetch-signature.ts'
import { fetchLifeSeconds } from './limits.ts'
import { newNonce, signMessage } from './message-signature.ts'
import type { SignatureKey } from './signature-key.ts'
import { writeText, writeTexts } from './structured-text.ts'

/** A signed attempt. */
export interface SignedFetch {
  /** Header lines, each ended by CR LF. */
  readonly headers: string
  /** What its answer must be bound to. */
  readonly answered: AnsweredRequest
}

/** The context of one request, as its fetches carry it. */
export interface PreparedContext {
  readonly before: string
  readonly requestId: string
  readonly headers: string
}

/** Writes the fields that all fetches of a request share. */
export function prepareContext(context: Omit<FetchContext, 'items'>): PreparedContext {
  const contract = writeText(context.contract)
  const purpose = writeText(context.purpose)
  const named = writeText(context.case)
  const official = writeText(context.official)
  const requestId = writeText(context.requestId)
  return {
    before: `"hub-contract": ${contract}\n"hub-purpose": ${purpose}\n"hub-case": ${named}\n"hub-official": ${official}\n"hub-items": `,
    requestId,
    headers: `hub-contract: ${contract}\r\nhub-purpose: ${purpose}\r\nhub-case: ${named}\r\nhub-official: ${official}\r\nhub-request-id: ${requestId}\r\n`,
  }
}

/** Writes the items of a fetch, which are the same with every request. */
export function prepareItems(items: FetchContext['items']): string {
  return writeTexts(items)
}

/** Signs one attempt; the nonce is new for each. */
export function signPrepared(
  fetch: {
    readonly url: string
    readonly body: Buffer | string
    readonly context: PreparedContext
    readonly items: string
  },
  key: SignatureKey,
  nowSeconds: number,
): SignedFetch {
  const { url, context, items } = fetch
  const created = Math.floor(nowSeconds)
  const digest = contentDigest(fetch.body)
  const lines =
    `"@method": POST\n"@target-uri": ${url}\n"content-digest": ${digest}\n${context.before}${items}\n` +
    `"hub-request-id": ${context.requestId}\n`
  const parameters = { created, expires: created + fetchLifeSeconds, nonce: newNonce(), tag: fetchTag }
  const signed = signMessage(fetchProfile, lines, parameters, key)
  return {
    headers:
      `content-digest: ${digest}\r\n${context.headers}hub-items: ${items}\r\n` +
      `signature-input: ${signed['signature-input']}\r\nsignature: ${signed.signature}\r\n`,
    answered: {
      method: 'POST',
      targetUri: url,
      contentDigest: digest,
      requestId: context.requestId,
      signature: signed.signature.slice('hub='.length),
    },
  }
}

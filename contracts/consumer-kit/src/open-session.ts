/** A session: questions of one client under one contract, for one purpose and case. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type AuthorizationDetail,
  type CreditSubjectClaim,
  generateKeyPairJwk,
  type Jwk,
  signDpopProof,
} from '@xinqiao/schema'
import { entryProof } from './entry-proof.ts'
import { type Fetch, type JsonAnswer, jsonCall } from './json-call.ts'
import { queryTimeoutMs, retryPauseMaxMs, retryPauseMs } from './limits.ts'
import { openTokens, type TokenSource } from './tokens.ts'

/** Who asks, where, and why. */
export interface SessionOptions {
  /** Base URL of the gateway: `https://hub.example`. */
  readonly gateway: string
  /** The issuer's identifier, exactly as it calls itself. */
  readonly issuer: string
  readonly clientId: string
  /** The client's private key (ES256 or Ed25519). */
  readonly privateKey: Jwk
  readonly contract: string
  readonly purpose: string
  /** File number of the case, where the contract asks for one. */
  readonly case?: string
  /** The agency's own pseudonym of the acting official, or `task:<name>`. */
  readonly official?: { readonly ref: string; readonly role?: string }
  /** The subject a portal has identified, under contract `self`, with how it was identified. */
  readonly subject?: CreditSubjectClaim
  readonly acr?: string
  /** `fetch`, when absent. */
  readonly fetch?: Fetch
}

/** The hub's answer, refusals too. `headers['hub-receipt']` names its audit entry; `text` is what a statement is made over. */
export type QueryAnswer = JsonAnswer

/** An open session. */
export interface Session {
  /**
   * Asks one question.
   * @throws ConsumerKitError
   * @example await session.query('query Q($uscc: ID!) { organization(uscc: $uscc) { uscc } }', { uscc })
   */
  query(text: string, variables?: Readonly<Record<string, unknown>>, operationName?: string): Promise<QueryAnswer>
  /**
   * The proof that the entry of an answer to this client stands in the audit log (C2SP tlog-proof); waits until a checkpoint covers it.
   * @throws ConsumerKitError `RECEIPT_INVALID`, `PROOF_MISSING`
   * @example await session.proof(answer.headers['hub-receipt'])
   */
  proof(receipt: string): Promise<string>
}

/** One key a process (trust.md §2): made once, it never leaves memory. */
let processKey: Promise<Jwk> | undefined

/** Opens a session. Nothing is asked before the first question. */
export async function openSession(options: SessionOptions): Promise<Session> {
  processKey ??= generateKeyPairJwk('ES256').then(({ privateKey }) => privateKey)
  const dpopKey = await processKey
  const call: Fetch = options.fetch ?? (async (url, init) => fetch(url, init))
  const { issuer, clientId, privateKey } = options
  const tokens = openTokens({ issuer, clientId, privateKey, dpopKey, detail: detailOf(options), fetch: call })
  const gateway = options.gateway.replace(/\/$/, '')
  const url = `${gateway}/graphql`
  return {
    query: async (query, variables = {}, operationName) => {
      const body = JSON.stringify({ query, variables, ...(operationName === undefined ? {} : { operationName }) })
      return ask({ url, body, tokens, dpopKey, call })
    },
    proof: (receipt) =>
      entryProof(receipt, {
        gateway,
        call,
        credentials: async (address) => credentials('GET', address, await tokens.token(), dpopKey),
      }),
  }
}

interface Question {
  readonly url: string
  readonly body: string
  readonly tokens: TokenSource
  readonly dpopKey: Jwk
  readonly call: Fetch
}

/** At most one repetition: with the nonce that was asked for, with a new token, or after the pause an overloaded hub names. */
async function ask(question: Question): Promise<QueryAnswer> {
  const first = await send(question)
  if (first.status === 503 && isOverloaded(first)) {
    await pause(pauseOf(first))
    return send(question)
  }
  if (first.status !== 401) return first
  const nonce = first.headers['dpop-nonce']
  if (nonce === undefined) question.tokens.renew()
  return send(question, nonce)
}

async function send({ url, body, tokens, dpopKey, call }: Question, nonce?: string): Promise<QueryAnswer> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    ...(await credentials('POST', url, await tokens.token(), dpopKey, nonce)),
  }
  return jsonCall(call, url, { method: 'POST', headers, body }, queryTimeoutMs)
}

/** Token and proof of possession, for this method and address alone. */
async function credentials(
  method: 'GET' | 'POST',
  url: string,
  accessToken: string,
  dpopKey: Jwk,
  nonce?: string,
): Promise<Readonly<Record<string, string>>> {
  const wish = { method, url, accessToken, ...(nonce === undefined ? {} : { nonce }) }
  return { authorization: `DPoP ${accessToken}`, dpop: await signDpopProof(wish, dpopKey) }
}

function detailOf(options: SessionOptions): AuthorizationDetail {
  return {
    type: 'credit_query',
    contract: options.contract,
    purpose: options.purpose,
    ...(options.case === undefined ? {} : { case: options.case }),
    ...(options.official === undefined ? {} : { official: options.official }),
    ...(options.subject === undefined ? {} : { credit_subject: options.subject }),
    ...(options.acr === undefined ? {} : { acr: options.acr }),
  }
}

function isOverloaded(answer: QueryAnswer): boolean {
  return codeOf(answer) === 'OVERLOADED'
}

function pauseOf({ headers }: QueryAnswer): number {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, retryPauseMaxMs) : retryPauseMs
}

/** The code of the first error of an answer. */
function codeOf({ body }: QueryAnswer): string | null {
  const answer = body as { readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[] } | null
  return answer?.errors?.[0]?.extensions?.code ?? null
}

/** One signed question to one agency and its checked answer; everything that can go wrong is one of three codes. */
import type { BundleAgency } from '@xinqiao/contracts'
import { type FetchContext, signFetch, verifyAnswer, WireError } from '@xinqiao/schema'
import { withinDepth } from '../decide/json-depth.ts'
import type { AgencyAnswer, AgencyTransport, TransportFailure } from './agency-transport.ts'
import { type AgencyFailureCode, type AnswerObject, isAnswerObject } from './answer.ts'
import type { Breaker } from './breaker.ts'
import { answerDepthMax } from './limits.ts'
import { answerKeyOf, type FetchKeys, keyFor } from './sign-request.ts'

export interface AskDeps {
  readonly transport: AgencyTransport
  readonly breakerOf: (agency: string) => Breaker
  readonly keys: FetchKeys
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** Seconds of the machine's clock, for signatures. */
  readonly wallSeconds: () => number
}

export interface Question {
  readonly agency: BundleAgency
  readonly context: FetchContext
  readonly body: string
  readonly signal: AbortSignal
}

export interface GoodAnswer {
  readonly kind: 'answer'
  readonly data: AnswerObject | null
  readonly errors: readonly { readonly path: readonly (string | number)[] }[]
  /** `content-digest` of the signed answer. */
  readonly digest: string
}

export interface BadAnswer {
  readonly kind: 'failed'
  readonly code: AgencyFailureCode
  /** Digest of an answer that was genuine but unusable. */
  readonly digest: string | null
}

/** Asks under the agency's breaker. */
export async function askAgency(deps: AskDeps, question: Question): Promise<GoodAnswer | BadAnswer> {
  const breaker = deps.breakerOf(question.agency.id)
  if (question.signal.aborted) return failed('SUBGRAPH_TIMEOUT')
  if (!breaker.admit(deps.now())) return failed('SUBGRAPH_UNAVAILABLE')
  const answer = await ask(deps, question)
  if (answer.kind === 'answer') breaker.succeeded()
  else breaker.failed(deps.now())
  return answer
}

async function ask(deps: AskDeps, question: Question): Promise<GoodAnswer | BadAnswer> {
  const url = `${question.agency.url}/graphql`
  const first = await attempt(deps, question, url)
  // Once more, and only where nothing of an answer was seen: a query changes nothing at the agency.
  const sent = first.answer === 'refused' && !question.signal.aborted ? await attempt(deps, question, url) : first
  switch (sent.answer) {
    case 'aborted':
      return failed('SUBGRAPH_TIMEOUT')
    case 'refused':
    case 'broken':
      return failed('SUBGRAPH_UNAVAILABLE')
    case 'unreadable':
      return failed('SUBGRAPH_INVALID_ANSWER')
    default:
      return readAnswer(deps, question, url, sent.headers, sent.answer)
  }
}

async function attempt(
  deps: AskDeps,
  { agency, context, body, signal }: Question,
  url: string,
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly answer: AgencyAnswer | TransportFailure }> {
  const nowSeconds = deps.wallSeconds()
  const signed = signFetch(
    { ...context, method: 'POST', url, body: Buffer.from(body) },
    keyFor(deps.keys, agency, nowSeconds),
    { nowSeconds },
  )
  const headers = { ...signed, 'content-type': 'application/json', accept: 'application/json' }
  return { headers, answer: await deps.transport.post(new URL(url), headers, body, signal) }
}

function readAnswer(
  deps: AskDeps,
  question: Question,
  url: string,
  headers: Readonly<Record<string, string>>,
  answer: AgencyAnswer,
): GoodAnswer | BadAnswer {
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) return failed('SUBGRAPH_UNAVAILABLE')
  let digest: string
  try {
    const received = {
      status: answer.status,
      headers: answer.headers,
      body: answer.bytes,
      request: { method: 'POST', url, headers },
    }
    digest = verifyAnswer(received, { key: answerKeyOf(question.agency), nowSeconds: deps.wallSeconds() }).contentDigest
  } catch (thrown) {
    if (thrown instanceof WireError) return failed('SUBGRAPH_INVALID_ANSWER')
    throw thrown
  }
  const invalid: BadAnswer = { kind: 'failed', code: 'SUBGRAPH_INVALID_ANSWER', digest }
  const isJson = /^application\/(?:graphql-response\+)?json(?:;|$)/u.test(String(answer.headers['content-type'] ?? ''))
  const body = answer.status === 200 && isJson ? parseJson(answer.body) : undefined
  if (!isAnswerObject(body) || !withinDepth(body, answerDepthMax)) return invalid
  const { data, errors = [] } = body
  if ((data !== null && !isAnswerObject(data)) || !Array.isArray(errors)) return invalid
  if (data === null && errors.length === 0) return invalid
  return { kind: 'answer', data, errors: errors.map(pathOf), digest }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Of an agency's error only its place is used; its text goes nowhere. */
function pathOf(error: unknown): { readonly path: readonly (string | number)[] } {
  const path: unknown = isAnswerObject(error) ? error['path'] : undefined
  return {
    path: Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : [],
  }
}

function failed(code: AgencyFailureCode): BadAnswer {
  return { kind: 'failed', code, digest: null }
}

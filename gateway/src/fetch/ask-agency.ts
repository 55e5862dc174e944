/** One question to one agency and its checked answer; everything that can go wrong is one of three codes. */
import type { AgencyAnswer, AgencyTransport, TransportFailure } from './agency-transport.ts'
import { type AgencyFailureCode, isAnswerObject } from './answer.ts'
import type { Breaker } from './breaker.ts'
import type { BadAnswer, ErrorPath, GoodAnswer, Question } from './question.ts'
import type { AnswerEvidence, Sent, Vouching } from './vouching.ts'

export interface AskDeps {
  readonly transport: AgencyTransport
  readonly breakerOf: (agency: string) => Breaker
  readonly vouching: Vouching
  /** Monotonic milliseconds. */
  readonly now: () => number
}

/** The request's one deadline over all its questions. */
export interface Deadline {
  readonly isOver: boolean
  /** Whoever is under way is told when it is over. Returns how to be told no more. */
  onOver(abort: () => void): () => void
}

export interface Asked {
  /**
   * Reads the answer, once. Bytes weigh less than the objects made of them: whoever waits for others opens when all are
   * there, so that the objects of one request alone are alive at a time.
   */
  readonly open: () => GoodAnswer | BadAnswer
  /** Of a genuine answer, usable or not. */
  readonly evidence: AnswerEvidence | null
}

/** Asks under the agency's breaker; `done` is called once. */
export function askAgency(deps: AskDeps, question: Question, deadline: Deadline, done: (asked: Asked) => void): void {
  const breaker = deps.breakerOf(question.agency.id)
  if (deadline.isOver) return done(failed('SUBGRAPH_TIMEOUT'))
  if (!breaker.admit(deps.now())) return done(failed('SUBGRAPH_UNAVAILABLE'))
  const finish = ({ open, evidence }: Asked): void => {
    const judged = (): GoodAnswer | BadAnswer => {
      const answer = open()
      if (answer.kind === 'answer') breaker.succeeded()
      else breaker.failed(deps.now())
      return answer
    }
    if (evidence !== null) return done({ open: once(judged), evidence })
    // What is no answer is known as such now.
    const answer = judged()
    done({ open: () => answer, evidence })
  }
  attempt(deps, question, deadline, (sent, first) => {
    // Once more, and only where nothing of an answer was seen: a query changes nothing at the agency.
    const again = first === 'refused' && !deadline.isOver && question.fetch.operation.operation === 'query'
    if (!again) return finish(read(sent, first))
    attempt(deps, question, deadline, (resent, second) => finish(read(resent, second)))
  })
}

function attempt(
  { vouching, transport }: AskDeps,
  question: Question,
  deadline: Deadline,
  done: (sent: Sent, answer: AgencyAnswer | TransportFailure) => void,
): void {
  const sent = vouching.send(question)
  const { url, headers } = sent
  const abort = transport.send({ url, headers, body: question.body }, (answer) => {
    forget()
    done(sent, answer)
  })
  const forget = deadline.onOver(abort)
}

function read(sent: Sent, answer: AgencyAnswer | TransportFailure): Asked {
  switch (answer) {
    case 'aborted':
      return failed('SUBGRAPH_TIMEOUT')
    case 'refused':
    case 'broken':
      return failed('SUBGRAPH_UNAVAILABLE')
    case 'unreadable':
      return failed('SUBGRAPH_INVALID_ANSWER')
    default:
      return readAnswer(sent, answer)
  }
}

function readAnswer(sent: Sent, answer: AgencyAnswer): Asked {
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) return failed('SUBGRAPH_UNAVAILABLE')
  const evidence = sent.check(answer)
  return evidence === null ? failed('SUBGRAPH_INVALID_ANSWER') : { open: () => readBody(answer), evidence }
}

const invalid: BadAnswer = Object.freeze({ kind: 'failed', code: 'SUBGRAPH_INVALID_ANSWER' })

function readBody(answer: AgencyAnswer): GoodAnswer | BadAnswer {
  const body = isJson(answer) ? parseJson(answer.body) : undefined
  if (!isAnswerObject(body)) return invalid
  const { data, errors } = body
  if (data !== null && !isAnswerObject(data)) return invalid
  if (errors === undefined) return data === null ? invalid : { kind: 'answer', data, errors: noErrors }
  if (!Array.isArray(errors) || (data === null && errors.length === 0)) return invalid
  return { kind: 'answer', data, errors: errors.map(pathOf) }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}

const noErrors: readonly ErrorPath[] = Object.freeze([])
const jsonTypes = /^application\/(?:graphql-response\+)?json(?:;|$)/u

function isJson({ status, headers }: AgencyAnswer): boolean {
  const type = headers['content-type']
  return status === 200 && typeof type === 'string' && (type === 'application/json' || jsonTypes.test(type))
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Of an agency's error only its place is used. */
function pathOf(error: unknown): ErrorPath {
  const path: unknown = isAnswerObject(error) ? error['path'] : undefined
  return Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : []
}

function failed(code: AgencyFailureCode): Asked {
  const answer: BadAnswer = { kind: 'failed', code }
  return { open: () => answer, evidence: null }
}

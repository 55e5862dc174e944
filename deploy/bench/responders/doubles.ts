/**
 * Doubles of agencies, so cheap that they never are what is measured. A double stands where the registry says an agency
 * answers. What the hub asks it the first time, it asks the real agency (signed anew with the hub's key, because a
 * signature holds for one address), and keeps the answer under the digest of the question. From then on it answers from
 * memory, each answer signed freshly with the agency's own key, exactly as the agency would. An unsigned question is
 * answered unsigned: that is how the floor and the peers ask. The agency itself never sees one; it is asked in the hub's
 * name, for the items that the benchmark's contract holds of this agency.
 */
import { hash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import {
  HourlyKeys,
  hourOf,
  importSigningKey,
  type Jwk,
  type SignatureKey,
  signAnswer,
  signFetch,
} from '@xinqiao/schema'
import { contentType, listen, readBody, send } from '../bare-server.ts'

/** An agency and what its double needs. Keys are those of the benchmark's own hub. */
export interface DoubledAgency {
  readonly id: string
  /** Base URL of the real one. */
  readonly url: string
  readonly agencyKey: Jwk
  readonly agreementKey: Jwk
  /** Items that the benchmark's contract holds of this agency: an unsigned question names none. */
  readonly items: readonly string[]
}

/** A question that a double has learned. */
export interface LearnedQuestion {
  readonly body: string
  readonly answerBytes: number
}

/** One agency's double. */
export interface Double {
  readonly url: string
  /** Questions learned since this was asked last. */
  takeLearned(): readonly LearnedQuestion[]
  /** What it waits before each answer: the case `latency`. */
  setDelay(milliseconds: number): void
  /** Gives the double the agency to ask. */
  follow(agency: DoubledAgency, hubAgreementKey: Jwk): void
}

/** Whom the copy of a question is asked for; the double's own call, so that call logs can tell it. */
const learningContext = { contract: 'BENCH-01@1', purpose: 'TAX_CREDIT', case: 'bench', official: 'task:bench' }

/** Starts a double on any free port of loopback. */
export async function startDouble(): Promise<Double> {
  const answers = new Map<string, Buffer>()
  let learned: LearnedQuestion[] = []
  let delayMs = 0
  let real: { readonly agency: DoubledAgency; readonly hub: HourlyKeys; readonly signs: SignatureKey } | undefined
  let url = ''

  const learn = async (question: Buffer, named: string | undefined): Promise<Buffer> => {
    if (real === undefined) throw new Error('the double follows no agency yet')
    const items: readonly string[] = named === undefined ? real.agency.items : JSON.parse(`[${named}]`)
    const answer = await askAgency(real.agency, real.hub, question, items)
    answers.set(hash('sha256', question, 'base64url'), answer)
    learned.push({ body: question.toString('utf8'), answerBytes: answer.byteLength })
    return answer
  }
  const server = createServer((request, response) => {
    readBody(request)
      .then(async (question) => {
        const isSigned = request.headers['signature'] !== undefined
        const named = isSigned ? String(request.headers['hub-items'] ?? '') : undefined
        const answer = answers.get(hash('sha256', question, 'base64url')) ?? (await learn(question, named))
        const signature = isSigned && real !== undefined ? signatureOf(answer, request, url, real.signs) : {}
        if (delayMs > 0) setTimeout(() => send(response, 200, answer, signature), delayMs)
        else send(response, 200, answer, signature)
      })
      .catch((error: unknown) => {
        console.error(error)
        send(response, 502, Buffer.from('{}'))
      })
  })
  url = await listen(server)
  return {
    url,
    takeLearned: () => {
      const taken = learned
      learned = []
      return taken
    },
    setDelay: (milliseconds) => {
      delayMs = milliseconds
    },
    follow: (agency, hubAgreementKey) => {
      real = { agency, hub: new HourlyKeys('hub', hubAgreementKey), signs: importSigningKey(agency.agencyKey) }
    },
  }
}

/** Asks the real agency as the hub would. */
async function askAgency(
  agency: DoubledAgency,
  hub: HourlyKeys,
  question: Buffer,
  items: readonly string[],
): Promise<Buffer> {
  const url = `${agency.url}/graphql`
  const key = hub.keyOf(agency.agreementKey, hourOf(Date.now() / 1000))
  const signed = signFetch(
    { method: 'POST', url, body: question, ...learningContext, items, requestId: randomUUID() },
    key,
  )
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signed, 'content-type': contentType },
    body: question,
  })
  const answer = Buffer.from(await response.arrayBuffer())
  if (response.status !== 200)
    throw new Error(`${agency.id} answered with status ${response.status}: ${answer.toString('utf8')}`)
  return answer
}

function signatureOf(body: Buffer, request: IncomingMessage, url: string, key: SignatureKey): Record<string, string> {
  const field = (name: string): string => String(request.headers[name] ?? '')
  const answered = {
    method: request.method ?? '',
    targetUri: `${url}${request.url ?? ''}`,
    contentDigest: field('content-digest'),
    requestId: field('hub-request-id'),
    signature: field('signature').slice('hub='.length),
  }
  return signAnswer({ status: 200, contentType, body, request: answered }, key)
}

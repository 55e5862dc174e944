/** Signed questions and checked answers, as hub and agencies agree on them (trust.md §4). */
import type { BundleAgency } from '@xinqiao/contracts'
import {
  type AnsweredRequest,
  openAnswer,
  type PreparedContext,
  prepareContext,
  prepareItems,
  signPrepared,
  WireError,
} from '@xinqiao/schema'
import type { AgencyAnswer } from './agency-transport.ts'
import type { AnswerChecks } from './answer-checks.ts'
import type { Question, Why } from './question.ts'
import { answerKeyOf, type FetchKeys, keyFor } from './sign-request.ts'
import type { AnswerEvidence, Vouching } from './vouching.ts'

export interface SignedVouchingDeps {
  readonly keys: FetchKeys
  /** Seconds of the machine's clock. */
  readonly wallSeconds: () => number
  /**
   * Whether the line to an agency vouches for its answers already (pinned TLS, or loopback in the development profile): then
   * the signature is evidence, and is checked off the answering thread.
   */
  readonly isPinned: (agency: BundleAgency) => boolean
  readonly checks: AnswerChecks
}

const plainHeaders = 'content-type: application/json\r\naccept: application/json\r\n'
const contexts = new WeakMap<Why, PreparedContext>()

/** Every attempt is signed anew; no answer counts that is not the agency's own to this very question. */
export function signedVouching(deps: SignedVouchingDeps): Vouching {
  return {
    send(question) {
      const nowSeconds = deps.wallSeconds()
      const { agency, body } = question
      const url = `${agency.url}/graphql`
      const key = keyFor(deps.keys, agency, nowSeconds)
      const fetch = { url, body, context: contextOf(question.why), items: itemsOf(question) }
      const { headers, answered } = signPrepared(fetch, key, nowSeconds)
      return { url, headers: plainHeaders + headers, check: (answer) => check(deps, agency, answer, answered) }
    },
  }
}

function check(
  deps: SignedVouchingDeps,
  agency: BundleAgency,
  answer: AgencyAnswer,
  request: AnsweredRequest,
): AnswerEvidence | null {
  const key = answerKeyOf(agency)
  const received = { status: answer.status, headers: answer.headers, body: answer.bytes }
  const later = deps.isPinned(agency) && deps.checks.hasRoom()
  try {
    const opened = openAnswer(received, request, { key, nowSeconds: deps.wallSeconds() }, !later)
    if (later) deps.checks.add({ agency, base: opened.base, signature: opened.signature })
    return opened
  } catch (thrown) {
    if (thrown instanceof WireError) return null
    throw thrown
  }
}

function contextOf(why: Why): PreparedContext {
  const known = contexts.get(why) ?? prepareContext(why)
  contexts.set(why, known)
  return known
}

function itemsOf({ fetch }: Question): string {
  const known = fetch.prepared.get('items')
  if (typeof known === 'string') return known
  const made = prepareItems(fetch.items)
  fetch.prepared.set('items', made)
  return made
}

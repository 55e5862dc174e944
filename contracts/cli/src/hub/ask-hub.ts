/** Puts one question to the hub: as a client under a contract, or as anybody. */
import { ConsumerKitError, openSession, type QueryAnswer, type Session } from '@xinqiao/consumer-kit'
import type { CreditSubjectClaim } from '@xinqiao/schema'
import { CliError } from '../errors.ts'
import { codeLesson } from '../output/code-lesson.ts'
import { ownError } from '../texts/lessons.ts'
import type { FoundHub } from './find-hub.ts'
import { reach } from './plain-request.ts'
import { readJsonKey } from './read-key.ts'

/** Who asks, and why. */
export interface Asking {
  readonly client: string
  readonly contract: string
  readonly purpose: string
  readonly case: string | undefined
  /** The agency's own pseudonym of the acting official, or `task:<name>`. */
  readonly official: string
  /** Contract `self`: the subject that a portal has identified, and how. */
  readonly self?: { readonly subject: CreditSubjectClaim; readonly acr: string }
}

/** `fetch`, or what looks at a call on its way. */
export type Call = (url: string, init: RequestInit) => Promise<Response>

/** Asks once; may be called again and again under the same token. */
export type Ask = (text: string, variables: Readonly<Record<string, unknown>>) => Promise<QueryAnswer>

/**
 * Questions of one client of hub.json.
 * @throws CliError `CLIENT_UNKNOWN` (exit 2), `KEY_NOT_FOUND` (exit 3); asking throws the token endpoint's refusal (exit 3 or 4).
 */
export function askAs(hub: FoundHub, as: Asking, call: Call = fetch): Ask {
  const session = sessionAs(hub, as, call)
  return async (text, variables) => {
    try {
      return await (await session).query(text, variables)
    } catch (error) {
      throw error instanceof ConsumerKitError ? tokenRefused(error) : error
    }
  }
}

/**
 * The proof of an entry that names this client, when a checkpoint covers it.
 * @throws CliError as `askAs` does; `AUDIT_NOT_PROVEN` (exit 1) where the hub gives none
 */
export async function proofAs(hub: FoundHub, as: Asking, receipt: string): Promise<string> {
  try {
    return await (await sessionAs(hub, as, fetch)).proof(receipt)
  } catch (error) {
    if (!(error instanceof ConsumerKitError)) throw error
    if (error.code === 'PROOF_MISSING') throw ownError('AUDIT_NOT_PROVEN', receipt, { cause: error })
    if (error.code === 'RECEIPT_INVALID') throw ownError('FLAG_INVALID', '<place>: origin/index', { cause: error })
    throw tokenRefused(error)
  }
}

function sessionAs(hub: FoundHub, as: Asking, call: Call): Promise<Session> {
  const client = Object.hasOwn(hub.clients, as.client) ? hub.clients[as.client] : undefined
  if (client === undefined) throw ownError('CLIENT_UNKNOWN', Object.keys(hub.clients).join(', '))
  const privateKey = readJsonKey(client.key)
  return openSession({
    gateway: hub.gateway,
    issuer: hub.issuer,
    clientId: as.client,
    privateKey,
    contract: as.contract,
    purpose: as.purpose,
    fetch: call,
    official: { ref: as.official, role: 'query' },
    ...as.self,
    ...(as.case === undefined ? {} : { case: as.case }),
  })
}

/** Questions of nobody in particular: the public items. */
export function askAnonymously(hub: FoundHub, call: Call = fetch): Ask {
  return async (query, variables) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query, variables }),
    }
    const response = await reach(`${hub.gateway}/graphql`, init, call)
    const text = await response.text()
    try {
      const body: unknown = JSON.parse(text)
      return { status: response.status, body, text, headers: Object.fromEntries(response.headers) }
    } catch (cause) {
      throw ownError('HUB_ANSWERED_WITH_AN_ERROR', `HTTP ${response.status}`, { cause })
    }
  }
}

/** Which flag a refused token points at; contracts and purposes are listed by `xinqiao contract list`. */
const flagsConcerned: Readonly<Record<string, string>> = {
  CONTRACT_INACTIVE: '--contract    (npx xinqiao contract list)',
  PURPOSE_MISMATCH: '--purpose    (npx xinqiao contract list)',
  CASE_REQUIRED: '--case',
}

/** The token endpoint speaks of the law where the law is the reason; otherwise the client is not known to it. */
function tokenRefused(error: ConsumerKitError): CliError {
  if (error.code !== 'TOKEN_REFUSED') return ownError('HUB_UNREACHABLE', undefined, { cause: error })
  const code = error.hubCode ?? 'UNAUTHENTICATED'
  const lesson = codeLesson(code, { where: flagsConcerned[code], article: error.article ?? undefined })
  return new CliError(code === 'UNAUTHENTICATED' ? 'notAllowed' : 'refused', lesson, { cause: error })
}

/** Room 1: who asks, proven by a token and possession of the key it is bound to (trust.md §3, D17 step 1). Nobody learns which check failed. */
import {
  type AccessToken,
  accessTokenHash,
  type Clock,
  codeEntry,
  type FailureBudget,
  type OpenedProof,
  type ReplayStore,
  rememberProof,
  type ShownProof,
  TokenError,
} from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { GatewayEvents } from '../events.ts'
import { retryAfterSeconds } from '../limits.ts'
import type { Refused } from '../refused.ts'
import type { TokenReader } from './access-token.ts'
import type { Authenticated, Caller, Claims, DoorRequest, TurnedAway } from './authenticated.ts'
import { consumerOf } from './caller-of.ts'
import { creditSubject } from './credit-subject.ts'
import { jwtIn, saysNothing } from './shown-token.ts'

export interface AuthenticateDeps {
  /** The bundle that runs now; the request keeps it to its end. */
  readonly current: () => RunningBundle | null
  readonly tokens: TokenReader
  /** Checks a proof by itself, on whichever thread. @throws TokenError */
  readonly openProof: (shown: ShownProof) => Promise<OpenedProof>
  readonly proofs: ReplayStore
  /** What is still written of callers that prove nothing. */
  readonly failures: FailureBudget
  readonly clock: Clock
  /** Key of the natural persons' tokens. */
  readonly refKey: Uint8Array
  readonly events: GatewayEvents
}

const anonymous: Caller = Object.freeze({ kind: 'anonymous', clientId: null, consumer: null })
const publicClaims: Claims = Object.freeze({
  contract: 'public',
  purpose: null,
  case: null,
  official: null,
  subject: null,
  acr: null,
  act: null,
})

/** DoorRequest → Authenticated. Of an address that failed too often further failures are turned away without an entry. */
export async function authenticate(
  request: DoorRequest,
  deps: AuthenticateDeps,
): Promise<Authenticated | Refused | TurnedAway> {
  const proven = await prove(request, deps)
  if (proven.kind === 'authenticated' || deps.failures.take(request.remoteAddress)) return proven
  return { kind: 'turned_away', status: proven.because.code === 'UNAUTHENTICATED' ? 401 : 503 }
}

async function prove(request: DoorRequest, deps: AuthenticateDeps): Promise<Authenticated | Refused> {
  const running = deps.current()
  if (running === null)
    return refused(request, null, { kind: 'failure', code: 'BUNDLE_EXPIRED', retryAfterS: retryAfterSeconds })
  const { authorization, dpop } = request.headers
  // No token at all is the public's way in; half of a proof is nobody's.
  if (authorization === undefined && dpop === undefined)
    return { kind: 'authenticated', request, running, caller: anonymous, claims: publicClaims }
  try {
    const token = await readToken(request, running, deps)
    return withClaims(request, running, token, deps)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    if (!deps.failures.isSpent(request.remoteAddress)) deps.events.unauthenticated(error.reason)
    if (saysNothing(error))
      return refused(request, running, { kind: 'failure', code: 'OVERLOADED', retryAfterS: retryAfterSeconds })
    return unauthenticated(request, running)
  }
}

async function readToken(request: DoorRequest, running: RunningBundle, deps: AuthenticateDeps): Promise<AccessToken> {
  const { authorization, dpop } = request.headers
  const jwt = jwtIn(authorization)
  if (dpop === undefined) throw new TokenError('BINDING', 'expected the proof of a DPoP token')
  const nowSeconds = Date.now() / 1000
  const token = await deps.tokens.read(jwt, running, nowSeconds)
  if (token.jkt === null) throw new TokenError('BINDING', 'expected a token bound to a DPoP key')
  const { method, url } = request
  const ath = accessTokenHash(jwt)
  const opened = await deps.openProof({ proof: dpop, method, url, ath, jkt: token.jkt, nowSeconds })
  await rememberProof(deps.proofs, token.clientId, opened, nowSeconds)
  return token
}

function withClaims(
  request: DoorRequest,
  running: RunningBundle,
  token: AccessToken,
  deps: AuthenticateDeps,
): Authenticated | Refused {
  const consumer = consumerOf(running, token.clientId)
  if (consumer === undefined) return unauthenticated(request, running)
  const { detail } = token
  const subject = creditSubject(detail.credit_subject, deps.refKey, deps.clock.today())
  if (subject === 'invalid') return unauthenticated(request, running)
  const claims: Claims = {
    contract: detail.contract,
    purpose: detail.purpose ?? null,
    case: detail.case ?? null,
    official: detail.official === undefined ? null : { ref: detail.official.ref, role: detail.official.role ?? null },
    subject: subject ?? null,
    acr: token.acr,
    act: token.act,
  }
  return {
    kind: 'authenticated',
    request,
    running,
    caller: { kind: 'client', clientId: token.clientId, consumer },
    claims,
  }
}

function unauthenticated(request: DoorRequest, running: RunningBundle): Refused {
  const { article } = codeEntry('UNAUTHENTICATED')
  return refused(request, running, { kind: 'refusal', code: 'UNAUTHENTICATED', item: null, article })
}

function refused(request: DoorRequest, running: RunningBundle | null, because: Refused['because']): Refused {
  return { kind: 'refused', request, running, caller: null, claims: null, contractVersion: null, because }
}

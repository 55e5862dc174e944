/** The token as a caller shows it, and what of it is looked at before anything else where its address has failed too often. */
import { TokenError } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { TokenReader } from './access-token.ts'
import type { TurnedAway } from './authenticated.ts'

const scheme = /^DPoP ([A-Za-z0-9._~+/-]+=*)$/iu

/**
 * The token of an `Authorization` header. A bound token shown as `Bearer` is refused like none.
 * @throws TokenError `BINDING`
 */
export function jwtIn(authorization = ''): string {
  const jwt = scheme.exec(authorization)?.[1]
  if (jwt === undefined) throw new TokenError('BINDING', 'expected a DPoP token')
  return jwt
}

/** Whether a failure says nothing of the credential: nobody's could be checked. */
export function saysNothing({ reason }: TokenError): boolean {
  return reason === 'REPLAY_STORE_FULL' || reason === 'KEYS_UNAVAILABLE'
}

/**
 * Judges a request by its token alone, so that nothing else of it need be read. One that holds goes on to room 1 (`null`):
 * those who share an address do not answer for each other.
 */
export async function turnAwayUnread(
  authorization: string | undefined,
  deps: { readonly current: () => RunningBundle | null; readonly tokens: TokenReader },
): Promise<TurnedAway | null> {
  const running = deps.current()
  if (running === null) return { kind: 'turned_away', status: 503 }
  try {
    await deps.tokens.read(jwtIn(authorization), running, Date.now() / 1000)
    return null
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    return { kind: 'turned_away', status: saysNothing(error) ? 503 : 401 }
  }
}

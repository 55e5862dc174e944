/** What the token wrapper throws, in OAuth's terms: a full store is overload (503), everything else the refusal at hand. */
import { TokenError } from '@xinqiao/schema'
import { OAuthError } from './oauth-error.ts'

/** @throws OAuthError always, or the error itself when it is none of the wrapper's. */
export function refuseToken(error: unknown, refusal: () => OAuthError): never {
  if (!(error instanceof TokenError)) throw error
  if (error.reason === 'REPLAY_STORE_FULL')
    throw new OAuthError('temporarily_unavailable', 'too many requests are remembered', 'OVERLOADED', undefined, {
      cause: error,
    })
  throw refusal()
}

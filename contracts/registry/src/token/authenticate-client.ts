/** Client authentication by `private_key_jwt` (RFC 7523): issuer, subject and client are one, the audience is this issuer alone, once. */
import { verifyClientAssertion } from '@xinqiao/schema'
import { type KnownClient, rulesOf } from '../release/rules-of.ts'
import type { IssuerRooms } from './issuer-rooms.ts'
import { OAuthError } from './oauth-error.ts'
import type { Form } from './read-form.ts'
import { refuseToken } from './token-refusals.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/**
 * The client that signed the request.
 * @throws OAuthError `invalid_client` (401), the same for an unknown client and for every check that failed.
 */
export async function authenticateClient(form: Form, rooms: IssuerRooms): Promise<KnownClient> {
  const assertion = form.get('client_assertion')
  if (assertion === undefined || form.get('client_assertion_type') !== assertionType) throw notAuthenticated()
  const { clients } = rulesOf(rooms.line.state)
  const verified = await verifyClientAssertion(assertion, {
    issuer: rooms.issuer(),
    keysOf: (clientId) => rooms.unknown.keysOf(clients.get(clientId), assertion),
    jtiStore: rooms.seen,
    nowSeconds: Date.now() / 1000,
  }).catch((error: unknown) => refuseToken(error, notAuthenticated))
  const known = clients.get(verified.clientId)
  const stated = form.get('client_id')
  if (known === undefined || (stated !== undefined && stated !== verified.clientId)) throw notAuthenticated()
  return known
}

function notAuthenticated(): OAuthError {
  return new OAuthError('invalid_client', 'client authentication failed', 'UNAUTHENTICATED')
}

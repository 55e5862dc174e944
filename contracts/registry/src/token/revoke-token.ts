/** `POST /revoke` (RFC 7009): a client takes back a token of its own. A token that is none any more is no error. */
import { type AccessToken, fixedJwks, TokenError, verifyAccessToken } from '@xinqiao/schema'
import { publicHalf } from '../config.ts'
import { tokenLifeSecondsMax } from '../limits.ts'
import { rulesOf } from '../release/rules-of.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { IssuerRooms } from './issuer-rooms.ts'
import { OAuthError } from './oauth-error.ts'
import type { Form } from './read-form.ts'
import type { KnownSoFar } from './record-refusals.ts'
import type { RevocationDesk } from './revocation-desk.ts'

/**
 * Revokes; returns when the revocation stands in a signed bundle.
 * @throws OAuthError `invalid_client`, or `unauthorized_client` for another's token.
 */
export async function revokeToken(
  form: Form,
  rooms: IssuerRooms,
  desk: RevocationDesk,
  known: KnownSoFar,
): Promise<void> {
  const { client, consumer } = await authenticateClient(form, rooms)
  known.client = client.id
  known.consumer = consumer.id
  const token = form.get('token')
  if (token === undefined) throw new OAuthError('invalid_request', 'expected the token to revoke')
  const claims = await liveClaims(token, rooms)
  if (claims === null) return
  if (claims.clientId !== client.id)
    throw new OAuthError('unauthorized_client', 'this token was issued to another client', 'UNAUTHENTICATED')
  await desk.revoke(claims.jti, claims.expiresAt)
}

/** What the token says, when it is one of ours and still lives; `null` else (RFC 7009, 2.2). */
async function liveClaims(token: string, rooms: IssuerRooms): Promise<AccessToken | null> {
  const issuer = rooms.issuer()
  const trust = {
    issuer,
    algorithms: ['ES256'],
    maxTokenLifeSeconds: tokenLifeSecondsMax,
    clients: new Set(rulesOf(rooms.line.state).clients.keys()),
    keys: fixedJwks([publicHalf(rooms.config.keys.token)]),
  }
  try {
    return await verifyAccessToken(token, {
      issuers: [trust],
      audience: rooms.config.gatewayUrl,
      nowSeconds: Date.now() / 1000,
    })
  } catch (error) {
    if (error instanceof TokenError) return null
    throw error
  }
}

/** `POST /token`: who asks (assertion), with which key (DPoP), for what (authorization detail); judged by the law before a token exists (trust.md §3). */
import { signAccessToken, verifyDpopProof } from '@xinqiao/schema'
import { tokenLifeSeconds } from '../limits.ts'
import { authenticateClient } from './authenticate-client.ts'
import { readAuthorizationDetail } from './authorization-detail.ts'
import type { IssuerRooms } from './issuer-rooms.ts'
import { judgeToken } from './judge-token.ts'
import { OAuthError } from './oauth-error.ts'
import type { Form } from './read-form.ts'
import type { KnownSoFar } from './record-refusals.ts'
import { refuseToken } from './token-refusals.ts'

/** The answer (RFC 6749, 5.1; RFC 9396, 7). */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'DPoP'
  readonly expires_in: number
  readonly authorization_details: readonly unknown[]
}

/**
 * Issues one token.
 * @throws OAuthError for every refusal, with the hub's code where the law refuses.
 */
export async function issueToken(
  form: Form,
  proof: string | undefined,
  rooms: IssuerRooms,
  known: KnownSoFar,
): Promise<TokenAnswer> {
  if (form.get('grant_type') !== 'client_credentials')
    throw new OAuthError('unsupported_grant_type', 'expected client_credentials')
  const { client, consumer } = await authenticateClient(form, rooms)
  known.client = client.id
  known.consumer = consumer.id
  const jkt = await provenKey(proof, rooms)
  const detail = readAuthorizationDetail(form.get('authorization_details'))
  const judged = judgeToken(detail, consumer, rooms.line.state, rooms.clock.today())
  Object.assign(known, judged.named)
  if (judged.kind === 'refusal')
    throw new OAuthError('invalid_authorization_details', 'the hub refuses this use', judged.code, judged.article)
  const { token } = await signAccessToken(
    {
      issuer: rooms.issuer(),
      audience: rooms.config.gatewayUrl,
      clientId: client.id,
      detail: judged.detail,
      jkt,
      lifeSeconds: tokenLifeSeconds,
    },
    rooms.config.keys.token,
  )
  rooms.events.tokenIssued(client.id, judged.named.contract ?? '')
  return {
    access_token: token,
    token_type: 'DPoP',
    expires_in: tokenLifeSeconds,
    authorization_details: [judged.detail],
  }
}

/** The key the token is bound to: a token without proof of possession is never made. */
async function provenKey(proof: string | undefined, rooms: IssuerRooms): Promise<string> {
  const refusal = (): OAuthError =>
    new OAuthError('invalid_dpop_proof', 'expected a fresh proof for this endpoint', 'UNAUTHENTICATED')
  if (proof === undefined) throw refusal()
  const verified = await verifyDpopProof({
    proof,
    method: 'POST',
    url: `${rooms.issuer()}/token`,
    nowSeconds: Date.now() / 1000,
    jtiStore: rooms.seen,
  }).catch((error: unknown) => refuseToken(error, refusal))
  return verified.jkt
}

/** Tokens and proofs of possession for a gateway under test: lawful, but for what a test changes. */
import { type AuthorizationDetail, type Jwk, jwkThumbprint, signAccessToken, signDpopProof } from '@xinqiao/schema'

/** What a token says. */
export type SentToken = Parameters<typeof signAccessToken>[0]

/** What a proof may say otherwise. */
export interface SentProof {
  readonly method: string
  readonly url: string
  readonly nowSeconds: number
}

/** A token bound to the DPoP key, signed by the issuer's. */
export async function doorToken(
  changes: Partial<SentToken> & { readonly detail: AuthorizationDetail },
  dpop: Jwk,
  issuerKey: Jwk,
): Promise<string> {
  const { token } = await signAccessToken(
    {
      issuer: 'https://issuer.example',
      audience: 'https://hub.example',
      clientId: 'tax-app',
      jkt: await jwkThumbprint(dpop),
      ...changes,
    },
    issuerKey,
  )
  return token
}

/** A proof for one call of `/graphql`. */
export function doorProof(token: string, changes: Partial<SentProof>, dpop: Jwk): Promise<string> {
  return signDpopProof({ method: 'POST', url: 'https://hub.example/graphql', accessToken: token, ...changes }, dpop)
}

/** Access tokens of the issuers the bundle names: verified once, then known by the hash of their bytes while the bundle stays (trust.md §3). */
import {
  type AccessToken,
  createJwksSource,
  type JwksSource,
  TokenError,
  VerifiedTokens,
  verifyAccessToken,
} from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { isRevoked } from './caller-of.ts'

export interface TokenReader {
  /** @throws TokenError; a revoked token is refused like an ended one. */
  read(jwt: string, running: RunningBundle, nowSeconds: number): Promise<AccessToken>
}

export interface TokenReaderOptions {
  /** The gateway's public URL: the audience of its tokens. */
  readonly audience: () => string
  readonly onFailure: (error: unknown) => void
}

/** Keys come from the issuers' configured addresses only, and outlive a bundle. */
export function tokenReader({ audience, onFailure }: TokenReaderOptions): TokenReader {
  const sources = new Map<string, JwksSource>()
  const verified = new VerifiedTokens()
  const keysAt = (url: string): JwksSource => {
    const source = sources.get(url) ?? createJwksSource(url, { fetch: (at, init) => fetch(at, init), onFailure })
    sources.set(url, source)
    return source
  }
  return {
    read: async (jwt, running, nowSeconds) => {
      const { number, issuers } = running.bundle
      const known = verified.get(jwt, number, nowSeconds)
      if (known !== undefined) return known
      const trusted = issuers.map((issuer) => ({ ...issuer, keys: keysAt(issuer.jwksUrl) }))
      const token = await verifyAccessToken(jwt, { issuers: trusted, audience: audience(), nowSeconds })
      if (isRevoked(running, token.jti)) throw new TokenError('EXPIRED', 'the token was revoked')
      verified.set(jwt, token, number)
      return token
    },
  }
}

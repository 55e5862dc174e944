/** An issuer's public keys (trust.md §3, "Keys and clocks"): from its configured JWKS URL only, one fetch in flight, the last good ones for an hour. */
import { jwksBytesMax, jwksCoolDownMs, jwksFreshMs, jwksLastGoodMs, jwksTimeoutMs } from './limits.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError } from './token-error.ts'
import { jwkThumbprint } from './tokens.ts'

/** Finds a key by the `kid` its issuer gave it. */
export interface JwksSource {
  /** @throws TokenError `KEYS_UNAVAILABLE` */
  find(kid: string): Promise<Jwk | undefined>
}

/** What a source needs from its process. */
export interface JwksSourceOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Monotonic milliseconds. */
  readonly nowMs?: () => number
  readonly onFailure?: (error: unknown) => void
}

/** Keys that are known beforehand. */
export function fixedJwks(keys: readonly Jwk[]): JwksSource {
  const known = keysByName(keys)
  return { find: async (kid) => (await known).get(kid) }
}

/** Keys behind a URL. */
export function createJwksSource(url: string, options: JwksSourceOptions): JwksSource {
  const nowMs = options.nowMs ?? ((): number => performance.now())
  let keys: ReadonlyMap<string, Jwk> | undefined
  let goodMs = Number.NEGATIVE_INFINITY
  let triedMs = Number.NEGATIVE_INFINITY
  let underWay: Promise<void> | undefined

  const refresh = (): Promise<void> => {
    triedMs = nowMs()
    underWay ??= readKeys(url, options.fetch)
      .then((read) => {
        keys = read
        goodMs = nowMs()
      })
      .catch((error: unknown) => options.onFailure?.(error))
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }
  return {
    find: async (kid) => {
      const fresh = nowMs() - goodMs < jwksFreshMs
      const wanted = !fresh || keys?.has(kid) !== true
      const cooled = nowMs() - triedMs >= jwksCoolDownMs
      if (wanted && (underWay !== undefined || cooled)) await refresh()
      if (keys === undefined || nowMs() - goodMs > jwksLastGoodMs)
        throw new TokenError('KEYS_UNAVAILABLE', 'the keys of the issuer cannot be had')
      return keys.get(kid)
    },
  }
}

async function readKeys(url: string, fetchKeys: JwksSourceOptions['fetch']): Promise<ReadonlyMap<string, Jwk>> {
  const response = await fetchKeys(url, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(jwksTimeoutMs),
  })
  if (!response.ok) throw new TokenError('KEYS_UNAVAILABLE', `expected 200, got ${response.status}`)
  const text = await response.text()
  if (text.length > jwksBytesMax) throw new TokenError('KEYS_UNAVAILABLE', 'expected fewer keys')
  const document: unknown = JSON.parse(text)
  const list = typeof document === 'object' && document !== null && 'keys' in document ? document.keys : undefined
  if (!Array.isArray(list)) throw new TokenError('KEYS_UNAVAILABLE', 'expected a key set')
  return keysByName(list.filter((key): key is Jwk => typeof key === 'object' && key !== null))
}

/** Each key under its thumbprint and under the name its issuer gave it; kinds that we do not use are left out. */
async function keysByName(keys: readonly Jwk[]): Promise<ReadonlyMap<string, Jwk>> {
  const byName = new Map<string, Jwk>()
  for (const key of keys) {
    if (key['kty'] !== 'EC' && key['kty'] !== 'OKP') continue
    const kid = key['kid']
    if (typeof kid === 'string') byName.set(kid, key)
    else byName.set(await jwkThumbprint(key), key)
  }
  return byName
}

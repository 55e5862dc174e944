/** A client that nobody knows is checked like one that is known: against a key that was made at start and signs nothing. */
import { generateKeyPairSync } from 'node:crypto'
import type { Jwk } from '@xinqiao/contracts'
import type { KnownClient } from '../release/rules-of.ts'

/** Keys to check an assertion with, whoever says to be asking. */
export interface UnknownClient {
  keysOf(known: KnownClient | undefined, assertion: string): readonly Jwk[]
}

/** Makes one key of each kind; the one of the assertion's own kind, under the name it asks for, costs what a known client costs. */
export function unknownClient(): UnknownClient {
  const p256: Jwk = { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }) }
  const ed25519: Jwk = { ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) }
  return {
    keysOf: (known, assertion) => {
      if (known !== undefined && known.client.keys.length > 0) return known.client.keys
      const { alg, kid } = headerOf(assertion)
      return [{ ...(alg === 'ES256' ? p256 : ed25519), ...(kid === undefined ? {} : { kid }) }]
    },
  }
}

/** Nothing is decided on it. */
function headerOf(assertion: string): { readonly alg?: unknown; readonly kid?: unknown } {
  try {
    const header: unknown = JSON.parse(Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString('utf8'))
    return typeof header === 'object' && header !== null ? header : {}
  } catch {
    return {}
  }
}

/** The keys of a hub under test, and how its registry lists them. */
import { randomBytes } from 'node:crypto'
import { type KeyList, type KeyUse, signKeyList } from '@xinqiao/contracts'
import {
  addLegalMonths,
  generateKeyPairJwk,
  type Jwk,
  jwkThumbprint,
  legalMonthOf,
  type MonthKeyPair,
} from '@xinqiao/schema'

const hourMs = 3_600_000

/** Keys of a hub, made for one test. */
export interface HubKeys {
  readonly root: Jwk
  readonly bundle: Jwk
  readonly token: Jwk
  readonly fetch: Jwk
  readonly agreement: Jwk
  readonly keyStore: Jwk
  readonly answer: Jwk
  readonly auditor: Jwk
}

export async function hubKeys(): Promise<HubKeys> {
  const key = async (algorithm: 'ES256' | 'Ed25519' | 'X25519'): Promise<Jwk> =>
    (await generateKeyPairJwk(algorithm)).privateKey
  return {
    root: await key('Ed25519'),
    bundle: await key('Ed25519'),
    token: await key('ES256'),
    fetch: await key('Ed25519'),
    agreement: await key('X25519'),
    keyStore: await key('X25519'),
    answer: await key('ES256'),
    auditor: await key('Ed25519'),
  }
}

export function publicHalf({ d: _private, ...half }: Jwk): Jwk {
  return half
}

/** Keys of last, this and next month. */
export function threeMonths(nowMs: number): readonly MonthKeyPair[] {
  return [-1, 0, 1].map((count) => ({
    month: addLegalMonths(legalMonthOf(nowMs), count),
    pseudonym: randomBytes(32),
    payload: randomBytes(32),
  }))
}

/** The list of the keys that others verify or seal with, signed by the root. */
export async function hubKeyList(keys: HubKeys): Promise<string> {
  const now = Date.now()
  const listed = async (use: KeyUse, key: Jwk): Promise<KeyList['keys'][number]> => ({
    use,
    owner: 'hub',
    kid: await jwkThumbprint(key),
    jwk: publicHalf(key),
    from: new Date(now - hourMs).toISOString(),
    to: new Date(now + 24 * hourMs).toISOString(),
  })
  const { bundle, keyStore, answer, auditor } = keys
  const list: KeyList = {
    issuedAt: new Date(now).toISOString(),
    notAfter: new Date(now + 24 * hourMs).toISOString(),
    keys: await Promise.all([
      listed('bundle', bundle),
      listed('key-store', keyStore),
      listed('answer', answer),
      listed('auditor', auditor),
    ]),
  }
  return signKeyList(list, keys.root)
}

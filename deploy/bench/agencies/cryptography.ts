/** How much of a call to an agency of the kit is cryptography: the fetch checked, the answer signed, each repeated alone. */
import { generateKeyPairSync } from 'node:crypto'
import { HourlyKeys, hourOf, importSigningKey, type Jwk, NonceStore, signAnswer, verifyFetch } from '@xinqiao/schema'
import { headersOf } from './signed-load.ts'

/** Milliseconds of one call. */
export interface CallCryptography {
  readonly verifyMs: number
  readonly signMs: number
}

/** Calls signed beforehand; each is accepted once. */
const calls = 20_000
const contentType = 'application/json'
const publicUrl = 'http://127.0.0.1:4010'

/** Measures with the bytes of a real question and its real answer. */
export function measureCryptography(items: readonly string[], body: string, answer: string): CallCryptography {
  const [hub, agency] = [jwk('x25519'), jwk('x25519')]
  const key = new HourlyKeys('agency', agency).keyOf(hub, hourOf(Date.now() / 1000))
  const sign = headersOf({ url: publicUrl, items, bodies: [], sign: { hubAgreement: hub, agencyAgreement: agency } })
  const requests = Array.from({ length: calls }, (_, at) => ({
    method: 'POST',
    target: '/graphql',
    headers: sign(body, at),
    body: Buffer.from(body),
  }))
  const nonces = new NonceStore()
  let answered: ReturnType<typeof verifyFetch>['answered'] | undefined
  const verifyMs = perCall(() => {
    for (const request of requests)
      ({ answered } = verifyFetch(request, { publicUrl, key, nonces, nowSeconds: Date.now() / 1000 }))
  })
  const signingKey = importSigningKey(jwk('ed25519'))
  const bytes = Buffer.from(answer)
  const signMs = perCall(() => {
    for (let at = 0; at < calls && answered !== undefined; at += 1)
      signAnswer({ status: 200, contentType, body: bytes, request: answered }, signingKey)
  })
  return { verifyMs, signMs }
}

function perCall(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1000 / calls
}

function jwk(kind: 'ed25519' | 'x25519'): Jwk {
  const pair = kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')
  return { ...pair.privateKey.export({ format: 'jwk' }) }
}

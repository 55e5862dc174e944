/** Parts the wire tests share: fixed keys of invented bodies, one fetch, and the check of a refusal's code. */
import { expect } from 'vitest'
import { type FetchToSign, type ReceivedRequest, type VerifyFetchOptions, verifyFetch } from './fetch-signature.ts'
import { HourlyKeys, hourOf } from './hourly-key.ts'
import { NonceStore } from './nonce-store.ts'
import { importSigningKey, importVerifyKey, type Jwk } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** A moment in the middle of an hour, in seconds. */
export const now = 1_795_487_400

/** RFC 9421, B.1.4: a published test key, used as the hub's. */
export const rfcKey: Jwk = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
  d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
}
/** RFC 8037, A.1: a published test key, used as the agency's. */
export const agencyKey: Jwk = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
}
/** RFC 7748, 6.1: Alice, used as the hub's agreement key, and Bob, the agency's. */
export const hubAgreement: Jwk = {
  kty: 'OKP',
  crv: 'X25519',
  x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo',
  d: 'dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo',
}
export const agencyAgreement: Jwk = {
  kty: 'OKP',
  crv: 'X25519',
  x: '3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08',
  d: 'XasIfmJKikt54X-Lg4AO5m87sSkmGLb9HC-LJ_-I4Os',
}

export const signingKey: ReturnType<typeof importSigningKey> = importSigningKey(rfcKey)
export const verifyKey: ReturnType<typeof importVerifyKey> = importVerifyKey(rfcKey)
export const hubHourly: HourlyKeys = new HourlyKeys('hub', hubAgreement)
export const agencyHourly: HourlyKeys = new HourlyKeys('agency', agencyAgreement)
export const hourlySign: ReturnType<HourlyKeys['keyOf']> = hubHourly.keyOf(agencyAgreement, hourOf(now))
export const hourlyVerify: ReturnType<HourlyKeys['keyOf']> = agencyHourly.keyOf(hubAgreement, hourOf(now))

export const publicUrl = 'https://tax.example'
export const body: Uint8Array = Buffer.from('{"query":"{ _entities { __typename } }"}')
export const fetchToSign: FetchToSign = {
  method: 'POST',
  url: `${publicUrl}/graphql`,
  body,
  contract: 'CT-42@7',
  purpose: 'DAILY_SUPERVISION',
  case: '琼市监案〔2026〕12号',
  official: 'task:night-run',
  items: ['tax.credit.grade', 'tax.arrears'],
  requestId: 'r-0001',
}

/** The request as the agency receives it. */
export function received(
  headers: Readonly<Record<string, string>>,
  change: Partial<ReceivedRequest> = {},
): ReceivedRequest {
  return { method: 'POST', target: '/graphql', headers, body, ...change }
}

/** The code with which a fetch is refused, or `accepted`. */
export function outcomeOfFetch(request: ReceivedRequest, change: Partial<VerifyFetchOptions> = {}): string {
  return outcome(() =>
    verifyFetch(request, { publicUrl, key: verifyKey, nonces: new NonceStore(), nowSeconds: now, ...change }),
  )
}

/** The code of the WireError that work ends with, or `accepted`. */
export function outcome(work: () => unknown): string {
  try {
    work()
    return 'accepted'
  } catch (error) {
    expect(error).toBeInstanceOf(WireError)
    return error instanceof WireError ? error.code : 'another error'
  }
}

/** What an agency of a test checks of every call of the hub: the signature by the key of the hour. */
import type { IncomingMessage } from 'node:http'
import { announcedKey, HourlyKeys, type Jwk, type NonceStore, readHourlyKeyId, verifyFetch } from '@xinqiao/schema'
import { publicHalf } from './hub-keys.ts'

/** The agency's side of the wire. */
export interface AgencySide {
  readonly publicUrl: string
  /** The agency's own agreement key. */
  readonly agreement: Jwk
  readonly hubAgreement: Jwk
  readonly nonces: NonceStore
}

/** The verified call; throws where its signature does not hold. */
export function verifyHubCall(
  request: IncomingMessage,
  body: Buffer,
  side: AgencySide,
): ReturnType<typeof verifyFetch> {
  const hour = readHourlyKeyId(announcedKey(request.headers).keyId)?.hour ?? 0
  return verifyFetch(
    { method: request.method ?? '', target: request.url ?? '', headers: request.headers, body },
    {
      publicUrl: side.publicUrl,
      key: new HourlyKeys('agency', side.agreement).keyOf(publicHalf(side.hubAgreement), hour),
      nonces: side.nonces,
      nowSeconds: Date.now() / 1000,
    },
  )
}

/** The published vectors (schema/wire-vectors) are what this code makes, byte by byte: another language that makes them speaks with the hub. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { signAnswer } from './answer-signature.ts'
import { contentDigest } from './content-digest.ts'
import { type FetchToSign, signFetch, verifyFetch } from './fetch-signature.ts'
import { HourlyKeys } from './hourly-key.ts'
import { type IngestTag, signIngest } from './ingest-signature.ts'
import { NonceStore } from './nonce-store.ts'
import { importSigningKey, importVerifyKey, type Jwk } from './signature-key.ts'
import { readText, writeText } from './structured-text.ts'

interface Vectors {
  readonly keys: Readonly<Record<'fetch' | 'agency' | 'hubAgreement' | 'agencyAgreement', Jwk>>
  readonly texts: readonly { readonly text: string; readonly field: string }[]
  readonly hourlyKeys: readonly { readonly hour: number; readonly keyId: string; readonly secret: string }[]
  readonly fetches: readonly {
    readonly algorithm: 'ed25519' | 'hmac-sha256'
    readonly nowSeconds: number
    readonly nonce: string
    readonly hour: number
    readonly fetch: Omit<FetchToSign, 'body'> & { readonly body: string }
    readonly headers: Record<string, string>
    readonly answer: {
      readonly status: number
      readonly contentType: string
      readonly body: string
      readonly headers: Record<string, string>
    }
  }[]
  readonly ingests: readonly {
    readonly nowSeconds: number
    readonly nonce: string
    readonly method: 'POST'
    readonly url: string
    readonly body: string
    readonly tag: IngestTag
    readonly headers: Record<string, string>
  }[]
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../../wire-vectors/vectors.json'), 'utf8'))
const { keys } = vectors
const hub = new HourlyKeys('hub', keys.hubAgreement)
const agency = new HourlyKeys('agency', keys.agencyAgreement)

describe('published vectors', () => {
  test.each(vectors.texts)('the text $text is written as its field', ({ text, field }) => {
    expect(writeText(text)).toBe(field)
    expect(readText(field)).toBe(text)
  })

  test.each(vectors.hourlyKeys)('both sides derive the key of hour $hour', ({ hour, keyId, secret }) => {
    for (const side of [hub.keyOf(keys.agencyAgreement, hour), agency.keyOf(keys.hubAgreement, hour)]) {
      expect([side.keyId, side.key.export().toString('base64url')]).toEqual([keyId, secret])
    }
  })

  test.each(vectors.fetches)(
    'a fetch by $algorithm and its answer are signed as published',
    ({ algorithm, nowSeconds, nonce, hour, fetch, headers, answer }) => {
      const body = Buffer.from(fetch.body)
      const hourly = algorithm === 'hmac-sha256'
      const key = hourly ? hub.keyOf(keys.agencyAgreement, hour) : importSigningKey(keys.fetch)
      expect(signFetch({ ...fetch, body }, key, { nowSeconds, nonce })).toEqual(headers)
      const { origin, pathname } = new URL(fetch.url)
      const verify = hourly ? agency.keyOf(keys.hubAgreement, hour) : importVerifyKey(keys.fetch)
      const call = verifyFetch(
        { method: fetch.method, target: pathname, headers, body },
        { publicUrl: origin, key: verify, nonces: new NonceStore(), nowSeconds },
      )
      const signed = signAnswer(
        { ...answer, body: Buffer.from(answer.body), request: call.answered },
        importSigningKey(keys.agency),
        { nowSeconds },
      )
      expect(signed).toEqual(answer.headers)
    },
  )

  test.each(vectors.ingests)(
    'a request with tag $tag is signed as published',
    ({ nowSeconds, nonce, method, url, body, tag, headers }) => {
      const request = { method, url, contentDigest: contentDigest(Buffer.from(body)), tag }
      expect(signIngest(request, importSigningKey(keys.agency), { nowSeconds, nonce })).toEqual(headers)
    },
  )
})

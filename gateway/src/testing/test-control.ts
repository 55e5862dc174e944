/** A registry's wire around the gateway in its own tests: signed bundles, keys, the issuer's keys, leases. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Bundle, signBundle } from '@xinqiao/contracts'
import {
  importVerifyKey,
  jwkThumbprint,
  type MonthKeyPair,
  monthKeysPurpose,
  NonceStore,
  sealAnswer,
  verifyIngest,
  writeMonthKeys,
} from '@xinqiao/schema'
import { type HubKeys, hubKeyList, publicHalf, threeMonths } from './hub-keys.ts'
import { readAll, TestServer } from './test-server.ts'

const dayMs = 86_400_000

/** Speaks as the registry and its issuer do. */
export class TestControl extends TestServer {
  readonly keys: HubKeys
  number = 0
  /** Questions for a bundle so far. */
  questions = 0
  leases: { readonly contract: string; readonly portion: number }[] = []
  /** What the next leases are answered with. */
  granted: (portion: number) => number = (portion) => portion
  /** What the key store hands over; whoever asks must have signed with the gateway's fetch key. */
  monthKeys: readonly MonthKeyPair[] = threeMonths(Date.now())
  /** Keys of audit origins that were registered. */
  readonly auditKeys: unknown[] = []
  /** Questions for months' keys so far. */
  monthKeyQuestions = 0
  readonly #nonces = new NonceStore()
  #jws: string | null = null
  #waiting: (() => void)[] = []

  constructor(keys: HubKeys) {
    super((request, response) => this.#answer(request, response))
    this.keys = keys
  }

  /** Signs and hands out the next bundle. */
  async publish(
    content: Omit<Bundle, 'number' | 'issuedAt' | 'notAfter'>,
    changes: Partial<Bundle> = {},
  ): Promise<Bundle> {
    this.number += 1
    const now = Date.now()
    const bundle: Bundle = {
      ...content,
      number: this.number,
      issuedAt: new Date(now).toISOString(),
      notAfter: new Date(now + dayMs).toISOString(),
      ...changes,
    }
    this.handOut(await signBundle(bundle, this.keys.bundle))
    return bundle
  }

  /** Hands out signed bytes as they are, to whoever waits too. */
  handOut(jws: string): void {
    this.#jws = jws === '' ? null : jws
    for (const wake of this.#waiting.splice(0)) wake()
  }

  override async close(): Promise<void> {
    for (const wake of this.#waiting.splice(0)) wake()
    await super.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    if (pathname === '/bundle') return this.#bundle(Number(searchParams.get('after')), response)
    if (pathname === '/keys') response.end(await hubKeyList(this.keys))
    else if (pathname === '/jwks') {
      const key = { ...publicHalf(this.keys.token), kid: await jwkThumbprint(this.keys.token) }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [key] }))
    } else if (pathname === '/quota-leases') {
      const wish = JSON.parse((await readAll(request)).toString()) as { contract: string; portion: number }
      this.leases.push(wish)
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ granted: this.granted(wish.portion) }))
    } else if (pathname === '/month-keys') {
      this.monthKeyQuestions += 1
      const question = await this.#signedBody(request)
      const answer = sealAnswer(question, writeMonthKeys(this.monthKeys), {
        own: this.keys.keyStore,
        other: publicHalf(this.keys.agreement),
        purpose: monthKeysPurpose,
      })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    } else if (pathname === '/audit-keys') {
      this.auditKeys.push(await this.#signedBody(request))
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"changed":true}')
    } else response.writeHead(404).end()
  }

  /** The body of a request that the gateway signed with its fetch key; anything else is answered 401. */
  async #signedBody(request: IncomingMessage): Promise<unknown> {
    const body = await readAll(request)
    const { digest } = verifyIngest(
      { method: 'POST', target: request.url ?? '', headers: request.headers },
      {
        publicUrl: this.url,
        key: importVerifyKey(this.keys.fetch),
        tag: 'xinqiao-admin-1',
        nonces: this.#nonces,
        nowSeconds: Date.now() / 1000,
      },
    )
    digest.update(body)
    digest.demand()
    return JSON.parse(body.toString())
  }

  async #bundle(after: number, response: ServerResponse): Promise<void> {
    this.questions += 1
    if (this.#jws === null || after >= this.number) await new Promise<void>((wake) => this.#waiting.push(wake))
    if (this.#jws === null) response.writeHead(204).end()
    else response.writeHead(200, { 'content-type': 'application/jose' }).end(this.#jws)
  }
}

/** What stands around the gateway in its own tests: a registry's wire (signed bundles, keys, issuer's keys, leases) and an office that serves facts. */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Bundle, type BundleAgency, type KeyList, type KeyUse, signBundle, signKeyList } from '@xinqiao/contracts'
import {
  addLegalMonths,
  announcedKey,
  generateKeyPairJwk,
  HourlyKeys,
  importSigningKey,
  importVerifyKey,
  type Jwk,
  jwkThumbprint,
  legalMonthOf,
  type MonthKeyPair,
  monthKeysPurpose,
  NonceStore,
  readHourlyKeyId,
  type StandingRow,
  sealAnswer,
  signAnswer,
  verifyFetch,
  verifyIngest,
  writeMonthKeys,
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

class TestServer {
  url = ''
  readonly #server: Server

  constructor(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
    this.#server = createServer((request, response) => {
      answer(request, response).catch(() => response.writeHead(401).end())
    })
  }

  async listen(port = 0): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    if (this.#server.listening) await new Promise((done) => this.#server.close(done))
  }
}

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
      notAfter: new Date(now + 24 * hourMs).toISOString(),
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
    if (pathname === '/keys') response.end(await this.#keyList())
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

  async #keyList(): Promise<string> {
    const now = Date.now()
    const listed = async (use: KeyUse, key: Jwk): Promise<KeyList['keys'][number]> => ({
      use,
      owner: 'hub',
      kid: await jwkThumbprint(key),
      jwk: publicHalf(key),
      from: new Date(now - hourMs).toISOString(),
      to: new Date(now + 24 * hourMs).toISOString(),
    })
    const { bundle, keyStore, answer, auditor } = this.keys
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
    return signKeyList(list, this.keys.root)
  }
}

/** Serves standings and consents as the credit office does, signed. */
export class TestOffice extends TestServer {
  epoch: string = randomUUID()
  rows: StandingRow[] = []
  consents: { readonly subject: string; readonly item: string; readonly state: string }[] = []
  asked: string[] = []
  isAway = false
  readonly #keys: { readonly answer: Jwk; readonly agreement: Jwk }
  readonly #hub: HubKeys
  readonly #nonces = new NonceStore()
  #waiting: (() => void)[] = []

  private constructor(hub: HubKeys, keys: { readonly answer: Jwk; readonly agreement: Jwk }) {
    super((request, response) => this.#answer(request, response))
    this.#hub = hub
    this.#keys = keys
  }

  static async make(hub: HubKeys): Promise<TestOffice> {
    const answer = (await generateKeyPairJwk('Ed25519')).privateKey
    const agreement = (await generateKeyPairJwk('X25519')).privateKey
    return new TestOffice(hub, { answer, agreement })
  }

  get entry(): BundleAgency {
    const { answer, agreement } = this.#keys
    const keys = { key: publicHalf(answer), agreementKey: publicHalf(agreement) }
    return { id: 'office', url: this.url, ...keys, fetchAuth: 'hourly', body: '114600000000C00652' }
  }

  /** Adds a row and wakes the gateway. */
  decide(row: Omit<StandingRow, 'n' | 'document' | 'case'>): void {
    this.rows.push({ n: this.rows.length + 1, document: null, case: null, ...row })
    this.ring()
  }

  ring(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  override async close(): Promise<void> {
    this.ring()
    await super.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const keyId = announcedKey(request.headers).keyId
    const hourly = new HourlyKeys('agency', this.#keys.agreement)
    const call = verifyFetch(
      { method: request.method ?? '', target: request.url ?? '', headers: request.headers, body },
      {
        publicUrl: this.url,
        key: hourly.keyOf(publicHalf(this.#hub.agreement), readHourlyKeyId(keyId)?.hour ?? 0),
        nonces: this.#nonces,
        nowSeconds: Date.now() / 1000,
      },
    )
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    this.asked.push(pathname)
    const content = await this.#content(pathname, searchParams, body)
    if (this.isAway) {
      request.socket.destroy()
      return
    }
    const bytes = Buffer.from(JSON.stringify(content))
    const contentType = 'application/json'
    const signed = signAnswer(
      { status: 200, contentType, body: bytes, request: call.answered },
      importSigningKey(this.#keys.answer),
    )
    response.writeHead(200, { 'content-type': contentType, ...signed }).end(bytes)
  }

  async #content(pathname: string, query: URLSearchParams, body: Buffer): Promise<unknown> {
    if (pathname === '/facts/standings/snapshot') return { epoch: this.epoch, rows: this.rows, next: this.rows.length }
    if (pathname === '/facts/standings') {
      const after = Number(query.get('after'))
      if (this.rows.length <= after && query.get('wait') !== '0')
        await new Promise<void>((wake) => this.#waiting.push(wake))
      const rows = this.rows.filter(({ n }) => n > after)
      return { epoch: this.epoch, rows, next: rows.at(-1)?.n ?? after }
    }
    const question = JSON.parse(body.toString()) as { subjects: string[]; items: string[] }
    const stateOf = (subject: string, item: string): string =>
      this.consents.find((one) => one.subject === subject && one.item === item)?.state ?? 'none'
    return {
      answers: question.subjects.flatMap((subject) =>
        question.items.map((item) => ({ subject, item, state: stateOf(subject, item), consent: null })),
      ),
    }
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

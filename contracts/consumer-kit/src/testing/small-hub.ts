/** A small issuer and gateway that check everything with the hub's own verifiers. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import {
  fixedJwks,
  generateKeyPairJwk,
  type Jwk,
  NonceStore,
  signAccessToken,
  verifyAccessToken,
  verifyClientAssertion,
  verifyDpopProof,
} from '@xinqiao/schema'

/** A key pair as the hub makes them. */
type KeyPair = Awaited<ReturnType<typeof generateKeyPairJwk>>

/** A call as it came in. */
export interface Call {
  readonly path: string
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

/** What a call is answered. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

const nowSeconds = (): number => Date.now() / 1000

export class SmallHub {
  url = ''
  calls: Call[] = []
  /** Answers that a test puts before the lawful ones, by path. */
  instead: Map<string, Answer[]> = new Map()
  lifeSeconds = 300
  readonly #clientKeys: KeyPair
  readonly #tokenKeys: KeyPair
  readonly #stores = { assertions: new NonceStore(), proofs: new NonceStore() }
  readonly #server: Server

  private constructor(clientKeys: KeyPair, tokenKeys: KeyPair) {
    this.#clientKeys = clientKeys
    this.#tokenKeys = tokenKeys
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async start(): Promise<SmallHub> {
    const hub = new SmallHub(await generateKeyPairJwk('ES256'), await generateKeyPairJwk('ES256'))
    hub.#server.listen(0, '127.0.0.1')
    await once(hub.#server, 'listening')
    hub.url = `http://127.0.0.1:${(hub.#server.address() as AddressInfo).port}`
    return hub
  }

  /** The private key of the client `tax-app`. */
  get clientKey(): Jwk {
    return this.#clientKeys.privateKey
  }

  /** How often a path was called. */
  asked(path: string): number {
    return this.calls.filter((call) => call.path === path).length
  }

  /** Forgets calls, and answers lawfully again. */
  reset(): void {
    this.calls = []
    this.instead = new Map()
    this.lifeSeconds = 300
  }

  async close(): Promise<void> {
    await new Promise((done) => this.#server.close(done))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call: Call = { path: request.url ?? '', body: await text(request), headers: request.headers }
    this.calls.push(call)
    const answer =
      this.instead.get(call.path)?.shift() ??
      (await this.#lawful(call).catch(
        (error: unknown): Answer => ({ status: 401, body: { error: String(error), errors: [] } }),
      ))
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(JSON.stringify(answer.body))
  }

  async #lawful(call: Call): Promise<Answer> {
    if (call.path === '/.well-known/oauth-authorization-server')
      return { status: 200, body: { issuer: this.url, token_endpoint: `${this.url}/token` } }
    const proof = {
      proof: String(call.headers['dpop']),
      method: 'POST',
      url: `${this.url}${call.path}`,
      nowSeconds: nowSeconds(),
      jtiStore: this.#stores.proofs,
    }
    if (call.path === '/token') {
      const form = new URLSearchParams(call.body)
      const { clientId } = await verifyClientAssertion(form.get('client_assertion') ?? '', {
        issuer: this.url,
        keysOf: (id) => (id === 'tax-app' ? [this.#clientKeys.publicKey] : undefined),
        jtiStore: this.#stores.assertions,
        nowSeconds: nowSeconds(),
      })
      const { jkt } = await verifyDpopProof(proof)
      const [detail] = JSON.parse(form.get('authorization_details') ?? '[]')
      const { token } = await signAccessToken(
        { issuer: this.url, audience: this.url, clientId, detail, jkt },
        this.#tokenKeys.privateKey,
      )
      return { status: 200, body: { access_token: token, token_type: 'DPoP', expires_in: this.lifeSeconds } }
    }
    const accessToken = (call.headers.authorization ?? '').slice('DPoP '.length)
    const trust = {
      issuer: this.url,
      algorithms: ['ES256'],
      maxTokenLifeSeconds: 600,
      clients: ['tax-app'],
      keys: fixedJwks([this.#tokenKeys.publicKey]),
    }
    const read = await verifyAccessToken(accessToken, {
      issuers: [trust],
      audience: this.url,
      nowSeconds: nowSeconds(),
    })
    await verifyDpopProof({ ...proof, accessToken, jkt: read.jkt ?? '' })
    return {
      status: 200,
      body: { data: { detail: read.detail, asked: JSON.parse(call.body) } },
      headers: { 'Hub-Receipt': 'hub/audit/gateway/7' },
    }
  }
}

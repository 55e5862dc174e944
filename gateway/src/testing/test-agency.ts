/** A small real agency for tests: an HTTP server that verifies the hub, answers from its rows, signs, and can misbehave. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { BundleAgency } from '@xinqiao/contracts'
import { generateKeyPairJwk, importSigningKey, type Jwk, NonceStore, signAnswer } from '@xinqiao/schema'
import type * as GraphQLJs from 'graphql'
import { publicHalf } from './hub-keys.ts'
import { type Misbehaviour, misanswer } from './misanswer.ts'
import { rowResolvers, type TestRow } from './row-resolvers.ts'
import { type TestItem, testAgencySdl, testItems } from './test-graph.ts'
import { readAll } from './test-server.ts'
import { verifyHubCall } from './verify-hub-call.ts'

// The copy that @apollo/subgraph requires: the test runner would take the other module format of the same package.
const { graphql, parse } = createRequire(import.meta.url)('graphql') as typeof GraphQLJs

export interface SeenCall {
  readonly contract: string
  readonly purpose: string
  readonly items: readonly string[]
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly body: string
}

export class TestAgency {
  readonly id: string
  readonly rows: TestRow[] = []
  readonly calls: SeenCall[] = []
  /** What the office tells a subject of itself. */
  readings: ((args: Readonly<Record<string, unknown>>) => unknown) | null = null
  misbehaviour: Misbehaviour | null = null
  readonly #schema: GraphQLJs.GraphQLSchema
  readonly #server: Server
  readonly #keys: { readonly answer: Jwk; readonly agreement: Jwk; readonly foreign: Jwk }
  readonly #hubAgreement: Jwk
  readonly #nonces = new NonceStore()
  #url = ''

  constructor(
    id: string,
    keys: { readonly answer: Jwk; readonly agreement: Jwk; readonly foreign: Jwk },
    hubAgreement: Jwk,
    items: readonly TestItem[] = testItems[id] ?? [],
  ) {
    this.id = id
    this.#keys = keys
    this.#hubAgreement = hubAgreement
    this.#schema = buildSubgraphSchema([
      { typeDefs: parse(testAgencySdl(id)), resolvers: rowResolvers(this, items) as never },
    ])
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    if (this.#server.listening) await new Promise((done) => this.#server.close(done))
  }

  get entry(): BundleAgency {
    const { answer, agreement } = this.#keys
    return {
      id: this.id,
      url: this.#url,
      key: publicHalf(answer),
      agreementKey: publicHalf(agreement),
      fetchAuth: 'hourly',
      body: '',
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const call = verifyHubCall(request, body, {
      publicUrl: this.#url,
      agreement: this.#keys.agreement,
      hubAgreement: this.#hubAgreement,
      nonces: this.#nonces,
    })
    const asked = JSON.parse(body.toString()) as { query: string; variables: Record<string, unknown> }
    this.calls.push({
      contract: call.contract,
      purpose: call.purpose,
      items: call.items,
      ...asked,
      body: body.toString(),
    })
    const bad = this.misbehaviour
    if (bad === 'hang') return
    if (bad === 'reset') {
      request.socket.destroy()
      return
    }
    if (bad === 'redirect') {
      response.writeHead(302, { location: 'http://127.0.0.1:1/graphql' }).end()
      return
    }
    if (bad === 'error_503') {
      response.writeHead(503).end()
      return
    }
    const result = JSON.parse(
      JSON.stringify(await graphql({ schema: this.#schema, source: asked.query, variableValues: asked.variables })),
    ) as Record<string, unknown>
    const text = misanswer(bad, result)
    const contentType = bad === 'html' ? 'text/html' : 'application/json'
    const bytes = bad === 'exploding' ? gzipSync(Buffer.alloc(20 * 1024 * 1024, 0x20)) : Buffer.from(text)
    const key = importSigningKey(bad === 'foreign_key' ? this.#keys.foreign : this.#keys.answer)
    const signed =
      bad === 'unsigned' ? {} : signAnswer({ status: 200, contentType, body: bytes, request: call.answered }, key)
    const encoding = bad === 'exploding' || bad === 'broken_gzip' ? { 'content-encoding': 'gzip' } : {}
    response.writeHead(200, { 'content-type': contentType, ...encoding, ...signed }).end(bytes)
  }
}

/** Keys of one agency. */
export async function testAgencyKeys(): Promise<{ answer: Jwk; agreement: Jwk; foreign: Jwk }> {
  const [answer, agreement, foreign] = await Promise.all([
    privateJwk('Ed25519'),
    privateJwk('X25519'),
    privateJwk('Ed25519'),
  ])
  return { answer, agreement, foreign }
}

/** A new private key. */
export async function privateJwk(algorithm: 'Ed25519' | 'X25519'): Promise<Jwk> {
  return (await generateKeyPairJwk(algorithm)).privateKey
}

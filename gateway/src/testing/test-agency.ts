/** A small real agency for tests: an HTTP server that verifies the hub, answers from its rows, signs, and can misbehave. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { buildSubgraphSchema } from '@apollo/subgraph'
import type { BundleAgency } from '@xinqiao/contracts'
import {
  announcedKey,
  generateKeyPairJwk,
  HourlyKeys,
  importSigningKey,
  type Jwk,
  NonceStore,
  readHourlyKeyId,
  signAnswer,
  verifyFetch,
} from '@xinqiao/schema'
import type * as GraphQLJs from 'graphql'
import { type TestItem, testAgencySdl, testItems } from './test-graph.ts'

// The copy that @apollo/subgraph requires: the test runner would take the other module format of the same package.
const { graphql, parse } = createRequire(import.meta.url)('graphql') as typeof GraphQLJs

/** A row as the agency keeps it: the envelope's facts and the payload. */
export type TestRow = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly item: string
  readonly subject: string
  readonly determinedOn: string
}

export type Misbehaviour =
  | 'hang'
  | 'reset'
  | 'garbage'
  | 'html'
  | 'redirect'
  | 'oversized'
  | 'exploding'
  | 'broken_gzip'
  | 'unsigned'
  | 'foreign_key'
  | 'error_503'
  | 'wrong_count'
  | 'wrong_typename'
  | 'deep'
  | ((answer: Record<string, unknown>) => unknown)

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
  readonly #items: readonly TestItem[]
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
    this.#items = items
    this.#keys = keys
    this.#hubAgreement = hubAgreement
    this.#schema = buildSubgraphSchema([{ typeDefs: parse(testAgencySdl(id)), resolvers: this.#resolvers() as never }])
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
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const hourly = new HourlyKeys('agency', this.#keys.agreement)
    const { keyId } = announcedKey(request.headers)
    const hour = readHourlyKeyId(keyId)?.hour ?? 0
    const call = verifyFetch(
      { method: request.method ?? '', target: request.url ?? '', headers: request.headers, body },
      {
        publicUrl: this.#url,
        key: hourly.keyOf(this.#hubAgreement, hour),
        nonces: this.#nonces,
        nowSeconds: Date.now() / 1000,
      },
    )
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

  /** Resolvers of the kit's shape: entities by key, connections newest first, one row or null. */
  #resolvers(): Record<string, unknown> {
    const capital = this.id.charAt(0).toUpperCase() + this.id.slice(1)
    const items = this.#items
    const subject = (key: 'uscc' | 'ref') => ({
      __resolveReference: (reference: Record<string, unknown>) => reference,
      [this.id]: (parent: Record<string, string>) => ({ key: parent[key] }),
    })
    const places = Object.fromEntries(
      items.map((item) => [
        item.place,
        (parent: { key: string }, { first = 20, after }: { first?: number; after?: string }) => {
          const mine = this.rows
            .filter((row) => row.item === item.id && row.subject === parent.key)
            .toSorted((a, b) =>
              a.determinedOn === b.determinedOn ? (a.id < b.id ? -1 : 1) : a.determinedOn < b.determinedOn ? 1 : -1,
            )
          if (!item.many) return mine[0] ?? null
          const start = after === undefined ? 0 : mine.findIndex((row) => cursorOf(row) === after) + 1
          const nodes = mine.slice(start, start + first)
          const last = nodes.at(-1)
          return {
            nodes,
            pageInfo: {
              hasNextPage: mine.length > start + first,
              endCursor: last === undefined ? null : cursorOf(last),
            },
          }
        },
      ]),
    )
    const placesOf = (kind: 'organizations' | 'persons') =>
      Object.fromEntries(items.flatMap((item) => (item[kind] ? [[item.place, places[item.place]]] : [])))
    const readings = { whoReadMyRecord: (_: unknown, args: Record<string, unknown>) => this.readings?.(args) ?? null }
    return {
      ...(this.id === 'office' ? { Query: readings } : {}),
      Organization: subject('uscc'),
      [`Organization${capital}`]: placesOf('organizations'),
      ...(items.some(({ persons }) => persons)
        ? { NaturalPerson: subject('ref'), [`NaturalPerson${capital}`]: placesOf('persons') }
        : {}),
      ...Object.fromEntries(
        items.map(({ type }) => [
          type,
          {
            __resolveReference: ({ id }: { id: string }) => this.rows.find((row) => row.id === id) ?? null,
            objection: () => null,
            masked: () => [],
          },
        ]),
      ),
    }
  }
}

function misanswer(bad: Misbehaviour | null, result: Record<string, unknown>): string {
  if (typeof bad === 'function') return JSON.stringify(bad(result))
  const data = result['data'] as { _entities: unknown[] } | null
  switch (bad) {
    case null:
    case 'broken_gzip':
    case 'error_503':
    case 'exploding':
    case 'foreign_key':
    case 'hang':
    case 'redirect':
    case 'reset':
    case 'unsigned':
      return JSON.stringify(result)
    case 'garbage':
      return '{"data": {{{'
    case 'html':
      return '<html>SECRET-HOST-10.0.0.7</html>'
    case 'oversized':
      return JSON.stringify({ ...result, extensions: 'x'.repeat(6 * 1024 * 1024) })
    case 'wrong_count':
      return JSON.stringify({ data: { _entities: [...(data?._entities ?? []), null] } })
    case 'wrong_typename':
      return JSON.stringify({
        data: { _entities: data?._entities.map((one) => ({ ...(one as object), __typename: 'NaturalPerson' })) },
      })
    case 'deep':
      return `{"data":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`
    default:
      return bad satisfies never
  }
}

function cursorOf(row: TestRow): string {
  return Buffer.from(`${row.determinedOn}|${row.id}`).toString('base64url')
}

function publicHalf(jwk: Jwk): Jwk {
  const { d: _, ...half } = jwk
  return half
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

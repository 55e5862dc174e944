import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestOptions, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { KitError } from '../errors.ts'
import { graphqlBodyBytesMax } from '../limits.ts'
import { isHubsWay, openNodeFront } from './node-front.ts'

const draining = { yes: false }
const heard: unknown[] = []
let answered: Buffer[] = []
let answer = async (body: Uint8Array) => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(body),
})
const front = openNodeFront({
  answer: async (_request, body) => {
    answered.push(Buffer.from(body))
    return answer(body)
  },
  draining,
  onError: (error) => {
    heard.push(error)
    return error instanceof KitError ? error : new KitError('STORE_UNAVAILABLE', 503, 'later')
  },
})
const server = createServer((asked, response) =>
  isHubsWay(asked) ? front(asked, response) : response.writeHead(404).end(),
)
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
beforeEach(() => {
  draining.yes = false
  heard.length = 0
  answered = []
})
afterAll(() => server.close())

interface Told {
  readonly status: number | undefined
  readonly connection: string | undefined
  readonly body: string
}

/** Sends a body in these pieces; without a length where `chunked`. */
async function post(pieces: readonly string[], how: RequestOptions = {}): Promise<Told> {
  const { port } = server.address() as AddressInfo
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/graphql', agent: false, ...how })
  sent.on('error', () => undefined)
  for (const piece of pieces) sent.write(piece)
  sent.end()
  const [got] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: got.statusCode, connection: got.headers.connection, body: await text(got) }
}

const headers = { 'content-type': 'application/json', connection: 'keep-alive' }

test('the bytes of a body reach the answer whole, however they come', async () => {
  expect(await post(['{"a":', '1}'], { headers })).toEqual({ status: 200, connection: 'keep-alive', body: '{"a":1}' })
  const parameter = { ...headers, 'content-type': 'Application/JSON ; charset=utf-8' }
  expect((await post(['x'], { headers: parameter, path: '/graphql?a=1' })).body).toBe('x')
  expect(await post([], { headers })).toMatchObject({ status: 200, body: '' })
})

test('a body of another kind is refused unread', async () => {
  for (const type of ['text/plain', 'application/jsonx', 'application/x-ndjson', ''])
    expect(await post(['{}'], { headers: { 'content-type': type } })).toMatchObject({
      status: 415,
      connection: 'close',
    })
  expect(answered).toEqual([])
})

test('a body that is too long is refused, by what it says or by what comes', async () => {
  const length = String(graphqlBodyBytesMax + 1)
  expect((await post([], { headers: { ...headers, 'content-length': length } })).status).toBe(413)
  const piece = 'x'.repeat(64 * 1024)
  const pieces = Array.from({ length: graphqlBodyBytesMax / piece.length + 1 }, () => piece)
  expect(await post(pieces, { headers })).toMatchObject({ status: 413, connection: 'close' })
  expect((await post(pieces.slice(1), { headers })).status).toBe(200)
})

test('a failure is told in our words alone', async () => {
  const before = answer
  answer = () => Promise.reject(new Error('select secret'))
  expect(await post(['{}'], { headers })).toMatchObject({
    status: 503,
    body: '{"code":"STORE_UNAVAILABLE","message":"later"}',
  })
  answer = before
  expect(heard).toHaveLength(1)
})

test('a caller that goes away in the middle of its body is heard of, and the next one is answered', async () => {
  const { port } = server.address() as AddressInfo
  const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/graphql', agent: false, headers })
  sent.on('error', () => undefined)
  const came = once(server, 'request')
  sent.write('{"a":')
  await came
  sent.destroy()
  await expect.poll(() => heard.length).toBe(1)
  expect((await post(['{}'], { headers })).status).toBe(200)
})

test('while the process drains, calls under way are answered on connections that then end, and new ones are turned away', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((done) => {
    release = done
  })
  const before = answer
  answer = async (body) => {
    await held
    return before(body)
  }
  const underWay = post(['{}'], { headers })
  await expect.poll(() => answered.length).toBe(1)
  draining.yes = true
  expect(await post(['{}'], { headers })).toMatchObject({ status: 503, connection: 'close' })
  release()
  expect(await underWay).toEqual({ status: 200, connection: 'close', body: '{}' })
  answer = before
})

test.each([
  ['POST', '/graphql', true],
  ['POST', '/graphql?a', true],
  ['GET', '/graphql', false],
  ['POST', '/graphqls', false],
  ['POST', '/graphql/', false],
  ['POST', '/records', false],
])('%s %s is the hub’s way: %s', (method, url, isOurs) => {
  expect(isHubsWay({ method, url } as IncomingMessage)).toBe(isOurs)
})

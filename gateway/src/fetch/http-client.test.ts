import { once } from 'node:events'
import { createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerWith, RawAgency } from '../testing/raw-agency.ts'
import { type AgencyAnswer, type AgencyTransport, openTransport, type TransportFailure } from './agency-transport.ts'
import { answerBytesMax, connectionsPerAgency, waitingPerAgencyMax } from './limits.ts'

let agency: RawAgency
let transport: AgencyTransport
const okay = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}'

beforeEach(async () => {
  agency = await RawAgency.start(answerWith([okay]))
  transport = openTransport()
})
afterEach(async () => {
  await transport.close()
  await agency.end()
})

type Outcome = AgencyAnswer | TransportFailure
const send = (body: Buffer | string = '{"query":"{ a }"}', url = agency.url): Promise<Outcome> =>
  new Promise((done) => void transport.send({ url, headers: 'accept: application/json\r\n', body }, done))
const answer = async (): Promise<AgencyAnswer> => {
  const outcome = await send()
  if (typeof outcome === 'string') throw new Error(outcome)
  return outcome
}

test('the question is one HTTP/1.1 request, from text or bytes, its length counted in bytes', async () => {
  for (const body of ['{"名":"a"}', Buffer.from('{"名":"a"}')]) await send(body)
  const host = new URL(agency.url).host
  const expected = `POST /graphql HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\ncontent-length: 11\r\n\r\n{"名":"a"}`
  expect(agency.requests.map((text) => Buffer.from(text, 'latin1').toString())).toEqual([expected, expected])
})

test('headers come in lower case without prototype, repeated ones as a list', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type:\tapplication/json \r\nX-Two: a\r\nx-two: b\r\n__proto__: c\r\n'
  agency.answering = answerWith([`${head}Content-Length: 2\r\n\r\n{}`])
  const { headers, body, bytes } = await answer()
  expect(Object.getPrototypeOf(headers)).toBe(null)
  expect(Object.entries(headers)).toEqual([
    ['content-type', 'application/json'],
    ['x-two', ['a', 'b']],
    ['__proto__', 'c'],
    ['content-length', '2'],
  ])
  expect(body).toBe(bytes)
})

test('one connection serves one question after another, and a second one only while the first is busy', async () => {
  for (let round = 0; round < 5; round += 1) await answer()
  expect(agency.opened).toBe(1)
  await Promise.all([answer(), answer()])
  expect(agency.opened).toBe(2)
})

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
])('%s is unpacked, and the bytes of the wire are kept for the digest', async (encoding, pack) => {
  const packed = pack('{"data":{"a":1}}')
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${packed.length}\r\n\r\n`
  agency.answering = answerWith([head, packed])
  const { body, bytes } = await answer()
  expect([body.toString(), bytes]).toEqual(['{"data":{"a":1}}', packed])
})

test('an answer that explodes when unpacked, or is packed unlike any of ours, is unreadable', async () => {
  const bomb = gzipSync(Buffer.alloc(answerBytesMax + 1))
  for (const [encoding, bytes] of [
    ['gzip', bomb],
    ['gzip', Buffer.from('no gzip')],
    ['zstd', Buffer.from('{}')],
  ] as const) {
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${bytes.length}\r\n\r\n`
    agency.answering = answerWith([head, bytes])
    expect(await send()).toBe('unreadable')
  }
})

test('a redirect is a status, 1xx is passed over, 204 and 304 have no body', async () => {
  agency.answering = answerWith(['HTTP/1.1 302 Found\r\nLocation: http://elsewhere\r\nContent-Length: 0\r\n\r\n'])
  expect(await answer()).toMatchObject({ status: 302, headers: { location: 'http://elsewhere' } })
  agency.answering = answerWith([`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${okay}`])
  expect(await answer()).toMatchObject({ status: 200, headers: { 'content-length': '2' } })
  for (const status of [204, 304]) {
    agency.answering = answerWith([`HTTP/1.1 ${status} None\r\n\r\n`])
    expect(await answer()).toMatchObject({ status, body: Buffer.alloc(0) })
  }
  expect([agency.requests.length, agency.opened]).toEqual([4, 1])
})

test('after `connection: close`, or when more came than was announced, the connection is not used again', async () => {
  agency.answering = answerWith(['HTTP/1.1 200 OK\r\nConnection: Keep-Alive, Close\r\nContent-Length: 2\r\n\r\n{}'])
  await answer()
  agency.answering = answerWith([`${okay}HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{ }`])
  for (let round = 0; round < 2; round += 1) expect((await answer()).body.toString()).toBe('{}')
  expect(agency.opened).toBe(3)
})

test('what an agency says unasked on an idle connection ends that connection', async () => {
  await answer()
  const [socket] = agency.sockets
  socket?.write(okay)
  await agency.untilAlone()
  expect((await answer()).status).toBe(200)
  expect(agency.opened).toBe(2)
})

test('an idle connection ends before the agency would end it, and no later than four seconds', async () => {
  agency.answering = answerWith(['HTTP/1.1 200 OK\r\nKeep-Alive: timeout=2, max=5\r\nContent-Length: 2\r\n\r\n{}'])
  await answer()
  const startedAt = performance.now()
  await agency.untilAlone()
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

test('a connection that fails before the first byte of an answer is refused, after it broken', async () => {
  agency.answering = (socket) => socket.destroy()
  expect(await send()).toBe('refused')
  agency.answering = (socket) => socket.resetAndDestroy()
  expect(await send()).toBe('refused')
  agency.answering = answerWith([okay.slice(0, 1)], true)
  expect(await send()).toBe('broken')
  agency.answering = answerWith([okay.slice(0, -1)], true)
  expect(await send()).toBe('broken')
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as { port: number }
  closed.close()
  await once(closed, 'close')
  expect(await send('', `http://127.0.0.1:${port}/`)).toBe('refused')
  expect(await send('', 'http://no-such-host.invalid/')).toBe('refused')
})

test('an agency that was registered behind TLS is never asked without it', async () => {
  expect(await send('', agency.url.replace('http:', 'https:'))).toBe('refused')
  expect(agency.requests).toEqual([])
})

test('a stale connection is refused, and no question meets the other stale ones', async () => {
  await Promise.all([answer(), answer(), answer()])
  agency.answering = (socket) => socket.destroy()
  expect(await send()).toBe('refused')
  agency.answering = answerWith([okay])
  expect((await answer()).status).toBe(200)
  expect([agency.opened, agency.sockets.size]).toEqual([4, 1])
})

test('aborting ends the connection, tells once and never at once; after an answer it does nothing', async () => {
  agency.answering = () => {}
  const told: Outcome[] = []
  const abort = transport.send({ url: agency.url, headers: '', body: '' }, (outcome) => told.push(outcome))
  while (agency.requests.length === 0) await new Promise(setImmediate)
  abort()
  expect(told).toEqual([])
  await new Promise(setImmediate)
  abort()
  await agency.untilAlone()
  expect(told).toEqual(['aborted'])
  agency.answering = answerWith([okay])
  await new Promise<void>((resolve) => {
    const stop = transport.send({ url: agency.url, headers: '', body: '' }, (outcome) => {
      told.push(outcome)
      stop()
      resolve()
    })
  })
  expect((await answer()).status).toBe(200)
  expect([told.length, agency.opened]).toEqual([2, 2])
})

test('no more connections than allowed, then a queue that is served in order, then no at once', async () => {
  const held: (() => void)[] = []
  agency.answering = (socket) => held.push(() => socket.write(okay))
  const told: { readonly index: number; readonly outcome: Outcome }[] = []
  const all = Array.from({ length: connectionsPerAgency + waitingPerAgencyMax + 3 }, (_, index) =>
    send(`${index}`).then((outcome) => told.push({ index, outcome })),
  )
  while (held.length < connectionsPerAgency) await new Promise(setImmediate)
  expect(told.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused'])
  agency.answering = answerWith([okay])
  for (const release of held) release()
  await Promise.all(all)
  expect(agency.opened).toBe(connectionsPerAgency)
  expect(told.slice(3).every(({ outcome }) => typeof outcome === 'object')).toBe(true)
})

test('headers that would end the head early are never sent', async () => {
  for (const headers of ['a: b', 'a: b\r\n\r\n', '\r\n', 'a: b\r\n\r\nPOST / HTTP/1.1\r\n'])
    expect(await new Promise((done) => void transport.send({ url: agency.url, headers, body: '' }, done))).toBe(
      'refused',
    )
  expect(agency.requests).toEqual([])
})

test('closing ends every connection and every question, and nothing is asked afterwards', async () => {
  agency.answering = () => {}
  const asked = Array.from({ length: connectionsPerAgency + 1 }, () => send())
  while (agency.requests.length < connectionsPerAgency) await new Promise(setImmediate)
  await transport.close()
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['aborted', 'refused']))
  expect(await send()).toBe('refused')
  await agency.untilAlone()
})

import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KitError } from '../errors.ts'
import type { Answer } from './answer-bytes.ts'
import { type HubFront, openHubFront } from './hub-front.ts'

const draining = { yes: false }
const heard: unknown[] = []
let answer = async (by: string, method: unknown, headers: unknown, body: Buffer): Promise<Answer> => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ by, method, headers, body: body.toString() })),
})
const asFirst = answer
let server: ReturnType<typeof createServer>
let front: HubFront
let accepted: Socket[] = []
beforeEach(async () => {
  draining.yes = false
  heard.length = 0
  answer = asFirst
  server = createServer((request, response) => void byNode(request).then((told) => response.end(told.body)))
  front = openHubFront(server, {
    draining,
    answer: async ({ method, headers }, body) => answer('hub', method, headers, body),
    onError: (error) => {
      heard.push(error)
      return error instanceof KitError ? error : new KitError('STORE_UNAVAILABLE', 503, 'later')
    },
  })
  accepted = []
  server.on('connection', (socket) => accepted.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => server.close())

async function byNode(request: IncomingMessage): Promise<Answer> {
  return asFirst('node', request.method, request.headers, await buffer(request))
}

function open(): Socket {
  return connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).on('error', () => undefined)
}

/** All that comes until a body holds this many of our answers. */
async function read(socket: Socket, answers = 1): Promise<string> {
  let text = ''
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    text += String(piece)
    if (text.split('"by":').length > answers) break
  }
  return text
}

function call(body: string, more = '', start = 'POST /graphql HTTP/1.1'): string {
  return `${start}\r\nHost: agency\r\nContent-Type: application/json\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function bodyOf(text: string): { readonly by: string; readonly headers: unknown; readonly body: string } {
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))
}

test('a plain call is answered in one write on a connection that stays, with what Node would have read of it', async () => {
  const socket = open()
  const plain = call('{"a":"税"}', 'X-One: \t a  b \t\r\nsignature:hub=:x:\r\nEmpty:\r\n')
  socket.write(plain)
  const text = await read(socket)
  expect(text).toMatch(
    /^HTTP\/1\.1 200 OK\r\ncontent-type: application\/json\r\ncontent-length: \d+\r\ndate: [^\r]+ GMT\r\nconnection: keep-alive\r\nkeep-alive: timeout=72\r\n\r\n/u,
  )
  expect(bodyOf(text)).toMatchObject({ by: 'hub', body: '{"a":"税"}' })
  socket.write(
    plain
      .replace('HTTP/1.1\r\n', 'HTTP/1.1\r\nConnection: Keep-Alive\r\nTransfer-Encoding: chunked\r\n')
      .replace(/Content-Length: \d+\r\n/u, '')
      .replace(/\{.*$/u, '0\r\n\r\n'),
  )
  const { headers } = bodyOf(await read(socket).then((all) => `\r\n\r\n${/\{"by.*\}/u.exec(all)?.[0]}`))
  const { 'content-length': length, ...rest } = bodyOf(text).headers as Record<string, string>
  expect({ ...rest, connection: 'Keep-Alive', 'transfer-encoding': 'chunked' }).toEqual(headers)
  expect(length).toBe('11')
  socket.destroy()
})

test('a call in pieces, cut anywhere, is whole when it is looked at', async () => {
  const bytes = Buffer.from(call('{"a":"税"}'))
  const socket = open().setNoDelay(true)
  for (let at = 1; at < bytes.length; at += 1) {
    socket.write(bytes.subarray(0, at))
    await new Promise((done) => setImmediate(done))
    socket.write(bytes.subarray(at))
    expect(bodyOf(await read(socket))).toMatchObject({ by: 'hub', body: '{"a":"税"}' })
  }
  socket.destroy()
})

test('calls that come before the answer of the one before are answered in order', async () => {
  const socket = open()
  socket.write(['1', '2', '3'].map((body) => call(body)).join(''))
  expect([...(await read(socket, 3)).matchAll(/"body":"(\d)"/gu)].map(([, body]) => body)).toEqual(['1', '2', '3'])
  socket.destroy()
})

test.each([
  ['another address', call('x', '', 'POST /records HTTP/1.1')],
  ['an address with a query', call('x', '', 'POST /graphql?a=1 HTTP/1.1')],
  ['another method', 'GET /live HTTP/1.1\r\nHost: agency\r\n\r\n'],
  [
    'a body in chunks',
    call('', 'Transfer-Encoding: chunked\r\n').replace(/Content-Length: 0\r\n/u, '') + '1\r\nx\r\n0\r\n\r\n',
  ],
  ['a header twice', call('x', 'X-A: 1\r\nX-A: 2\r\n')],
  ['a connection that ends', call('x', 'Connection: close\r\n')],
  ['another type', call('x').replace('application/json', 'text/plain')],
  ['no length', call('').replace('Content-Length: 0\r\n', '')],
])('%s is Node’s from its first byte', async (_, odd) => {
  for (const before of [[], [call('first')]]) {
    const socket = open()
    for (const plain of before) {
      socket.write(plain)
      expect(bodyOf(await read(socket)).by).toBe('hub')
    }
    socket.write(odd.slice(0, 9))
    await expect.poll(() => accepted.at(-1)?.bytesRead).toBe(before.join('').length + 9)
    socket.write(odd.slice(9))
    expect(await read(socket)).toContain('"by":"node"')
    socket.destroy()
  }
})

test.each([
  ['two lengths', call('x', 'Content-Length: 1\r\n')],
  ['a length and a coding', call('x', 'Transfer-Encoding: chunked\r\n')],
  ['a length that is no number', call('x').replace('Content-Length: 1', 'Content-Length: +1')],
  ['a folded line', call('x', 'X-A: 1\r\n 2\r\n')],
  ['a bare line feed', call('x', 'X-A: 1\nX-B: 2\r\n')],
  ['a bare carriage return', call('x', 'X-A: 1\rX-B: 2\r\n')],
  ['a blank before the colon', call('x', 'X-A : 1\r\n')],
  ['no colon', call('x', 'X-A\r\n')],
  ['a control character', call('x', 'X-A: \u0001\r\n')],
  ['no host', call('x').replace('Host: agency\r\n', '')],
  ['an empty name', call('x', ': 1\r\n')],
])('%s is never answered here, and by Node no otherwise than without us', async (_, odd) => {
  const alone = createServer((request, response) => void byNode(request).then((told) => response.end(told.body)))
  alone.listen(0, '127.0.0.1')
  await once(alone, 'listening')
  const told = await Promise.all(
    [server, alone].map(async (asked) => {
      const socket = connect({ port: (asked.address() as AddressInfo).port, host: '127.0.0.1' })
      socket.write(odd)
      const text = await read(socket)
      socket.destroy()
      return text.replace(/date: [^\r]+/iu, '')
    }),
  )
  expect(told[0]).toBe(told[1])
  expect(told[0]).not.toContain('"by":"hub"')
  alone.close()
})

test('a failure is told in our words alone, and the connection goes on', async () => {
  const socket = open()
  answer = () => Promise.reject(new Error('select secret'))
  socket.write(call('x'))
  const [bytes] = await once(socket, 'data')
  expect(String(bytes)).toMatch(/^HTTP\/1\.1 503 [^]*\{"code":"STORE_UNAVAILABLE","message":"later"\}$/u)
  expect(heard).toHaveLength(1)
  answer = asFirst
  socket.write(call('next'))
  expect(bodyOf(await read(socket)).body).toBe('next')
  socket.destroy()
})

test('a header that is more than a line of plain text is not sent: the connection ends, and it is heard of', async () => {
  for (const value of ['a\r\nb: c', 'Ċ']) {
    answer = async () => ({ status: 200, headers: { 'x-a': value }, body: Buffer.from('') })
    const socket = open()
    socket.write(call('x'))
    await once(socket, 'close')
    expect(socket.bytesRead).toBe(0)
  }
  expect(heard).toHaveLength(2)
})

test('a caller that goes away is not answered, and the next one is', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  answer = (...asked) => promise.then(() => asFirst(...asked))
  const gone = open()
  gone.write(call('gone'))
  await once(gone, 'connect')
  gone.destroy()
  const socket = open()
  socket.write(call('here'))
  resolve()
  expect(bodyOf(await read(socket)).body).toBe('here')
  socket.destroy()
})

test('a caller that does not read is not read either, and gets every answer once it does', async () => {
  const large = 'x'.repeat(1024 * 1024)
  let asked = 0
  answer = async () => {
    asked += 1
    return { status: 200, headers: {}, body: Buffer.from(large) }
  }
  const socket = open().pause()
  const calls = 40
  for (let at = 0; at < calls; at += 1) socket.write(call('x'))
  await expect.poll(() => accepted[0]?.writableLength).toBeGreaterThan(0)
  expect(asked).toBeLessThan(calls)
  let length = 0
  socket.on('data', (piece: Buffer) => {
    length += piece.length
  })
  socket.resume()
  await expect.poll(() => length, { timeout: 10_000 }).toBeGreaterThan(calls * large.length)
  expect(asked).toBe(calls)
  socket.destroy()
})

test('while the process drains, a call under way is answered on a connection that then ends, and idle ones end at once', async () => {
  const idle = open()
  await once(idle, 'connect')
  idle.write(call('x'))
  await read(idle)
  idle.resume()
  const { promise, resolve } = Promise.withResolvers<void>()
  answer = (...asked) => promise.then(() => asFirst(...asked))
  const [busy, late] = [open(), open()]
  busy.write(call('under way'))
  late.write(call('late').slice(0, -1))
  await expect.poll(() => accepted.filter(({ bytesRead }) => bytesRead > 0)).toHaveLength(3)
  draining.yes = true
  front.close()
  await once(idle, 'close')
  late.write('e')
  expect(await buffer(late).then(String)).toMatch(/^HTTP\/1\.1 503 [^]*connection: close\r\n\r\n\{"code":"OVERLOADED"/u)
  resolve()
  const told = (await buffer(busy)).toString()
  expect(told).toContain('\r\nconnection: close\r\n')
  expect(bodyOf(told).body).toBe('under way')
})

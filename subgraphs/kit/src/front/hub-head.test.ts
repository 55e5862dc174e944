import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headerBytesMax } from '../limits.ts'
import { readHubHead } from './hub-head.ts'

let told: IncomingHttpHeaders = {}
const server = createServer({ maxHeaderSize: headerBytesMax }, (request, response) => {
  told = request.headers
  request.resume().once('end', () => response.end())
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

const plain =
  'POST /graphql HTTP/1.1\r\nHost: agency\r\nContent-Type: application/json\r\nHub-Items: "a", "b"\r\nContent-Length: 2\r\n\r\n{}'

/** What another reader could stumble over, and ordinary bytes. */
const snippet = fc.oneof(
  fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    ' ',
    '\t',
    ':',
    '\0',
    '\u007f',
    'é',
    '"',
    ',',
    '\r\n ',
    'Host: b\r\n',
    '__proto__: x\r\n',
  ),
  fc.constantFrom(
    'Transfer-Encoding: chunked\r\n',
    'Content-Length: 3\r\n',
    'Connection: close\r\n',
    'Expect: 100-continue\r\n',
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 3 }),
)
const change = fc.record({ at: fc.nat(plain.length), drop: fc.nat(2), put: snippet })

test('whatever is put into a head or left out of it, it is read as Node reads it, or left to Node', async () => {
  let taken = 0
  const check = async (changes: readonly { readonly at: number; readonly drop: number; readonly put: string }[]) => {
    let text = plain
    for (const { at, drop, put } of changes) text = text.slice(0, at) + put + text.slice(at + drop)
    const bytes = Buffer.from(text, 'latin1')
    const head = readHubHead(bytes)
    if (typeof head === 'string' || bytes.length < head.bodyStart + head.bodyBytes) return
    taken += 1
    told = {}
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
    socket.write(bytes.subarray(0, head.bodyStart + head.bodyBytes))
    const [answer] = await once(socket, 'data')
    socket.destroy()
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /u)
    expect({ ...head.request.headers }).toEqual({ ...told })
  }
  await fc.assert(fc.asyncProperty(fc.array(change, { maxLength: 3 }), check), { numRuns: 3_000 })
  expect(taken).toBeGreaterThan(100)
})

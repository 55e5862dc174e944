import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { answerWith, RawAgency } from '../testing/raw-agency.ts'
import { type AgencyAnswer, type AgencyTransport, openTransport, type TransportFailure } from './agency-transport.ts'
import { answerBytesMax, answerHeadBytesMax, answerHeadersMax } from './limits.ts'

let agency: RawAgency
let transport: AgencyTransport

beforeEach(async () => {
  agency = await RawAgency.start(answerWith([]))
  transport = openTransport()
})
afterEach(async () => {
  await transport.close()
  await agency.end()
})

const send = (): Promise<AgencyAnswer | TransportFailure> =>
  new Promise((done) => void transport.send({ url: agency.url, headers: '', body: '{}' }, done))
const ok = 'HTTP/1.1 200 OK\r\n'
const chunked = `${ok}Transfer-Encoding: chunked\r\n\r\n`

test.each<readonly [string, string]>([
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['TLS', '\x15\x03\x01\x00\x02\x02\x28'],
  ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['HTTP/2', 'HTTP/2 200\r\nContent-Length: 0\r\n\r\n'],
  ['a page without a head', '<html></html>'],
  ['a status of two digits', 'HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n'],
  ['a status beyond 599', 'HTTP/1.1 999 OK\r\nContent-Length: 0\r\n\r\n'],
  ['another protocol agreed', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n'],
  ['lines that end with a bare LF', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
  ['one line that ends with a bare LF', `${ok}A: b\nContent-Length: 0\r\n\r\n`],
  ['a bare CR in a line', `${ok}A: b\rContent-Length: 0\r\n\r\n`],
  ['a zero byte in a value', `${ok}A: \0\r\nContent-Length: 0\r\n\r\n`],
  ['a folded line', `${ok}A: b\r\n c\r\nContent-Length: 0\r\n\r\n`],
  ['a blank before the colon', `${ok}Content-Length : 0\r\n\r\n`],
  ['a line without a colon', `${ok}Content-Length\r\n\r\n`],
  ['a line without a name', `${ok}: 0\r\nContent-Length: 0\r\n\r\n`],
  ['two lengths', `${ok}Content-Length: 0\r\nContent-Length: 0\r\n\r\n`],
  ['two lengths in one line', `${ok}Content-Length: 0, 0\r\n\r\n`],
  ['a length with a sign', `${ok}Content-Length: +0\r\n\r\n`],
  ['a length in hexadecimal', `${ok}Content-Length: 0x1\r\n\r\n{`],
  ['an empty length', `${ok}Content-Length:\r\n\r\n`],
  ['a length beside chunks', `${ok}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['chunks named twice', `${ok}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['another coding before chunks', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ['another coding', `${ok}Transfer-Encoding: identity\r\n\r\n`],
  ['neither length nor chunks', `${ok}\r\n{}`],
  ['a length beyond the cap', `${ok}Content-Length: ${answerBytesMax + 1}\r\n\r\n`],
  ['a length beyond all numbers', `${ok}Content-Length: 99999999999999999999\r\n\r\n`],
  ['a chunk beyond the cap', `${chunked}${(answerBytesMax + 1).toString(16)}\r\n`],
  ['a chunk beyond all numbers', `${chunked}fffffffffffffffff\r\n`],
  ['a chunk size that is none', `${chunked}0x1\r\na\r\n0\r\n\r\n`],
  ['a negative chunk size', `${chunked}-1\r\n`],
  ['an empty chunk size', `${chunked}\r\n`],
  ['a chunk size that ends with a bare LF', `${chunked}1\na\r\n0\r\n\r\n`],
  ['a chunk longer than its size', `${chunked}1\r\nab\r\n0\r\n\r\n`],
  ['a trailer that is no header', `${chunked}0\r\nno header\r\n\r\n`],
  ['too many headers', `${ok}${'A: b\r\n'.repeat(answerHeadersMax)}Content-Length: 0\r\n\r\n`],
  ['a head beyond the cap', `${ok}A: ${'b'.repeat(answerHeadBytesMax)}`],
  ['heads without end', `HTTP/1.1 102 Processing\r\n\r\n`.repeat(answerHeadBytesMax / 20)],
  ['a chunk line without end', `${chunked}1;${'a'.repeat(answerHeadBytesMax)}`],
  ['trailers without end', `${chunked}0\r\n${'A: b\r\n'.repeat(answerHeadBytesMax / 4)}`],
])('%s is unreadable at once, and its connection ends', async (_, text) => {
  agency.answering = answerWith([text])
  expect(await send()).toBe('unreadable')
  await agency.untilAlone()
})

test('a body in chunks is cut at the cap, counted with its lines', async () => {
  const piece = Buffer.alloc(64 * 1024, 'a')
  const count = answerBytesMax / piece.length
  agency.answering = answerWith([
    chunked,
    ...Array.from({ length: count }, () =>
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
    ),
  ])
  expect(await send()).toBe('unreadable')
  await agency.untilAlone()
})

test('a body as long as the cap is an answer', async () => {
  agency.answering = answerWith([`${ok}Content-Length: ${answerBytesMax}\r\n\r\n`, Buffer.alloc(answerBytesMax)])
  expect(await send()).toMatchObject({ status: 200, body: { length: answerBytesMax } })
})

test('whatever bytes come and however they end: one outcome, no exception, no open connection', async () => {
  const part = fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.1 204 x',
    'HTTP/1.1 100 ',
    '\r\n',
    '\r\n\r\n',
    'Content-Length: ',
    'Transfer-Encoding: chunked',
    'Connection: close',
    'Content-Encoding: gzip',
    ':',
    ' ',
    '\t',
    '\0',
    '0',
    '1',
    '5',
    'f',
    ';',
    'a=b',
    '{}',
    '\n',
    '\r',
    '\xff',
    'Keep-Alive: timeout=',
    'A: b\r\n',
  )
  const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1'))
  const text = fc
    .array(fc.oneof({ weight: 6, arbitrary: part }, { weight: 1, arbitrary: noise }), { maxLength: 14 })
    .map((parts) => parts.join(''))
  const property = fc.asyncProperty(
    fc.constantFrom('', 'HTTP/1.1 200 OK\r\n', chunked),
    text,
    fc.nat(200),
    fc.constantFrom('end', 'reset'),
    async (start, rest, cut, ending) => {
      const bytes = Buffer.from(start + rest, 'latin1')
      agency.answering = (socket) => {
        socket.write(bytes.subarray(0, cut))
        setImmediate(() => {
          socket.write(bytes.subarray(cut))
          if (ending === 'end') socket.end()
          else socket.resetAndDestroy()
        })
      }
      let outcomes = 0
      await new Promise<void>((resolve) => {
        transport.send({ url: agency.url, headers: '', body: '{}' }, () => {
          outcomes += 1
          resolve()
        })
      })
      await agency.untilAlone()
      expect(outcomes).toBe(1)
    },
  )
  await fc.assert(property, { numRuns: 600 })
})

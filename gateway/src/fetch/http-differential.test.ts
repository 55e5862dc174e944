import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerWith, RawAgency } from '../testing/raw-agency.ts'
import type { AgencyAnswer, TransportFailure } from './agency-transport.ts'
import { openHttp } from './http-client.ts'
import { openUndici } from './http-undici.ts'

let agency: RawAgency
const [own, undici] = [openHttp(), openUndici()]

beforeAll(async () => {
  agency = await RawAgency.start(answerWith([]))
})
afterAll(async () => {
  await Promise.all([own.close(), undici.close()])
  await agency.end()
})

type Outcome = AgencyAnswer | TransportFailure
const ask = (client: typeof own): Promise<Outcome> =>
  new Promise((done) => void client.send({ url: agency.url, headers: 'accept: */*\r\n', body: '{}' }, done))

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/u)
  .filter((one) => !/^(?:connection|keep-alive|te|trailer|upgrade|content-.*|transfer-.*|__proto__)$/iu.test(one))
const value = fc.stringMatching(/^(?:[\x21-\x7e](?:[\x20-\x7e]{0,20}[\x21-\x7e])?)?$/u)
const blank = fc.constantFrom('', ' ', '\t', '  ')
const line = fc
  .tuple(name, blank, value, blank)
  .map(([key, before, text, after]) => `${key}:${before}${text}${after}\r\n`)
const status = fc.oneof(
  fc.constantFrom(200, 200, 200, 204, 304, 301, 401, 413, 500, 503),
  fc.integer({ min: 200, max: 599 }),
)
const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))
const extension = fc.constantFrom('', '', '', ';a', ';a=b;c="d"')

/** Head and body, framed by length or by chunks of any sizes, some with extensions and trailers. */
const answer = fc
  .record({
    status,
    lines: fc.array(line, { maxLength: 8 }),
    body,
    isChunked: fc.boolean(),
    upper: fc.boolean(),
    extension,
    trailers: fc.array(line, { maxLength: 2 }),
    cuts: fc.array(fc.nat(300), { maxLength: 6 }),
    interim: fc.constantFrom(
      '',
      '',
      'HTTP/1.1 102 Processing\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n',
    ),
  })
  .map((one) => {
    const isEmpty = one.status === 204 || one.status === 304
    const framing = isEmpty
      ? ''
      : one.isChunked
        ? 'Transfer-Encoding: chunked\r\n'
        : `Content-Length: ${one.body.length}\r\n`
    const head = Buffer.from(`${one.interim}HTTP/1.1 ${one.status} Reason\r\n${one.lines.join('')}${framing}\r\n`)
    if (isEmpty || !one.isChunked) return Buffer.concat(isEmpty ? [head] : [head, one.body])
    const chunks = pieces(one.body, one.cuts).flatMap((piece) => {
      const size = piece.length.toString(16)
      return [Buffer.from(`${one.upper ? size.toUpperCase() : size}${one.extension}\r\n`), piece, Buffer.from('\r\n')]
    })
    return Buffer.concat([head, ...chunks, Buffer.from(`0${one.extension}\r\n${one.trailers.join('')}\r\n`)])
  })

function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [
    0,
    ...[...new Set(cuts.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b),
    bytes.length,
  ]
  return places.slice(1).flatMap((to, index) => (to > (places[index] ?? 0) ? [bytes.subarray(places[index], to)] : []))
}

test('our client and undici read the same answer, however it is framed and wherever its bytes are split', async () => {
  const property = fc.asyncProperty(answer, fc.array(fc.nat(1_200), { maxLength: 5 }), async (bytes, cuts) => {
    agency.answering = answerWith(pieces(bytes, cuts))
    const [ours, theirs] = [await ask(own), await ask(undici)]
    expect(ours).toEqual(withoutBlanks(theirs))
    expect(typeof ours).toBe('object')
  })
  await fc.assert(property, { numRuns: 300 })
})

test('split after every byte, the answer is the same', async () => {
  const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n'
  const bytes = Buffer.from(
    `HTTP/1.1 100 Continue\r\n\r\n${head}2;a=b\r\n{"\r\n4\r\na":1\r\n1\r\n}\r\n0\r\nT: u\r\n\r\n`,
  )
  for (let at = 1; at < bytes.length; at += 1) {
    agency.answering = answerWith([bytes.subarray(0, at), bytes.subarray(at)])
    expect(await ask(own)).toMatchObject({ status: 200, body: Buffer.from('{"a":1}') })
  }
  agency.answering = answerWith([...bytes].map((byte) => Buffer.from([byte])))
  expect(await ask(own)).toMatchObject({ status: 200, body: Buffer.from('{"a":1}') })
})

test('what our client takes for an answer among damaged ones, undici takes for the same answer', async () => {
  const damaged = fc.tuple(
    answer,
    fc.array(
      fc.tuple(
        fc.nat(1_200),
        fc.constantFrom(
          '',
          '\r',
          '\n',
          '\0',
          ' ',
          ':',
          ',',
          ';',
          '0',
          'f',
          '\x80',
          'Content-Length: 1\r\n',
          '\r\n\r\n',
        ),
        fc.nat(3),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  const property = fc.asyncProperty(damaged, async ([bytes, damages]) => {
    const broken = damages.reduce(
      (before, [at, put, drop]) =>
        Buffer.concat([before.subarray(0, at), Buffer.from(put, 'latin1'), before.subarray(at + drop)]),
      bytes,
    )
    agency.answering = answerWith([broken], true)
    const ours = await ask(own)
    if (typeof ours === 'string') return
    const theirs = await ask(undici)
    const read = typeof theirs === 'string' ? ours : theirs
    expect({ ...read, headers: null }).toEqual({ ...ours, headers: null })
  })
  await fc.assert(property, { numRuns: 400 })
})

/** undici keeps blanks at the end of a value, which RFC 9110 §5.5 takes off. */
function withoutBlanks(outcome: Outcome): Outcome {
  if (typeof outcome === 'string') return outcome
  const cut = (value: unknown): unknown => (Array.isArray(value) ? value.map(cut) : String(value).trimEnd())
  const headers = Object.entries(outcome.headers).map(([key, text]) => [key, cut(text)])
  return { ...outcome, headers: Object.assign(Object.create(null), Object.fromEntries(headers)) }
}

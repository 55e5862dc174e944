/** Every way a call can end on the wire: with the receipt of its one entry, or counted once among those turned away (audit.md §1). */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

const operation = '{"query":"{ __typename }"}'
const closing = 'connection: close\r\n'

function post(headers: string = closing, path = '/graphql', version = '1.1'): string {
  const fixed = `host: x\r\ncontent-type: application/json\r\ncontent-length: ${operation.length}\r\n`
  return `POST ${path} HTTP/${version}\r\n${fixed}${headers}\r\n${operation}`
}

function bare(method: string, path: string, headers: string = closing): string {
  return `${method} ${path} HTTP/1.1\r\nhost: x\r\n${headers}\r\n`
}

/** What the door wrote until it closed. */
async function sent(text: string): Promise<string> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  await once(socket, 'connect')
  let got = ''
  socket.on('data', (bytes: Buffer) => {
    got += bytes.toString('latin1')
  })
  socket.write(text)
  await once(socket, 'close')
  return got
}

function receipts(answer: string): readonly string[] {
  return [...answer.matchAll(/hub-receipt: (\S+)/giu)].map(([, receipt = '']) => receipt)
}

test.each([
  ['an operation', post(), 1],
  ['a pause before the body', post(`expect: 100-continue\r\n${closing}`), 1],
  ['an upgrade that is not taken', post('connection: close, upgrade\r\nupgrade: websocket\r\n'), 1],
  ['an older version', post('', '/graphql', '1.0'), 1],
  ['two at once', post('') + post(), 2],
  ['a query behind the path', post(closing, '/graphql?x=1'), 1],
  ['a credential that is none', post(`authorization: DPoP x\r\n${closing}`), 1],
  ['the view of a contract', bare('GET', '/contracts/CT-1/schema.graphql'), 1],
  ['a leaf without right', bare('GET', '/audit/gateway/2026/entry/0', `authorization: x\r\n${closing}`), 1],
])('[REG-26.2b] %s leaves with the receipt of its own entry', async (_, text, count) => {
  const before = (await door.entries()).length
  const given = receipts(await sent(text))
  expect(given.length).toBe(count)
  expect(new Set(given).size).toBe(count)
  expect((await door.entries()).length).toBe(before + count)
})

const away: readonly (readonly [string, string, RegExp])[] = [
  ['an expectation that nobody can meet', post(`expect: nonsense\r\n${closing}`), /^HTTP\/1.1 417 /u],
  ['no host', post().replace('host: x\r\n', ''), /^HTTP\/1.1 400 /u],
  ['a tunnel', 'CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n', /^$/u],
  ['another method', bare('TRACE', '/'), /^HTTP\/1.1 404 /u],
  ['a method of the framework’s own', bare('HEAD', '/graphql'), /^HTTP\/1.1 405 /u],
  ['an absolute address', post(closing, 'http://evil/graphql'), /^HTTP\/1.1 404 /u],
  ['an address spelt otherwise', post(closing, '/%67raphql'), /^HTTP\/1.1 404 /u],
  ['an address that is none', bare('GET', '/%zz'), /^HTTP\/1.1 400 /u],
  ['two lengths', bare('POST', '/graphql', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'), /^HTTP\/1.1 400 /u],
  ['headers without end', bare('GET', '/', `x: ${'a'.repeat(40_000)}\r\n`), /^HTTP\/1.1 431 /u],
]

test('whatever else is sent leaves without a receipt, writes nothing, and is counted once', async () => {
  const before = (await door.entries()).length
  for (const [what, text, expected] of away) {
    const answer = await sent(text)
    expect([what, answer.slice(0, 'HTTP/1.1 400 '.length), receipts(answer)]).toEqual([
      what,
      expect.stringMatching(expected),
      [],
    ])
  }
  expect((await door.entries()).length).toBe(before)
  await door.stop()
  const written = (await door.entries()).slice(before)
  const counted = written.flatMap(({ turnedAway = {} }) =>
    Object.values(turnedAway as Readonly<Record<string, number>>),
  )
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(away.length)
})

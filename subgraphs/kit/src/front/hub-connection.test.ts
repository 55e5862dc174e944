import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KitError } from '../errors.ts'
import { graphqlBodyBytesMax, headerBytesMax, hubCallMs, keepAliveMs } from '../limits.ts'
import { HubConnection } from './hub-connection.ts'

const server = createServer({ allowHalfOpen: true })
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => server.close())

const given: Buffer[] = []
async function open(): Promise<{
  readonly caller: Socket
  readonly socket: Socket
  readonly connection: HubConnection
}> {
  const accepted = once(server, 'connection')
  const caller = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  const [socket] = (await accepted) as [Socket]
  const connection = new HubConnection(socket, {
    draining: { yes: false },
    answer: async (_, body) => ({ status: 200, headers: {}, body }),
    handOver: (_, bytes) => void given.push(bytes),
    onError: () => new KitError('STORE_UNAVAILABLE', 503, 'later'),
    onGone: () => undefined,
  })
  return { caller, socket, connection }
}

const head = 'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'

test.each([
  ['says nothing', '', keepAliveMs],
  ['does not finish its head', head, hubCallMs],
  ['does not finish its body', `${head}content-length: 2\r\n\r\nx`, hubCallMs],
])('a caller that %s is cut after its time, and not before', async (_, text, timeMs) => {
  const { caller, socket, connection } = await open()
  if (text !== '') {
    const came = once(socket, 'data')
    caller.write(text)
    await came
  }
  const now = performance.now()
  connection.sweep(now + timeMs - 1_000)
  expect(socket.destroyed).toBe(false)
  connection.sweep(now + timeMs + 1)
  expect(socket.destroyed).toBe(true)
  caller.destroy()
})

test('a call that was answered leaves an idle connection', async () => {
  const { caller, socket, connection } = await open()
  caller.write(`${head}content-length: 1\r\n\r\nx`)
  await once(caller, 'data')
  connection.sweep(performance.now() + hubCallMs + 1)
  expect(socket.destroyed).toBe(false)
  connection.sweep(performance.now() + keepAliveMs + 1)
  expect(socket.destroyed).toBe(true)
  caller.destroy()
})

test.each([
  ['a head longer than may be', `${head}x: ${'y'.repeat(headerBytesMax)}`],
  ['a body longer than may be', `${head}content-length: ${graphqlBodyBytesMax + 1}\r\n\r\n`],
])('%s is given to Node whole, which refuses it', async (_, text) => {
  given.length = 0
  const { caller, socket } = await open()
  caller.write(text)
  await expect.poll(() => given.length).toBe(1)
  expect(text.startsWith(String(given[0]))).toBe(true)
  socket.destroy()
  caller.destroy()
})

test('a head that trickles in is given to Node', async () => {
  given.length = 0
  const { caller, socket } = await open()
  caller.setNoDelay(true)
  for (const character of head) {
    if (given.length > 0) break
    const came = once(socket, 'data')
    caller.write(character)
    await came
  }
  expect(String(given[0])).toBe(head.slice(0, 9))
  socket.destroy()
  caller.destroy()
})

import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AwayCount } from './away-count.ts'
import { boundConnections, connectionsAllowed } from './connections.ts'

const most = 4
const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`
let app: FastifyInstance
let sockets: Socket[] = []
let held = 0
/** Ends the answers that are held. */
let release: () => void = () => {}

beforeEach(async () => {
  app = fastify({ forceCloseConnections: true })
  boundConnections(app, new AwayCount(), most)
  const released = new Promise<string>((done) => {
    release = () => done('held')
  })
  app.get('/', async () => 'at once')
  held = 0
  app.get('/held', async () => {
    held += 1
    return released
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets = []
  await app.close()
})

async function open(): Promise<Socket> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}
const ask = async (socket: Socket, path = '/'): Promise<string> => {
  socket.write(request(path))
  return new Promise((done) => socket.once('data', (data) => done(String(data))))
}
const closed = (socket: Socket): Promise<unknown> => new Promise((done) => socket.once('close', done))

test('one more than allowed: the connection that has been idle longest goes, a slow sender among them', async () => {
  const slow = await open()
  slow.write('GET / HTTP/1.1\r\nHo')
  const [first, second, third] = [await open(), await open(), await open()]
  for (const socket of [first, second, third]) await ask(socket)
  const ended = closed(slow)
  expect(await ask(await open())).toContain('at once')
  await ended
  await ask(first)
  const next = closed(second)
  await open()
  await next
  expect([first, third].map((socket) => socket.destroyed)).toEqual([false, false])
})

test('what is being answered is never cut: the new connection goes', async () => {
  const answers = [await open(), await open(), await open(), await open()].map((socket) => ask(socket, '/held'))
  await expect.poll(() => held).toBe(most)
  await closed(await open())
  release()
  for (const answer of await Promise.all(answers)) expect(answer).toContain('held')
})

test('the door takes a share of what the system allows, never nothing', () => {
  expect(connectionsAllowed()).toBeGreaterThan(0)
})

/** The small exchange: its bounds, and a kept connection that the other side gave up. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { exchange } from './http-text.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
})

async function serve(answer: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

test('a question on a connection that the other side has just closed is asked again', async () => {
  let asked = 0
  const { url } = await serve((request, response) => {
    asked += 1
    if (asked === 2) request.socket.resetAndDestroy()
    else response.end(`answer ${asked}`)
  })
  const bodies = []
  for (const body of ['one', 'two'])
    bodies.push((await exchange({ url, body, timeoutMs: 5_000, bytesMax: 100 })).body.toString())
  expect(bodies).toEqual(['answer 1', 'answer 3'])
})

test('a fresh connection that is reset is not asked again', async () => {
  let asked = 0
  const { url } = await serve((request) => {
    asked += 1
    request.socket.resetAndDestroy()
  })
  await expect(exchange({ url, timeoutMs: 5_000, bytesMax: 100 })).rejects.toThrow(/hang up|ECONNRESET/)
  expect(asked).toBe(1)
})

test('an answer that is too long, or late in any of its bytes, is no answer', async () => {
  const long = await serve((_request, response) => void response.end('x'.repeat(1_000)))
  await expect(exchange({ url: long.url, timeoutMs: 5_000, bytesMax: 999 })).rejects.toThrow('at most 999 bytes')
  const slow = await serve((_request, response) => void response.write('x'))
  await expect(exchange({ url: slow.url, timeoutMs: 200, bytesMax: 999 })).rejects.toThrow(/abort|timeout/i)
})

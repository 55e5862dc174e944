import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FaultProxy } from './fault-proxy.ts'
import { selfSigned } from './self-signed.ts'

const body = 'x'.repeat(40)
let server: Server
let proxy: FaultProxy

beforeEach(async () => {
  server = createServer((_, response) => response.end(body)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await FaultProxy.start((server.address() as AddressInfo).port)
})
afterEach(async () => {
  await proxy.end()
  server.closeAllConnections()
  server.close()
})

const ask = async (signal: AbortSignal = AbortSignal.timeout(5_000)): Promise<string> =>
  (await fetch(`http://127.0.0.1:${proxy.port}/`, { signal })).text()
const raw = async (): Promise<string> => {
  const socket = connect(proxy.port, '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  return String(Buffer.concat(await socket.toArray()))
}

test('without a fault it is not there', async () => {
  expect([await ask(), await ask()]).toEqual([body, body])
  expect(proxy.questions).toBe(2)
})

test('refuse, and listen again', async () => {
  await ask()
  await proxy.set({ kind: 'refuse' })
  await expect(ask()).rejects.toThrow('fetch failed')
  await proxy.set({ kind: 'none' })
  expect(await ask()).toBe(body)
})

test('delay and drip take their time and lose nothing', async () => {
  for (const fault of [{ kind: 'delay', ms: 150 } as const, { kind: 'drip', bytes: 20, everyMs: 20 } as const]) {
    await proxy.set(fault)
    const startedAt = performance.now()
    expect(await ask()).toBe(body)
    expect(performance.now() - startedAt).toBeGreaterThan(100)
  }
})

test('reset, cut and garbage', async () => {
  await proxy.set({ kind: 'reset' })
  await expect(raw()).rejects.toThrow('ECONNRESET')
  await proxy.set({ kind: 'cut', afterBytes: 10 })
  expect(await raw()).toBe('HTTP/1.1 2')
  await proxy.set({ kind: 'garbage', bytes: Buffer.from('garbage') })
  expect(await raw()).toBe('garbage')
})

test('half-open and frozen connections say nothing; a frozen one goes on where it stopped', async () => {
  await proxy.set({ kind: 'half-open' })
  await expect(ask(AbortSignal.timeout(100))).rejects.toThrow('timeout')
  await proxy.set({ kind: 'freeze' })
  await expect(ask(AbortSignal.timeout(100))).rejects.toThrow('timeout')
  const later = ask()
  await expect.poll(() => proxy.connections).toBeGreaterThan(2)
  await proxy.set({ kind: 'none' })
  expect(await later).toBe(body)
})

test('a wrong certificate is a real one for another host, and nobody has signed it', async () => {
  await proxy.set({ kind: 'wrong-certificate' })
  const socket = connectTls({ port: proxy.port, host: '127.0.0.1', servername: 'localhost' })
  const [error] = await once(socket, 'error')
  expect(error.code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  const certificate = new X509Certificate(selfSigned('elsewhere.invalid').cert)
  expect(certificate.checkHost('elsewhere.invalid')).toBe('elsewhere.invalid')
  expect(certificate.verify(certificate.publicKey)).toBe(true)
})

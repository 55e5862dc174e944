import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { DoorRequest } from './authenticate/authenticated.ts'
import { hashOf } from './decide/read-operation.ts'
import { healthyAfterMs, stoodStillMs } from './limits.ts'
import { startWatchdog } from './watchdog.ts'

function standStill(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}
const request = (query: string | null, documentId: string | null = null): DoorRequest => ({
  requestId: 'r',
  method: 'POST',
  url: '',
  headers: {},
  query,
  documentId,
  operationName: null,
  variables: {},
  remoteAddress: '',
  statementOver: null,
  receivedMs: 0,
})

test('a stand-still is noted once with the hashes of what was under way, the latest first, and health returns by itself', async () => {
  const noted: { readonly ms: number; readonly operations: readonly string[] }[] = []
  const watchdog = startWatchdog({ stoodStill: (ms, operations) => noted.push({ ms, operations }) })
  const [one, two, gone] = [request('{ a }'), request(null, 'sha256:known'), request('{ gone }')]
  for (const each of [one, two, gone]) watchdog.enter(each)
  watchdog.leave(gone)
  expect(watchdog.isHealthy).toBe(true)
  standStill(stoodStillMs + 300)
  expect(watchdog.isHealthy).toBe(false)
  await pause(300)
  expect(noted).toEqual([{ ms: expect.any(Number), operations: ['sha256:known', `sha256:${hashOf('{ a }')}`] }])
  expect([noted[0]?.ms ?? 0, watchdog.isHealthy]).toEqual([expect.closeTo(stoodStillMs + 250, -2.8), false])
  await pause(healthyAfterMs)
  expect(watchdog.isHealthy).toBe(true)
  watchdog.close()
})

test('whoever asks first after a stand-still is told of it', async () => {
  const watchdog = startWatchdog({ stoodStill: () => {} })
  const server = createServer((_, response) => response.end(String(watchdog.isHealthy))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asked = once(get(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), 'response')
  standStill(stoodStillMs + 300)
  const [answer] = await asked
  expect(String(await answer.toArray())).toBe('false')
  server.close()
  watchdog.close()
})

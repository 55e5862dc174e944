/** The process around the door: ready, drain, stop, settings. */
import { afterEach, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { profile, TestDoor } from './testing/test-door.ts'

let door: TestDoor
afterEach(() => door?.end())

test('a stop says 503 at /ready first, lets requests in flight end, and is over well within ten seconds', async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
  expect((await fetch(`${door.url}/ready`)).status).toBe(200)
  await expect
    .poll(async () => (await fetch(`${door.url}/health/audit`)).json(), { timeout: 15_000 })
    .toEqual({ keeper: 'up', behind: 0, witnesses: 'unwitnessed' })
  const url = door.url
  door.agency('amr').misbehaviour = 'hang'
  const inFlight = door.ask({ query: profile })
  await expect.poll(() => door.agency('amr').calls.length, { timeout: 15_000 }).toBe(1)
  const startedMs = performance.now()
  const stopped = door.stop()
  await expect
    .poll(async () => (await fetch(`${url}/ready`)).json(), { interval: 10 })
    .toMatchObject({ reasons: ['DRAINING'] })
  expect((await inFlight).status).toBe(200)
  await stopped
  // The request in flight ends at its own deadline of three seconds; nothing waits for an idle connection.
  expect(performance.now() - startedMs).toBeLessThan(6_000)
  await expect(fetch(`${url}/live`)).rejects.toThrow('fetch failed')
})

test('@apollo/gateway and @apollo/server find telemetry off and no key to report with', async () => {
  const { silenceApollo } = await import('./config.ts')
  const env: Record<string, string | undefined> = {
    APOLLO_KEY: 'k',
    APOLLO_GRAPH_REF: 'g',
    APOLLO_SCHEMA_REPORTING: 'true',
  }
  silenceApollo(env)
  expect(env).toEqual({ APOLLO_TELEMETRY_DISABLED: '1' })
})

test('wrong settings stop the start, all of them named at once, and no value among them', () => {
  const env = {
    XINQIAO_PROFILE: 'production',
    HUB_CLOCK: '2026-11-23T10:00:00+08:00',
    PORT: 'hunter2',
    KEYS_DIR: '/nowhere',
  }
  const start = (): unknown => readConfig(env)
  expect(start).toThrowError(expect.objectContaining({ code: 'CONFIG_INVALID' }))
  for (const name of ['HUB_CLOCK', 'PORT', 'PUBLIC_URL', 'REGISTRY_URL', 'OFFICE_ROOT', 'STATE_DIR', 'KEYS_DIR'])
    expect(start).toThrowError(new RegExp(`${name}:`, 'u'))
  expect(start).not.toThrowError(/hunter2/u)
})

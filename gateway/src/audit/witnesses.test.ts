/** The running bundle says who signs the gateway's checkpoints (audit.md §4): nothing is signed before one runs, and the next one needs no restart. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readKept, readNote } from '@xinqiao/audit-log'
import { type RunningWitness, startWitness } from '@xinqiao/audit-log/testing'
import type { WitnessRule } from '@xinqiao/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway } from '../start-gateway.ts'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
let court: RunningWitness
let tax: RunningWitness

beforeAll(async () => {
  ;[door, court, tax] = await Promise.all([
    TestDoor.open(),
    startWitness('court.example/w1'),
    startWitness('tax.example/w1'),
  ])
})
afterAll(() => Promise.all([door.end(), court.stop(), tax.stop()]))

const ruleOf = (...asked: readonly RunningWitness[]): WitnessRule => ({
  witnesses: asked.map(({ vkey, url }) => ({ vkey, url })),
  quorum: asked.length,
  stopAfterMs: null,
})

function yearFolder(): string {
  const node = join(door.stateDir, 'audit', 'gateway')
  return join(node, readdirSync(node).find((name) => /^\d{4}$/u.test(name)) ?? '')
}

/** Who signed the newest kept checkpoint beside the log. */
function cosigners(): readonly string[] {
  const folder = join(yearFolder(), 'checkpoints')
  const [file] = existsSync(folder) ? readdirSync(folder).sort().reverse() : []
  const note = file === undefined ? undefined : readKept(readFileSync(join(folder, file), 'utf8')).notes.at(-1)
  return note === undefined
    ? []
    : readNote(note)
        .lines.map(({ name }) => name)
        .slice(1)
}

/** Tells both witnesses the log's key, as the gateway has registered it. */
async function knowLog(): Promise<void> {
  await expect.poll(() => door.control.auditKeys.length, { timeout: 20_000 }).toBeGreaterThan(0)
  const keys = door.control.auditKeys as readonly { readonly vkey: string }[]
  for (const one of [court, tax]) one.know(keys.map(({ vkey }) => vkey))
}

const entryCount = async (): Promise<number> => (await door.entries().catch(() => [])).length

const standing = async (): Promise<unknown> =>
  ((await (await fetch(`${door.url}/health/audit`)).json()) as { readonly witnesses: unknown }).witnesses

test('a gateway whose registry has no bundle yet takes entries and signs nothing; the first bundle says who signs', async () => {
  const started = door.start()
  await expect.poll(entryCount, { timeout: 20_000 }).toBeGreaterThan(0)
  // Longer than it takes to sign what is written, once a second.
  await pause(2_500)
  expect(existsSync(join(yearFolder(), 'checkpoint'))).toBe(false)
  await door.publish({ witnesses: ruleOf(court) })
  await started
  await knowLog()
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['court.example/w1'])
  expect(await standing()).toBe('settled')
})

test('the next bundle holds from the next round on, without a restart; one of an older registry means none', async () => {
  await door.publish({ witnesses: ruleOf(court, tax) })
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['court.example/w1', 'tax.example/w1'])
  await door.publish()
  await expect.poll(standing, { timeout: 25_000 }).toBe('unwitnessed')
})

test('a rule that cannot be followed leaves the former in place', async () => {
  await door.publish({ witnesses: ruleOf(tax) })
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['tax.example/w1'])
  const { number } = await door.publish({ witnesses: { ...ruleOf(court), quorum: 9 } })
  const taken = expect.objectContaining({ act: 'bundle', bundle: expect.objectContaining({ number }) })
  await expect.poll(() => door.entries(), { timeout: 20_000 }).toContainEqual(taken)
  expect(await standing()).toBe('settled')
})

test('with the registry away, a start follows the rule of the last good bundle', async () => {
  await door.publish({ witnesses: ruleOf(court, tax) })
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['court.example/w1', 'tax.example/w1'])
  await door.stop()
  const registryUrl = 'http://127.0.0.1:9'
  const gateway = await startGateway({ ...door.config, registryUrl })
  await expect
    .poll(
      async () => ((await (await fetch(`${gateway.url}/health/audit`)).json()) as { witnesses: unknown }).witnesses,
      {
        timeout: 25_000,
      },
    )
    .toBe('settled')
  await gateway.close()
})

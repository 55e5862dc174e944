/** The office decides who signs the log's checkpoints (audit.md §4): an act like every other, in the next bundle, effective without a restart. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logLeaves, readKept, readLeaf, readNote } from '@xinqiao/audit-log'
import { type RunningWitness, startWitness } from '@xinqiao/audit-log/testing'
import { type Bundle, openBundle } from '@xinqiao/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publicHalf } from '../config.ts'
import { openStore } from '../store/open-store.ts'
import { type TestRegistry, testRegistry } from '../testing/test-registry.ts'

const none = { witnesses: [], quorum: 0, stopAfterMs: null }
let registry: TestRegistry
let court: RunningWitness
let tax: RunningWitness

beforeAll(async () => {
  ;[registry, court, tax] = await Promise.all([
    testRegistry(),
    startWitness('court.example/w1'),
    startWitness('tax.example/w1'),
  ])
  await ownKeyPublished()
  for (const one of [court, tax]) one.know(await logKeys())
})
afterAll(() => Promise.all([registry.end(), court.stop(), tax.stop()]))

const ruleOf = (...witnesses: readonly RunningWitness[]): Readonly<Record<string, unknown>> => ({
  witnesses: witnesses.map(({ vkey, url }) => ({ vkey, url })),
})
const set = (rule: unknown, key = registry.keys.operator): ReturnType<TestRegistry['signed']> =>
  registry.signed('POST', '/audit/witnesses', rule, key)
const shown = async (): Promise<unknown> => (await fetch(`${registry.registry}/audit/witnesses`)).json()

async function bundle(): Promise<Bundle> {
  const jws = await (await fetch(`${registry.registry}/bundle`)).text()
  return openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
}

function yearFolder(): string {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  return join(node, readdirSync(node).find((name) => /^\d{4}$/u.test(name)) ?? '')
}

/** Objects of the acts in the registry's own log, those marked that failed. */
function acts(): readonly unknown[] {
  return [...logLeaves(yearFolder())]
    .map((leaf) => readLeaf(leaf))
    .filter(({ act }) => act === 'witnesses.set')
    .map(({ object, failed }) => (failed === undefined ? object : [object, failed]))
}

/** Who signed the registry's newest kept checkpoint beside the log. */
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

async function logKeys(): Promise<readonly string[]> {
  const { keys } = (await (await fetch(`${registry.registry}/audit/keys`)).json()) as {
    readonly keys: readonly { readonly vkey: string }[]
  }
  return keys.map(({ vkey }) => vkey)
}

/** The registry publishes its own key by an act of its own, soon after its start. */
async function ownKeyPublished(): Promise<void> {
  await vi.waitFor(async () => expect(await logKeys()).toHaveLength(1), { timeout: 20_000 })
}

test('a hub begins without witnesses and says so', async () => {
  expect([await shown(), (await bundle()).witnesses, acts()]).toEqual([none, none, []])
})

test("[REG-26.2b] the act is in the log and in the next bundle, and the registry's own checkpoints are signed by others from then on, without a restart", async () => {
  const before = (await bundle()).number
  const rule = { ...ruleOf(court, tax), quorum: 2 }
  expect(await set(rule)).toMatchObject({ status: 200, body: { changed: true, bundle: before + 1 } })
  expect(acts()).toEqual(['2 of 2: court.example/w1 tax.example/w1'])
  expect(await shown()).toEqual({ ...rule, stopAfterMs: null })
  expect((await bundle()).witnesses).toEqual({ ...rule, stopAfterMs: null })
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['court.example/w1', 'tax.example/w1'])
  expect(await set(rule)).toMatchObject({ status: 200, body: { changed: false, bundle: before + 1 } })
  expect(acts()).toHaveLength(1)
})

test('after a restart it holds on, and another rule takes its place', async () => {
  await registry.close()
  await registry.startAgain()
  expect(await shown()).toMatchObject({ quorum: 2 })
  expect((await bundle()).witnesses).toMatchObject({ quorum: 2 })
  expect(await set(ruleOf(tax))).toMatchObject({ status: 200 })
  await expect.poll(cosigners, { timeout: 25_000 }).toEqual(['tax.example/w1'])
  expect(await set({ witnesses: [] })).toMatchObject({ status: 200, body: { changed: true } })
  expect([await shown(), (await bundle()).witnesses]).toEqual([none, none])
  expect(acts().slice(1)).toEqual(['1 of 1: tax.example/w1', 'none'])
})

test('nobody but the operator decides, and a rule with mistakes changes nothing', async () => {
  const [number, told] = [(await bundle()).number, acts().length]
  for (const key of [registry.keys.fetch, registry.keys.auditor])
    expect(await set(ruleOf(court), key)).toMatchObject({ status: 401, body: { code: 'OPERATOR_REQUIRED' } })
  expect(await set({ ...ruleOf(court), quorum: 2 })).toMatchObject({
    status: 422,
    body: { code: 'WITNESSES_INVALID', findings: [{ where: 'quorum, 1–1', article: 'REG-26.2b' }] },
  })
  expect([(await bundle()).number, acts().length, await shown()]).toEqual([number, told, none])
})

test('an act that the store does not take is named in the log, and nobody is asked to sign', async () => {
  const owner = openStore(registry.config.migrationUrl, () => undefined)
  const told = acts().length
  try {
    await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(owner)
    await sql`create constraint trigger refuse after update on witness_rule deferrable initially deferred
      for each row execute function refuse()`.execute(owner)
    expect(await set(ruleOf(court))).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } })
    await sql`drop trigger refuse on witness_rule`.execute(owner)
  } finally {
    await owner.destroy()
  }
  expect(acts().slice(told)).toEqual([
    '1 of 1: court.example/w1',
    ['1 of 1: court.example/w1', expect.stringMatching(/^[A-Z_]+$/u)],
  ])
  expect([await shown(), (await bundle()).witnesses]).toEqual([none, none])
})

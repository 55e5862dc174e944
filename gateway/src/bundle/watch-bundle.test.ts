/** Bundles on the wire and on disk: what is taken, what is refused, and what the gateway runs on meanwhile (faults.md rows 10–12). */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signBundle } from '@xinqiao/contracts'
import { generateKeyPairJwk, standardsDocument } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
const query = '{ __typename }'

beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

async function runningNumber(): Promise<number> {
  await door.askAnonymously({ query })
  const { bundle } = ((await door.entries()).at(-1) ?? {}) as { bundle?: { number: number } }
  return bundle?.number ?? 0
}

test('a new bundle is taken without a restart', async () => {
  expect(await runningNumber()).toBe(1)
  await door.publish()
  await expect.poll(runningNumber).toBe(2)
})

test('requests in flight keep the bundle they came in with; none of them fails while bundles change', async () => {
  const asks: Promise<number>[] = []
  for (let round = 0; round < 10; round += 1) {
    for (let one = 0; one < 10; one += 1) asks.push(door.askAnonymously({ query }).then(({ status }) => status))
    await door.publish()
    await Promise.all(asks)
  }
  expect(new Set(await Promise.all(asks))).toEqual(new Set([200]))
  await expect.poll(runningNumber).toBe(door.control.number)
})

test.each([
  ['a supergraph that does not load', async () => poisoned({ supergraph: 'type Query { broken: Missing }' })],
  ['a catalog that cannot be read', async () => poisoned({ catalog: { items: 'none' } })],
  ['standards that cannot be read', async () => poisoned({ standards: 7 })],
  ['a bundle of a foreign key', async () => poisoned({}, (await generateKeyPairJwk('Ed25519')).privateKey)],
  ['an edited byte', async () => flipped(await poisoned({}))],
  ['no bundle at all', async () => 'not.a.bundle'],
  ['an older number', async () => poisoned({ number: 1 })],
  ['a bundle past its validity', async () => poisoned({ notAfter: new Date(Date.now() - 1000).toISOString() })],
])('%s is refused, and the running bundle stays', async (_what, make) => {
  const before = await runningNumber()
  door.control.number += 1
  door.control.handOut(await make())
  const asked = door.control.questions
  await expect.poll(() => door.control.questions, { timeout: 15_000 }).toBeGreaterThan(asked + 1)
  expect(await runningNumber()).toBe(before)
  await door.publish()
  await expect.poll(runningNumber, { timeout: 15_000 }).toBe(door.control.number)
})

async function poisoned(changes: object, key = door.control.keys.bundle): Promise<string> {
  const now = Date.now()
  const times = { issuedAt: new Date(now).toISOString(), notAfter: new Date(now + 60_000).toISOString() }
  const content = { ...door.content(), standards: standardsDocument(), number: door.control.number, ...times }
  return signBundle({ ...content, ...changes }, key)
}

function flipped(jws: string): string {
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const at = payload.length >> 1
  return `${header}.${payload.slice(0, at)}${payload[at] === 'A' ? 'B' : 'A'}${payload.slice(at + 1)}.${signature}`
}

test('without the registry the gateway starts from the last good bundle', async () => {
  const number = await runningNumber()
  await door.stop()
  await door.control.close()
  await door.start()
  expect(await runningNumber()).toBe(number)
  expect((await door.askAnonymously({ query })).status).toBe(200)
})

test('the bundle on disk is verified again at the start', async () => {
  await door.stop()
  const file = join(door.stateDir, 'last-good-bundle.json')
  const texts = JSON.parse(await readFile(file, 'utf8')) as { bundle: string }
  await writeFile(file, JSON.stringify({ ...texts, bundle: flipped(texts.bundle) }))
  await door.start()
  const answer = await door.askAnonymously({ query })
  expect([answer.status, answer.body.errors?.[0]?.extensions['code']]).toEqual([503, 'BUNDLE_EXPIRED'])
  const ready = await fetch(`${door.url}/ready`)
  expect([ready.status, await ready.json()]).toEqual([503, { ready: false, reasons: ['BUNDLE_MISSING'] }])
  expect((await fetch(`${door.url}/live`)).status).toBe(200)
}, 60_000)

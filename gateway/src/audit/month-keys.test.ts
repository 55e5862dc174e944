/** Where the gateway has its month keys from, and what it does without them (audit.md §2). */
import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addLegalMonths, auditPseudonym, importSigningKey, legalMonthOf } from '@xinqiao/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type GatewayEvents, openEvents } from '../events.ts'
import { type HubKeys, hubKeys, publicHalf, threeMonths } from '../testing/hub-keys.ts'
import { TestControl } from '../testing/test-control.ts'
import { type MonthKeys, takeMonthKeys } from './month-keys.ts'

let keys: HubKeys
let store: TestControl
let folder: string
let held: MonthKeys | null = null
const heard: string[] = []
beforeEach(async () => {
  keys = await hubKeys()
  store = new TestControl(keys)
  await store.listen()
  folder = await mkdtemp(join(tmpdir(), 'xinqiao-own-keys-'))
  heard.length = 0
})
afterEach(async () => {
  await held?.stop()
  held = null
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

const waiting: (() => void)[] = []
const events: GatewayEvents = {
  ...openEvents('silent'),
  keyStoreAway: () => hear('away'),
  keyStoreBack: () => hear('back'),
  monthKeysChanged: (month) => hear(`changed ${month}`),
}
function hear(what: string): void {
  heard.push(what)
  for (const wake of waiting.splice(0)) wake()
}
async function until(what: string): Promise<void> {
  while (!heard.includes(what)) await new Promise<void>((wake) => waiting.push(wake))
}

async function take(over: Partial<Parameters<typeof takeMonthKeys>[0]> = {}): Promise<MonthKeys> {
  await held?.stop()
  held = await takeMonthKeys({
    registryUrl: store.url,
    officeRoot: publicHalf(keys.root),
    ownKeysDir: folder,
    fetchKey: importSigningKey(keys.fetch),
    agreement: keys.agreement,
    events,
    graceMs: 0,
    ...over,
  })
  return held
}

test('last, this and next month come from the key store, and names are made with their keys', async () => {
  const mine = await take()
  await mine.first
  const now = legalMonthOf(Date.now())
  expect(mine.months).toEqual([-1, 0, 1].map((count) => addLegalMonths(now, count)))
  const pair = store.monthKeys.find(({ month }) => month === now)
  const key = mine.at(Date.now())
  expect(key.month).toBe(now)
  const expected = auditPseudonym(createSecretKey(pair?.pseudonym ?? new Uint8Array()), 'organization', 'X')
  expect(key.pseudonym('organization', 'X')).toBe(expected)
  expect(key.pseudonym('organization', 'X')).toBe(expected)
  expect(key.payloadKey.export()).toEqual(Buffer.from(pair?.payload ?? []))
})

test('more than three months are not held, whatever the answer says', async () => {
  const now = legalMonthOf(Date.now())
  const old = { month: addLegalMonths(now, -5), pseudonym: randomBytes(32), payload: randomBytes(32) }
  store.monthKeys = [...store.monthKeys, old]
  const mine = await take()
  await mine.first
  expect(mine.months).not.toContain(old.month)
})

test('a start without the registry works from the sealed copy, in which no key stands plain', async () => {
  const before = await take()
  await before.first
  const name = before.at(Date.now()).pseudonym('person', 'P')
  await before.stop()
  const file = join(folder, 'month-keys.sealed')
  const copy = await readFile(file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  for (const { pseudonym, payload, month } of store.monthKeys)
    for (const key of [Buffer.from(pseudonym), Buffer.from(payload)]) {
      expect(copy.includes(key)).toBe(false)
      expect(copy.includes(key.toString('base64url'))).toBe(false)
      expect(copy.includes(month)).toBe(false)
    }
  await store.close()
  const after = await take()
  await after.first
  expect(after.at(Date.now()).pseudonym('person', 'P')).toBe(name)
  await until('away')
})

test('[REG-26.2b] without a key for the month there is no name and so no entry; the keys are taken as soon as they can be had', async () => {
  const { url } = store
  await store.close()
  const mine = await take()
  expect(() => mine.at(Date.now())).toThrow('AUDIT_UNAVAILABLE')
  await until('away')
  await store.listen(Number(new URL(url).port))
  await mine.first
  expect(mine.at(Date.now()).month).toBe(legalMonthOf(Date.now()))
  await until('back')
})

test('a month that is missed is asked for at once, not on the next day', async () => {
  let nowMs = Date.now()
  const mine = await take({ now: () => nowMs })
  await mine.first
  const asked = store.monthKeyQuestions
  // Two months later this process holds none of the three any more.
  nowMs = Date.now() + 70 * 86_400_000
  store.monthKeys = threeMonths(nowMs)
  expect(() => mine.at(nowMs)).toThrow('AUDIT_UNAVAILABLE')
  while (!mine.months.includes(legalMonthOf(nowMs))) await new Promise((turn) => setImmediate(turn))
  expect(store.monthKeyQuestions).toBeGreaterThan(asked)
  expect(mine.at(nowMs).month).toBe(legalMonthOf(nowMs))
})

test('other keys for a month that was held are an alarm', async () => {
  await (await take()).first
  store.monthKeys = threeMonths(Date.now())
  await take()
  await until(`changed ${legalMonthOf(Date.now())}`)
  expect(heard.filter((line) => line.startsWith('changed'))).toHaveLength(3)
})

test('an answer that is not of the key store the root names, or of nobody, gives no keys', async () => {
  const other = await hubKeys()
  const impostor = new TestControl({ ...keys, root: other.root })
  await impostor.listen()
  const mine = await take({ registryUrl: impostor.url })
  await until('away')
  expect(mine.months).toEqual([])
  await mine.stop()
  await impostor.close()
  heard.length = 0
  const forger = new TestControl({ ...keys, agreement: other.agreement })
  await forger.listen()
  const second = await take({ registryUrl: forger.url })
  await until('away')
  expect(second.months).toEqual([])
  await second.stop()
  await forger.close()
})

/** A flood of worthless credentials: written as long as the budget of its address lasts, then counted, and nobody else suffers (audit.md §1). */
import { generateKeyPairJwk, type Jwk } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DoorAnswer, type DoorAsk, TestDoor } from '../testing/test-door.ts'

/** More than the burst of an address, with what it gains while the test runs on a slow machine. */
const attempts = 200
const burst = 60
const query = '{ __typename }'

let door: TestDoor
let foreign: Jwk
let early: string
/** Sent so far. */
let failures = 0
beforeAll(async () => {
  foreign = (await generateKeyPairJwk('ES256')).privateKey
  door = await TestDoor.open()
  await door.publish()
  await door.start()
  early = await door.token()
})
afterAll(() => door.end())

type Entry = Readonly<Record<string, unknown>>
type Counts = Readonly<Record<string, number>>
type Flood = { readonly answers: readonly DoorAnswer[]; readonly entries: readonly Entry[] }

/** Sends until the budget is surely spent; gives the answers, and the entries written meanwhile. */
async function flood(ask: () => Promise<DoorAsk>): Promise<Flood> {
  const before = (await door.entries()).length
  const answers: DoorAnswer[] = []
  for (let at = 0; at < attempts; at += 1) answers.push(await door.ask({ query, ...(await ask()) }))
  failures += attempts
  return { answers, entries: (await door.entries()).slice(before).filter(({ kind }) => kind !== 'system') }
}

function receipts(answers: readonly DoorAnswer[]): number {
  return answers.filter(({ headers }) => headers.has('hub-receipt')).length
}

test('a caller whose token was verified, and one whose token is new, are served beside a flood from their address', async () => {
  expect((await door.ask({ query, token: early })).status).toBe(200)
  const forged = await door.token({}, foreign)
  const flooded = await flood(async () => ({ token: forged, proof: 'x' }))
  expect(new Set(flooded.answers.map(({ status }) => status))).toEqual(new Set([401]))
  expect(new Set(flooded.answers.map(({ headers }) => headers.get('www-authenticate')))).toEqual(new Set(['DPoP']))
  expect(flooded.answers.map(({ body }) => body.errors?.[0]?.extensions['code'])).toEqual(
    Array.from({ length: attempts }, () => 'UNAUTHENTICATED'),
  )
  // Every answer with a receipt has its one entry; the others are counted, and stand in the log's next word of its own.
  expect(flooded.entries.length).toBe(receipts(flooded.answers))
  expect(receipts(flooded.answers)).toBeGreaterThanOrEqual(burst)
  expect(receipts(flooded.answers)).toBeLessThan(attempts - burst)
  const [known, fresh, anonymous] = [
    await door.ask({ query, token: early }),
    await door.ask({ query }),
    await door.askAnonymously({ query }),
  ]
  expect([known, fresh, anonymous].map(({ status, headers }) => [status, headers.has('hub-receipt')])).toEqual([
    [200, true],
    [200, true],
    [200, true],
  ])
})

test.each<readonly [string, () => Promise<DoorAsk>]>([
  ['a good token without its proof', async () => ({ token: early, proof: null })],
  ['half of a credential', async () => ({ token: null, proof: 'x' })],
  ['a body that is no operation', async () => ({ token: 'x', proof: 'x', body: '{' })],
  ['the view of a contract', async () => ({ method: 'GET', path: '/contracts/CT-1/schema.graphql', token: 'x' })],
  ['a leaf of the log', async () => ({ method: 'GET', path: '/audit/gateway/2026/entry/0', token: 'x' })],
  [
    'a leaf by a signature that does not hold',
    async () => ({
      method: 'GET',
      path: '/audit/gateway/2026/entry/0',
      token: null,
      proof: null,
      headers: { 'signature-input': 'x', signature: 'x' },
    }),
  ],
])('%s writes no more than the budget of its address', async (_what, ask) => {
  const flooded = await flood(ask)
  expect(new Set(flooded.answers.map(({ status }) => status))).toEqual(new Set([401]))
  expect(flooded.entries.length).toBe(receipts(flooded.answers))
  expect(receipts(flooded.answers)).toBeLessThan(attempts - burst)
})

test('[REG-26.2b] each failure stands in the log once: in an entry of its own, or in the number of those counted', async () => {
  const forged = await door.token({}, foreign)
  const together = await Promise.all(
    Array.from({ length: attempts }, () => door.ask({ query, token: forged, proof: 'x' })),
  )
  expect(receipts(together)).toBeLessThan(attempts - burst)
  await door.stop()
  const entries = await door.entries()
  const written = entries.filter(({ code }) => code === 'UNAUTHENTICATED').length
  const counted = entries.map(({ turnedAway }) => (turnedAway as Counts | undefined)?.['UNAUTHENTICATED'] ?? 0)
  expect(written + counted.reduce((sum, count) => sum + count, 0)).toBe(failures + attempts)
})

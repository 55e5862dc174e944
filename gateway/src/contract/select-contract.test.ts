/** Which contract answers, asked over HTTP: D17 steps 2 to 5b refuse the whole request and no agency is called. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { aContract } from '../testing/samples.ts'
import { aConsumer, type DoorAsk, lawfulDetail, TestDoor } from '../testing/test-door.ts'

let door: TestDoor
const basic = aContract()
const platform = {
  ...aConsumer('gd', 'gd-app', 'platform'),
  region: '440000',
  channels: ['public_affairs_sharing'] as const,
}

beforeAll(async () => {
  door = await TestDoor.open()
  door.consumers = [...door.consumers, aConsumer('bank', 'bank-app', 'institution'), platform]
  door.contracts = [
    basic,
    aContract({ id: 'CT-OLD', term: { from: '2026-01-01', to: '2026-11-22' } }),
    aContract({ id: 'CT-LAST', term: { from: '2026-01-01', to: '2026-11-23' } }),
    aContract({ id: 'CT-NEXT', term: { from: '2026-11-24', to: '2026-12-31' } }),
    aContract({ id: 'CT-OTHER', consumer: 'amr' }),
    aContract({ id: 'CT-BANK', consumer: 'bank' }),
    aContract({ id: 'CT-GD', consumer: 'gd' }),
    aContract({ id: 'CT-SMALL', quota: { ...basic.quota, requestsPerDay: 3 } }),
  ]
  await door.publish()
  await door.start()
})
afterAll(() => door.end())
afterEach(() => {
  for (const agency of door.agencies.values()) agency.calls.length = 0
})

async function outcome(detail: object, ask: DoorAsk = {}): Promise<readonly [number, unknown]> {
  const answer = await door.ask({ ...ask, detail: { ...lawfulDetail, ...detail } })
  return [answer.status, answer.body.errors?.[0]?.extensions['code']]
}

test('[REG-16.2c] only a purpose the contract was made for is answered', async () => {
  expect(await outcome({})).toEqual([200, undefined])
  expect(await outcome({ purpose: 'LOAN' })).toEqual([403, 'PURPOSE_MISMATCH'])
  const { purpose: _, ...none } = lawfulDetail
  expect((await door.ask({ detail: none })).body.errors?.[0]?.extensions['code']).toBe('PURPOSE_MISMATCH')
})

test('[D17] an unknown, a foreign, an ended and a coming contract read alike', async () => {
  const texts = new Set<string>()
  for (const contract of ['CT-NONE', 'CT-OTHER', 'CT-OLD', 'CT-NEXT']) {
    const answer = await door.ask({ detail: { ...lawfulDetail, contract } })
    expect(answer.status).toBe(403)
    texts.add(answer.text)
  }
  expect(texts.size).toBe(1)
  expect([...texts][0]).toContain('CONTRACT_INACTIVE')
})

test('[D16] the last day of a term answers by the legal clock, whatever day the machine has', async () => {
  expect(await outcome({ contract: 'CT-LAST' })).toEqual([200, undefined])
})

test('[REG-26.2a] a case and an acting official are named, or nothing is answered', async () => {
  const { case: _case, ...noCase } = lawfulDetail
  const { official: _official, ...noOfficial } = lawfulDetail
  for (const detail of [noCase, noOfficial])
    expect((await door.ask({ detail })).body.errors?.[0]?.extensions['code']).toBe('CASE_REQUIRED')
  expect(await outcome({ official: { ref: 'task:nightly' } })).toEqual([200, undefined])
})

test('[REG-16.1] public-affairs sharing is closed to bodies without public duties', async () => {
  expect(await outcome({ contract: 'CT-BANK' }, { client: 'bank-app' })).toEqual([403, 'CHANNEL_NOT_ALLOWED'])
})

test('[REG-10] [OPI-XVI.e] a platform of another province is answered while its agreement of recognition is in force, before and after not', async () => {
  const asked = () => outcome({ contract: 'CT-GD' }, { client: 'gd-app' })
  expect(await asked()).toEqual([403, 'RECOGNITION_MISSING'])
  const { contracts } = door
  const agreement = aContract({ id: 'CT-REC', consumer: 'gd', kind: 'recognition' })
  door.contracts = [...contracts, agreement]
  await door.publish()
  await expect.poll(asked).toEqual([200, undefined])
  door.contracts = [...contracts, { ...agreement, state: 'ended' }]
  await door.publish()
  await expect.poll(asked).toEqual([403, 'RECOGNITION_MISSING'])
})

test('[D17] what fails earlier is named, whatever else fails', async () => {
  expect(await outcome({ contract: 'CT-OLD', purpose: 'LOAN' })).toEqual([403, 'CONTRACT_INACTIVE'])
  expect(await outcome({ purpose: 'LOAN', case: '' })).toEqual([403, 'PURPOSE_MISMATCH'])
})

test('[OPI-XXIV.a partly] the requests of the day end at the figure of the contract', async () => {
  const codes = []
  for (let count = 0; count < 4; count += 1) codes.push((await outcome({ contract: 'CT-SMALL' }))[1])
  expect(codes).toEqual([undefined, undefined, undefined, 'QUOTA_EXCEEDED'])
  const refused = await door.ask({ detail: { ...lawfulDetail, contract: 'CT-SMALL' } })
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([429, true])
  expect(await outcome({ contract: 'CT-SMALL', purpose: 'LOAN' })).toEqual([403, 'PURPOSE_MISMATCH'])
})

test('no refusal of the whole request asks any agency', async () => {
  await outcome({ contract: 'CT-NONE' })
  await outcome({ purpose: 'LOAN' })
  expect([...door.agencies.values()].flatMap(({ calls }) => calls)).toHaveLength(0)
})

test('a contract is over within a second after it ends in the registry', async () => {
  expect(await outcome({})).toEqual([200, undefined])
  door.contracts = door.contracts.filter(({ id }) => id !== 'CT-1')
  await door.publish()
  await expect.poll(() => outcome({}), { timeout: 1000, interval: 20 }).toEqual([403, 'CONTRACT_INACTIVE'])
})

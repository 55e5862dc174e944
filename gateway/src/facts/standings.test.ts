/** Standings as the office serves them, over signed HTTP (design.md §2.3, faults.md row 9). */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standingsHonouredMs } from '../limits.ts'
import { aRow, c1 } from '../testing/samples.ts'
import { TestDoor } from '../testing/test-door.ts'
import { follows, readStandingsPage } from './standing-rows.ts'
import { ageOf } from './standings.ts'

let door: TestDoor
const query = `{ organization(uscc: "${c1}") { amr { penalty { nodes { id objection { since } } } } } }`

beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(...['R-1', 'R-2', 'R-3', 'R-4'].map((number) => aRow('amr.penalty', number, c1)))
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

async function shown(): Promise<readonly string[]> {
  const { body } = await door.ask({ query })
  const data = body.data as { organization: { amr: { penalty: { nodes: { id: string }[] } | null } } }
  return data.organization.amr.penalty?.nodes.map(({ id }) => id.replace('amr.penalty:', '')) ?? []
}
const withinASecond = { timeout: 1000, interval: 10 }

test('[REG-32.3b] a restoration stops disclosure within a second, whatever the provider still says', async () => {
  expect(await shown()).toEqual(['R-1', 'R-2', 'R-3', 'R-4'])
  door.office.decide({ record: 'amr.penalty:R-2', standing: 'restored', since: '2026-11-10' })
  await expect.poll(shown, withinASecond).toEqual(['R-1', 'R-3', 'R-4'])
})

test('[REG-31.2 partly] a revocation stops disclosure within a second', async () => {
  door.office.decide({ record: 'amr.penalty:R-3', standing: 'revoked', since: '2026-11-10' })
  await expect.poll(shown, withinASecond).toEqual(['R-1', 'R-4'])
})

test('another epoch of the office is read from a new snapshot', async () => {
  door.office.epoch = randomUUID()
  door.office.rows = [
    { n: 1, record: 'amr.penalty:R-4', standing: 'restored', since: '2026-11-10', document: null, case: null },
  ]
  door.office.ring()
  await expect.poll(shown, withinASecond).toEqual(['R-1', 'R-2', 'R-3'])
})

test('a gap in the numbers is read from a new snapshot', async () => {
  door.office.rows.push({
    n: 3,
    record: 'amr.penalty:R-1',
    standing: 'restored',
    since: '2026-11-10',
    document: null,
    case: null,
  })
  door.office.ring()
  await expect.poll(shown, withinASecond).toEqual(['R-2', 'R-3'])
  door.office.rows.splice(1)
  door.office.epoch = randomUUID()
  door.office.ring()
  await expect.poll(shown, withinASecond).toEqual(['R-1', 'R-2', 'R-3'])
})

test('while the office is away the last standings are honoured and the answer says of when they are', async () => {
  door.office.isAway = true
  door.office.ring()
  const asOf = async (): Promise<unknown> => (await door.ask({ query })).body.extensions?.['standingsAsOf']
  await expect.poll(asOf).toMatch(/^\d{4}-\d{2}-\d{2}T/u)
  expect(await shown()).toEqual(['R-1', 'R-2', 'R-3'])
  door.office.isAway = false
  await expect.poll(asOf, { timeout: 5000 }).toBeUndefined()
})

test('standings are honoured for five minutes, not a millisecond longer', () => {
  const confirmed = { ms: 1000, at: '2026-11-23T02:00:00.000Z' }
  expect(ageOf(confirmed, true, 1000 + standingsHonouredMs)).toEqual({ kind: 'aging', asOf: confirmed.at })
  expect(ageOf(confirmed, true, 1001 + standingsHonouredMs)).toEqual({ kind: 'stale', asOf: confirmed.at })
  expect(ageOf(confirmed, false, 1001)).toEqual({ kind: 'fresh' })
  expect(ageOf(null, false, 1001)).toEqual({ kind: 'stale', asOf: null })
})

test('a page counts when it follows without a gap and every row can be read', () => {
  const row = { n: 6, record: 'amr.penalty:R-1', standing: 'restored', since: '2026-11-10' }
  const page = readStandingsPage({ epoch: 'e', rows: [row], next: 6 })
  expect([follows(page, 5), follows(page, 4), follows(page, 6)]).toEqual([true, false, false])
  for (const bad of [
    null,
    [],
    { epoch: 'e', rows: [{ ...row, standing: 'forgiven' }], next: 6 },
    { epoch: 'e', rows: {}, next: 1 },
  ])
    expect(() => readStandingsPage(bad)).toThrowError(expect.objectContaining({ code: 'OFFICE_UNAVAILABLE' }))
})

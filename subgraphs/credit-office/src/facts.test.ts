import { readFileSync } from 'node:fs'
import { startTestAgency, type TestAgency, type TestAnswer } from '@xinqiao/subgraph-kit/test/test-agency.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCreditOffice } from './index.ts'

let office: TestAgency
beforeAll(async () => {
  office = await startTestAgency(startCreditOffice)
})
afterAll(() => office.close())

interface Page {
  readonly epoch: string
  readonly rows: readonly { readonly n: number; readonly record: string; readonly standing: string }[]
  readonly next: number
}
const load = (files: Readonly<Record<string, string>>, key = office.keys.operator): Promise<TestAnswer> =>
  office.sender('POST', '/facts/load', JSON.stringify({ files }), {
    tag: 'xinqiao-admin-1',
    key,
    type: 'application/json',
  })
const page = async (path: string) => (await office.hub(path, null)).json as Page
const standing = (record: string, other: Readonly<Record<string, unknown>>) => ({ record, ...other })
const standings = (...rows: readonly unknown[]) => ({ 'standings.yaml': JSON.stringify(rows) })
const restored = (record: string, on = '2026-11-10') =>
  standing(record, { standing: 'restored', decidedOn: on, document: '琼试修〔2026〕1号', by: 'amr' })
const consent = (other: Readonly<Record<string, unknown>> = {}) => ({
  id: 'CS-1',
  subject: { uscc: '914600000000A0021R' },
  grantee: 'bank-d1',
  items: ['tax.credit.grade'],
  uses: ['LOAN'],
  notice: {
    given: ['content', 'method', 'use', 'rights', 'duties'],
    adverseConsequences: true,
    at: '2026-10-30',
    textHash: `sha256:${'1'.repeat(64)}`,
  },
  form: { kind: 'written', documentHash: `sha256:${'2'.repeat(64)}` },
  serviceConditional: false,
  validFrom: '2026-11-01',
  validTo: '2026-11-23',
  withdrawnAt: null,
  ...other,
})
const consents = (...rows: readonly unknown[]) => ({ 'consents.yaml': JSON.stringify(rows) })

describe('standings', () => {
  test('[REG-32.3b] a restoration is numbered, told once, and reaches a waiting gateway at once', async () => {
    const { next } = await page('/facts/standings?after=0')
    const waiting = page(`/facts/standings?after=${next}&wait=25`)
    const startedMs = performance.now()
    expect((await load(standings(restored('amr.penalty:W-1')))).status).toBe(200)
    expect(await waiting).toMatchObject({
      rows: [{ n: next + 1, record: 'amr.penalty:W-1', standing: 'restored', document: '琼试修〔2026〕1号' }],
      next: next + 1,
    })
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })

  test('the same file again adds nothing; a file that goes on adds its end', async () => {
    const first = standing('amr.penalty:I-1', { standing: 'annotated', since: '2026-11-20', case: 'OB-1' })
    const then = standing('amr.penalty:I-1', { standing: 'disclosed', decidedOn: '2026-11-22' })
    expect((await load(standings(first))).json).toMatchObject({ standings: { written: 1, unchanged: 0 } })
    expect((await load(standings(first))).json).toMatchObject({ standings: { written: 0, unchanged: 1 } })
    expect((await load(standings(first, then))).json).toMatchObject({ standings: { written: 1, unchanged: 1 } })
    expect((await load(standings(first, then))).json).toMatchObject({ standings: { written: 0, unchanged: 2 } })
  })

  test('a standing may come back: what is in force decides whether a row is new', async () => {
    const annotated = standing('amr.penalty:I-2', { standing: 'annotated', since: '2026-11-20', case: 'OB-2' })
    await load(standings(annotated))
    await load(standings(standing('amr.penalty:I-2', { standing: 'disclosed', decidedOn: '2026-11-21' })))
    expect((await load(standings(annotated))).json).toMatchObject({ standings: { written: 1 } })
  })

  test('numbers have no gap, however many decisions come at the same moment, and every page is in order', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        load(standings(restored(`amr.penalty:M-${index}`), { ...restored(`tour.penalty:M-${index}`), by: 'tour' })),
      ),
    )
    const { rows, next } = await page('/facts/standings?after=0')
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: next }, (_, index) => index + 1))
  })

  test('the snapshot holds the row in force of each record, and the stream goes on from its number', async () => {
    const snapshot = await page('/facts/standings/snapshot')
    expect(new Set(snapshot.rows.map(({ record }) => record)).size).toBe(snapshot.rows.length)
    expect(snapshot.rows.find(({ record }) => record === 'amr.penalty:I-2')?.standing).toBe('annotated')
    expect(await page(`/facts/standings?after=${snapshot.next}`)).toEqual({
      epoch: snapshot.epoch,
      rows: [],
      next: snapshot.next,
    })
  })

  test('numbers and epoch outlive a restart', async () => {
    const before = await page('/facts/standings/snapshot')
    await office.restart()
    expect(await page('/facts/standings/snapshot')).toEqual(before)
  })
})

describe('consents', () => {
  const ask = async (other: Readonly<Record<string, unknown>> = {}) => {
    const question = {
      grantee: 'bank-d1',
      subjects: ['914600000000A0021R'],
      items: ['tax.credit.grade'],
      use: 'LOAN',
      on: '2026-11-23',
      ...other,
    }
    return (
      (await office.hub('/facts/consents', question)).json as {
        answers: readonly { subject: string; item: string; state: string; consent: string | null }[]
      }
    ).answers
  }
  beforeAll(() => load(consents(consent())))

  test('[REG-16.2b] a consent covers its grantee, item, use and days, the last day included', async () => {
    expect(await ask()).toEqual([
      { subject: '914600000000A0021R', item: 'tax.credit.grade', state: 'covered', consent: 'CS-1' },
    ])
    expect(await ask({ on: '2026-11-24' })).toMatchObject([{ state: 'expired', consent: null }])
    expect(await ask({ use: 'TAX_CREDIT' })).toMatchObject([{ state: 'scope' }])
    expect(await ask({ grantee: 'bank-d2' })).toMatchObject([{ state: 'none' }])
  })

  test('many subjects and items are one answer, each pair in its place', async () => {
    const answers = await ask({
      subjects: ['914600000000A0021R', '914601000000A00134'],
      items: ['tax.credit.grade', 'court.terminated'],
    })
    expect(answers.map(({ state }) => state)).toEqual(['covered', 'scope', 'none', 'none'])
  })

  test('[REG-28.2b] a withdrawal acts on the very next question', async () => {
    await load(consents(consent({ id: 'CS-2', subject: { uscc: '914602000000A003XU' } })))
    const subjects = ['914602000000A003XU']
    expect(await ask({ subjects })).toMatchObject([{ state: 'covered' }])
    await load(consents(consent({ id: 'CS-2', subject: { uscc: '914602000000A003XU' }, withdrawnAt: '2026-11-23' })))
    expect(await ask({ subjects })).toMatchObject([{ state: 'withdrawn', consent: null }])
  })

  test('[REG-14.2b] a consent that lacks one of its elements is refused, and nothing of the load is taken over', async () => {
    const { next } = await page('/facts/standings/snapshot')
    const broken = consent({
      id: 'CS-3',
      notice: { ...consent().notice, given: ['content', 'method', 'use', 'rights'] },
    })
    const answer = await load({ ...consents(broken), ...standings(restored('amr.penalty:N-1')) })
    expect(answer).toMatchObject({
      status: 422,
      json: { findings: [{ code: 'CONSENT_INCOMPLETE', where: expect.stringContaining('consents.yaml') }] },
    })
    expect((await page('/facts/standings/snapshot')).next).toBe(next)
  })
})

test('[OPI-XXI.a] standings and consents are for the hub alone, the load for the operator alone', async () => {
  expect((await fetch(`${office.url}/facts/standings?after=0`)).status).toBe(401)
  expect((await fetch(`${office.url}/facts/standings/snapshot`)).status).toBe(401)
  expect(
    (
      await fetch(`${office.url}/facts/consents`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
    ).status,
  ).toBe(401)
  expect((await load(standings(restored('amr.penalty:U-1')), office.keys.agency.agency)).status).toBe(401)
  expect((await load(standings(restored('amr.penalty:U-1')), office.keys.stranger)).status).toBe(401)
})

test('the worked example of the data formats loads as it stands, twice', async () => {
  const file = (name: string) =>
    readFileSync(new URL(`../../../deploy/e2e/sample-hub/${name}`, import.meta.url), 'utf8')
  const files = { 'consents.yaml': file('consents.yaml'), 'standings.yaml': file('standings.yaml') }
  expect((await load(files)).json).toMatchObject({ consents: { written: 1 }, standings: { written: 3 } })
  expect((await load(files)).json).toMatchObject({ consents: { written: 0 }, standings: { written: 0 } })
})

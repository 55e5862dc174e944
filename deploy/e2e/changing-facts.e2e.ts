/** Facts that change by the second, and the calendar: effective at once, without any job. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runProgram } from '@xinqiao/cli'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorAt, nodesAt } from './asking.ts'
import { type Asking, type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const tourism: Asking = {
  client: 'tour-app',
  contract: 'CT-TOUR-01',
  purpose: 'DAILY_SUPERVISION',
  case: '琼旅案〔2026〕1号',
}
const bank: Asking = { client: 'bank-d1-app', contract: 'CT-BANK-01', purpose: 'LOAN' }
const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const penalties = 'query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } } }'
const grades = 'query($uscc: ID!) { organization(uscc: $uscc) { tax { creditGrade { nodes { grade } } } } }'
const travel = '914601000000A00134'
const trade = '914600000000A0021R'
const food = '914602000000A003XU'

let hub: HubUnderTest
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-facts-'))
  mkdirSync(join(folder, 'contracts'))
  at('2026-11-23T10:00:00+08:00')
  hub = await startHubUnderTest({
    data: join(import.meta.dirname, 'sample-hub'),
    clock: `file:${join(folder, 'clock')}`,
  })
})

afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

function at(instant: string): void {
  writeFileSync(join(folder, 'clock'), instant)
}

async function load(name: string, text: string): Promise<void> {
  const file = join(folder, name)
  writeFileSync(file, text)
  expect(await runProgram(['load', file, '--state', hub.stateDir, '--quiet'])).toBe(0)
}

async function penaltiesOf(uscc: string, as: Asking = tax): Promise<readonly unknown[]> {
  return nodesAt(await hub.ask(as, penalties, { uscc }), 'amr', 'penalty').map((node) => node['id'])
}

describe('the disclosure period', () => {
  test.each([
    ['2026-11-22T00:00:00+08:00', ['amr.penalty:R-002']],
    ['2026-11-21T23:59:59+08:00', ['amr.penalty:R-002', 'amr.penalty:R-001']],
    ['2026-11-23T23:59:59+08:00', ['amr.penalty:R-002']],
    ['2026-11-24T00:00:00+08:00', []],
  ])(
    '[REG-27a] [REG-27b] [D1] [D16] at %s the hub shows what the law still lets it show, while it runs and without a job',
    async (instant, shown) => {
      at(instant)
      try {
        expect(await penaltiesOf(travel)).toEqual(shown)
      } finally {
        at('2026-11-23T10:00:00+08:00')
      }
    },
  )
})

describe('standings', () => {
  test('[REG-32.3b] [REG-31.2 partly] [D5 partly] a restoration loaded into the running hub stops the record within a second', async () => {
    expect(await penaltiesOf(food, tourism)).toEqual(['amr.penalty:R-009'])
    await load(
      'standings.yaml',
      '- { record: "amr.penalty:R-009", standing: restored, decidedOn: 2026-11-23, document: "琼信修〔2026〕9号", by: amr }\n',
    )
    await expect.poll(() => penaltiesOf(food, tourism), { timeout: 1_000, interval: 50 }).toEqual([])
  })
})

describe('consents', () => {
  test('[REG-28.2b] [PLAN-III.1a partly] a consent withdrawn acts on the very next question', async () => {
    expect(nodesAt(await hub.ask(bank, grades, { uscc: trade }), 'tax', 'creditGrade')).toEqual([{ grade: 'M' }])
    await load('consents.yaml', withdrawn)
    expect(errorAt(await hub.ask(bank, grades, { uscc: trade }), 'organization', 'tax', 'creditGrade')).toMatchObject({
      code: 'CONSENT_REVOKED',
    })
  })
})

describe('contracts', () => {
  test('[REG-16.2c] a contract suspended in the running hub answers nobody within a second, also with a token taken before', async () => {
    const open = (): Promise<number> =>
      hub.ask(tourism, penalties, { uscc: food }).then(
        (answer) => answer.status,
        () => 403,
      )
    expect(await open()).toBe(200)
    await load('contracts/CT-TOUR-01.yaml', suspended)
    await expect.poll(open, { timeout: 1_000, interval: 50 }).toBe(403)
  })
})

const withdrawn = `- id: CS-C2-D1
  subject: { uscc: 914600000000A0021R }
  grantee: bank-d1
  items: [tax.credit.grade, court.terminated]
  uses: [LOAN]
  notice: { given: [content, method, use, rights, duties], adverseConsequences: true, at: '2026-10-30', textHash: 'sha256:${'1'.repeat(64)}' }
  form: { kind: written, documentHash: 'sha256:${'2'.repeat(64)}' }
  serviceConditional: false
  validFrom: '2026-11-01'
  validTo: '2026-11-23'
  withdrawnAt: '2026-11-23T10:00:00+08:00'
`
const suspended = `id: CT-TOUR-01
version: 1
kind: sharing
consumer: tour
channel: public_affairs_sharing
purposes: [ADMIN_APPROVAL, DAILY_SUPERVISION, JOINT_MEASURE, PUBLIC_FUNDS]
legalBasis: [REG-16.2]
subjects: [legal_person, unincorporated, natural_person]
divisions: [all]
items: [amr.reg.basic, amr.penalty, amr.serious, court.dishonest, court.enforcee, tour.lic.agency, tour.penalty, tour.serious, office.list.person, office.measure]
term: { from: '2026-01-01', to: '2026-12-31' }
quota: { requestsPerDay: 100000, subjectsPerDay: 20000, subjectsPerRequest: 100 }
caseRequired: true
answerMode: partial
obligations: { retentionDays: 180, deletionReceipts: true }
approvals: [{ by: amr, on: '2025-12-20' }, { by: court, on: '2025-12-20' }, { by: office, on: '2025-12-20' }, { by: tour, on: '2025-12-20' }, { by: office, on: '2025-12-28', person: '0007' }]
state: suspended
`

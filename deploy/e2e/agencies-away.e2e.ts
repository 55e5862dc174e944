/** Each agency killed in turn and hung in turn: its part is null with a code that names it, the others answer in time. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorAt, nodesAt } from './asking.ts'
import { type Asking, type HubUnderTest, startHubUnderTest, type WireAnswer } from './hub-under-test.ts'

const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const uscc = '914601000000A00134'
const profile = `query($uscc: ID!) { organization(uscc: $uscc) {
  amr { penalty { nodes { id } } } tax { creditGrade { nodes { grade } } } court { judgment { nodes { id } } } tour { licAgency { nodes { id } } } } }`
const places = { amr: 'penalty', tax: 'creditGrade', court: 'judgment', tour: 'licAgency' } as const
/** All fetches of a request share 3 s; a little more for the walk on a busy machine. */
const deadlineMs = 3_000
const slackMs = 2_000

let hub: HubUnderTest

beforeAll(async () => {
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
  // The first question of a shape is planned and its modules are loaded: the deadline is about agencies, not about that.
  await hub.ask(tax, profile, { uscc })
})

afterAll(async () => hub.stop())

function pidOf(agency: string): number {
  return hub.file.agencies[agency]?.pid ?? 0
}

function expectOthers(answer: WireAnswer, away: string): void {
  const others = Object.entries(places).filter(([agency]) => agency !== away)
  const answered = others.filter(([agency, place]) => nodesAt(answer, agency, place).length > 0)
  expect(answer.status).toBe(200)
  expect(answered).toEqual(others)
}

describe('hung', () => {
  test.each(Object.keys(places))(
    '%s hangs: SUBGRAPH_TIMEOUT names it within the deadline, the others answer',
    async (agency) => {
      process.kill(pidOf(agency), 'SIGSTOP')
      try {
        const startedAt = performance.now()
        const answer = await hub.ask(tax, profile, { uscc })
        expect(performance.now() - startedAt).toBeLessThan(deadlineMs + slackMs)
        expect(errorAt(answer, 'organization', agency)).toMatchObject({ code: 'SUBGRAPH_TIMEOUT', agency })
        expectOthers(answer, agency)
      } finally {
        process.kill(pidOf(agency), 'SIGCONT')
      }
    },
  )
})

describe('killed', () => {
  test.each(Object.keys(places))(
    '%s is killed: SUBGRAPH_UNAVAILABLE names it, the others answer, and it is back when it is started again',
    async (agency) => {
      process.kill(pidOf(agency), 'SIGKILL')
      const answer = await hub.ask(tax, profile, { uscc })
      expect(errorAt(answer, 'organization', agency)).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', agency })
      expectOthers(answer, agency)
      await hub.restartEnded()
      const again = await hub.ask(tax, profile, { uscc })
      expect(again.body.errors).toBeUndefined()
    },
  )
})

describe('parts the tax office has no contract for', () => {
  const open = `{ organization(uscc: "914600000000A0048H") { amr { regBasic { name } } fin { lic { nodes { id } } } office { honor { nodes { id } } } } }`

  test.each(['fin', 'office'])(
    '%s is killed: its part is null with a code that names it, the others answer',
    async (agency) => {
      process.kill(pidOf(agency), 'SIGKILL')
      const answer = await hub.askAnonymously(open)
      expect(answer.status).toBe(200)
      expect(errorAt(answer, 'organization', agency)).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', agency })
      expect(answer.body.data?.['organization']).toMatchObject({ amr: { regBasic: { name: expect.any(String) } } })
      await hub.restartEnded()
      expect((await hub.askAnonymously(open)).body.errors).toBeUndefined()
    },
  )
})

test('an answer with a part missing never holds an address, a port or a stack', async () => {
  process.kill(pidOf('court'), 'SIGKILL')
  const answer = await hub.ask(tax, profile, { uscc })
  expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|localhost|\bat .*\.ts/)
  await hub.restartEnded()
})

/** Who looked at me and why (audit.md §6): what a subject is told equals a list kept beside random traffic over three gateways. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childrenRunning } from '../faults/child-processes.ts'
import { type HubUnderFault, startHubUnderFault } from '../faults/hub-under-fault.ts'
import { type Replica, startReplica } from '../faults/replica.ts'
import { seededRandom } from '../generator/random.ts'
import type { WireAnswer } from './hub-under-test.ts'
import { type Look, portalOf, type Subject, subjects } from './look-subjects.ts'
import { LookTraffic } from './look-traffic.ts'

const whoRead = `query($after: String, $from: LegalDate, $to: LegalDate) {
  whoReadMyRecord(first: 7, after: $after, from: $from, to: $to) {
    nodes { at receipt body bodyEn contract purpose basis channel case payload own way decision code
            items { item outcome code } }
    pageInfo { hasNextPage endCursor } from completeUntil behind } }`
const questions = 45
const lookAgainMs = 500

interface Told extends Look {
  readonly at: string
  readonly bodyEn: string | null
  readonly basis: readonly string[]
  readonly payload: string
}

interface Page {
  readonly nodes: readonly Told[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly from: string
  readonly completeUntil: string
  readonly behind: readonly string[]
}

const seed = Number(process.env['STORY_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
let under: HubUnderFault
let replicas: readonly Replica[] = []
let gateways: readonly string[] = []
let traffic: LookTraffic
const random = seededRandom(seed)

beforeAll(async () => {
  process.stdout.write(`who-read-me: STORY_SEED=${seed}\n`)
  under = await startHubUnderFault(join(import.meta.dirname, 'sample-hub'), [], ['audit'])
  replicas = await Promise.all(['gateway-b', 'gateway-c'].map((node) => startReplica(under.setting, { node })))
  gateways = [under.hub.file.gateway, ...replicas.map(({ url }) => url)]
  traffic = new LookTraffic(under.hub, random)
}, 240_000)
afterAll(async () => {
  await traffic?.close()
  await Promise.all(replicas.map((replica) => replica.stop()))
  await under?.stop()
})

async function ask(subject: Subject, variables: Record<string, unknown> = {}): Promise<WireAnswer> {
  const answer = await traffic.askAs(random.pick(gateways), portalOf(subject), whoRead, variables)
  traffic.keepOwn(subject.id, answer)
  return answer
}

async function pageOf(subject: Subject, variables: Record<string, unknown> = {}): Promise<Page> {
  const answer = await ask(subject, variables)
  expect(answer.body.errors).toBeUndefined()
  return answer.body.data?.['whoReadMyRecord'] as Page
}

/** All pages. */
async function listOf(subject: Subject): Promise<readonly Told[]> {
  const told: Told[] = []
  for (let after: string | null = null; ; ) {
    const page: Page = await pageOf(subject, { after })
    told.push(...page.nodes)
    if (!page.pageInfo.hasNextPage) return told
    after = page.pageInfo.endCursor
  }
}

/** A moment, and a page of when every log was in the index up to it; each question moves its gateway's log on. */
async function complete(subject: Subject): Promise<number> {
  const since = Date.now()
  for (;;) {
    for (const gateway of gateways) await traffic.askOfNobody(gateway)
    const { completeUntil, behind } = await pageOf(subject)
    if (Date.parse(completeUntil) >= since && behind.length === 0) return since
    await pause(lookAgainMs)
  }
}

/** The first page that names nodes as behind; the other gateways' logs go on meanwhile. */
async function pageThatNames(subject: Subject): Promise<Page> {
  for (;;) {
    for (const gateway of gateways) await traffic.askOfNobody(gateway)
    const page = await pageOf(subject)
    if (page.behind.length > 0) return page
    await pause(lookAgainMs)
  }
}

async function askMuch(): Promise<void> {
  for (let asked = 0; asked < questions; asked += 1) await traffic.askOnce(random.pick(gateways))
}

/** What the story knows of a look, in a form that compares. */
function comparable({ at: _at, bodyEn: _name, basis: _basis, payload: _payload, ...look }: Told): Look {
  return look
}
const byReceipt = (a: Look, b: Look): number => (a.receipt < b.receipt ? -1 : 1)

/** What was asked up to a moment is told, all of it and nothing else; looks since then may be on their way to the index. */
async function expectExact(subject: Subject, since: number): Promise<readonly Told[]> {
  const told = await listOf(subject)
  const kept = traffic.looks.get(subject.id) ?? []
  const later = new Set(kept.filter(({ askedAt }) => askedAt >= since).map(({ receipt }) => receipt))
  const expected = kept.filter(({ receipt }) => !later.has(receipt)).map(({ askedAt: _askedAt, ...look }) => look)
  const settled = told.filter(({ receipt }) => !later.has(receipt))
  expect(settled.map(comparable).sort(byReceipt)).toEqual(expected.sort(byReceipt))
  const times = told.map(({ at }) => at)
  expect(times).toEqual([...times].sort().reverse())
  return settled
}

test('AU13 [REG-26.2b] over three gateways each subject is told exactly who looked at it, by query, and why; own looks are marked, no official is shown', async () => {
  await askMuch()
  const [company] = subjects as readonly [Subject]
  const since = await complete(company)
  const lists = []
  for (const subject of subjects) lists.push(await expectExact(subject, since))
  const told = lists.flat()
  expect(new Set(told.map(({ receipt }) => receipt.split('/')[2]))).toEqual(
    new Set(['gateway', 'gateway-b', 'gateway-c']),
  )
  expect(new Set(told.flatMap(({ items }) => items.map(({ outcome }) => outcome)))).toEqual(
    new Set(['released', 'empty', 'refused']),
  )
  expect(told.every(({ payload }) => payload === 'open')).toBe(true)
  expect(told.find(({ body }) => body === 'tax')).toMatchObject({ bodyEn: 'Tax Service', basis: ['REG-16.2'] })
  expect(JSON.stringify(told)).not.toContain('task:faults')
})

test('days bound the list; what lies before the months whose keys there are is told as such', async () => {
  const [company] = subjects as readonly [Subject]
  const page = await pageOf(company, { from: '2022-01-01' })
  expect(page.from).toMatch(/^\d{4}-\d{2}-01$/u)
  expect((await pageOf(company, { to: '2022-01-01' })).nodes).toEqual([])
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  expect((await pageOf(company, { from: today, to: today })).nodes.length).toBeGreaterThan(0)
})

test('AU13 a node whose index is behind is named, and the list is whole once it has caught up', async () => {
  const [company, other] = subjects as readonly [Subject, Subject]
  const pid = replicas[0]?.pid ?? 0
  const [keeper] = childrenRunning(pid, 'keeper-program')
  expect(keeper).toBeGreaterThan(0)
  const stoppedAt = Date.now()
  process.kill(keeper ?? 0, 'SIGSTOP')
  try {
    await askMuch()
    const page = await pageThatNames(company)
    expect(page.behind).toEqual(['gateway-b'])
    expect(Date.parse(page.completeUntil)).toBeLessThan(stoppedAt + 1_000)
    const told = new Set((await listOf(company)).map(({ receipt }) => receipt))
    const missing = traffic.looks.get(company.id)?.filter(({ receipt }) => !told.has(receipt)) ?? []
    expect(missing.map(({ receipt }) => receipt.split('/')[2])).toContain('gateway-b')
  } finally {
    process.kill(keeper ?? 0, 'SIGCONT')
  }
  const since = await complete(company)
  await expectExact(company, since)
  await expectExact(other, since)
})

test('with the registry away a subject gets an error that names the office, never an empty list', async () => {
  const [company] = subjects as readonly [Subject]
  process.kill(under.hub.file.processes.registry, 'SIGKILL')
  const { body } = await ask(company)
  expect(body.data).toEqual({ whoReadMyRecord: null })
  expect(body.errors).toMatchObject([
    { path: ['whoReadMyRecord'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', agency: 'office' } },
  ])
})

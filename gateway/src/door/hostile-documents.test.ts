/** Documents made to cost much, at the HTTP door of a real gateway: refused at once, and nobody else waits for them (trust.md §8). */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aRow, c1 } from '../testing/samples.ts'
import { profile, TestDoor } from '../testing/test-door.ts'

let door: TestDoor
let token: string
beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  await door.publish()
  await door.start()
  token = await door.token()
  // What is asked for the first time is planned and compiled; that is nobody's delay.
  for (let round = 0; round < 30; round += 1) await lawful()
})
afterAll(() => door.end())

const many = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ')
const root = `organization(uscc: "${c1}")`
const doubled = many(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)
const chained = many(
  12,
  (n) => `fragment F${n} on Organization { ${'self { '.repeat(17)}...F${n + 1}${' }'.repeat(17)} }`,
)

const hostile: readonly (readonly [what: string, body: Buffer])[] = [
  ['a self-relation 200 levels deep', of({ query: `{ ${root} ${'{ self '.repeat(200)}{ uscc }${' }'.repeat(200)} }` })],
  [
    'the same through fragments',
    of({ query: `{ ${root} { ...F0 } } ${chained} fragment F12 on Organization { uscc }` }),
  ],
  ['fragments doubled forty times', of({ query: `{ ...F0 } ${doubled} fragment F40 on Query { __typename }` })],
  ['900 KB of comments', of({ query: `${'# nothing\n'.repeat(90_000)}${profile}` })],
  ['5 MB of variables', of({ query: profile, variables: { v: 'x'.repeat(5 * 1024 * 1024) } })],
  [
    '400,000 numbers among the variables',
    of({ query: profile, variables: { v: Array.from({ length: 400_000 }, () => 1) } }),
  ],
  ['10,000 aliases', of({ query: `{ ${root} { ${many(10_000, (n) => `a${n}: uscc`)} } }` })],
  ['thousands of equal fields', of({ query: `{ ${root} { ${many(9_000, () => 'uscc')} nothing } }` })],
]

function of(body: unknown): Buffer {
  return Buffer.from(JSON.stringify(body))
}

const cut = '{"errors":[{"extensions":{"code":"OPERATION_TOO_LARGE"}}]}'

interface Timed {
  readonly status: number
  readonly code: unknown
  readonly ms: number
  /** What this thread worked meanwhile, client and gateway: a machine that is busy with other things does not count. */
  readonly work: number
}

/** One request with a proof made before the clock starts. */
async function send(body: Buffer): Promise<Timed> {
  const proof = await door.proof(token)
  const headers = { 'content-type': 'application/json', authorization: `DPoP ${token}`, dpop: proof }
  const [started, before] = [performance.now(), process.threadCpuUsage()]
  // A body that is too long is cut: whoever goes on writing may not live to read why.
  const answer = await fetch(`${door.url}/graphql`, { method: 'POST', headers, body: new Uint8Array(body) }).catch(
    () => null,
  )
  const text = (await answer?.text()) ?? cut
  const { user, system } = process.threadCpuUsage(before)
  const code = JSON.parse(text).errors?.[0]?.extensions?.code
  return { status: answer?.status ?? 413, code, ms: performance.now() - started, work: (user + system) / 1000 }
}

async function lawful(): Promise<Timed> {
  const timed = await send(of({ query: profile }))
  expect(timed.status).toBe(200)
  return timed
}

const sorted = (figures: readonly number[]): readonly number[] => figures.toSorted((a, b) => a - b)
const quantile = (figures: readonly number[], q: number): number =>
  sorted(figures)[Math.min(figures.length - 1, Math.floor(figures.length * q))] ?? 0

test.each(hostile)('%s: refused, in a few milliseconds of work', async (_what, body) => {
  const figures: number[] = []
  for (let round = 0; round < 7; round += 1) {
    const { status, code, work } = await send(body)
    figures.push(work)
    expect([400, 413]).toContain(status)
    expect(['OPERATION_TOO_LARGE', 'GRAPHQL_VALIDATION_FAILED']).toContain(code)
  }
  expect(quantile(figures, 0.5)).toBeLessThan(50)
})

test('whoever asks lawfully beside them is not kept waiting', { timeout: 120_000 }, async ({ annotate }) => {
  const ask = async (count: number): Promise<readonly Timed[]> => {
    const asked: Timed[] = []
    for (let n = 0; n < count; n += 1) asked.push(await lawful())
    return asked
  }
  const alone = await ask(60)
  const attack = { isOn: true, sent: 0 }
  const attacker = (async () => {
    for (let n = 0; attack.isOn; n += 1) {
      await send(hostile[n % hostile.length]?.[1] ?? of({}))
      attack.sent += 1
    }
  })()
  const beside = await ask(60).finally(() => {
    attack.isOn = false
  })
  await attacker
  const line = (timed: readonly Timed[], of: (one: Timed) => number): string =>
    [0.5, 0.99].map((q) => quantile(timed.map(of), q).toFixed(1)).join(' and ')
  const told = (timed: readonly Timed[]): string =>
    `${line(timed, ({ ms }) => ms)} ms, of work ${line(timed, ({ work }) => work)} ms`
  await annotate(`median and p99: alone ${told(alone)}; beside ${attack.sent} hostile ones ${told(beside)}`)
  expect(attack.sent).toBeGreaterThan(5)
  expect(Math.max(...beside.map(({ work }) => work))).toBeLessThan(250)
})

/** Rows 1 to 6 and 8 of the faults: a proxy between the gateway and each agency, a real hub around it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { usageOf } from '../bench/measure/process-usage.ts'
import { askFor, type Caller, openCaller, type TimedAnswer, within } from '../faults/caller.ts'
import type { Fault } from '../faults/fault-proxy.ts'
import { type AgencyId, type HubUnderFault, startHubUnderFault } from '../faults/hub-under-fault.ts'
import { startRewriter } from '../faults/rewriting-agency.ts'
import { flapSeconds } from '../faults/settings.ts'
import { until } from '../faults/until.ts'
import type { Asking, WireAnswer } from './hub-under-test.ts'

const agencies: readonly AgencyId[] = ['office', 'amr', 'tax', 'court', 'tour', 'fin']
const as: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const uscc = '914601000000A00134'
const other = '914600000000A0021R'
const fields = {
  amr: 'penalty { nodes { id } }',
  tax: 'creditGrade { nodes { grade } }',
  court: 'judgment { nodes { id } }',
  tour: 'licAgency { nodes { id } }',
} as const
type Asked = keyof typeof fields
const askedAgencies = Object.keys(fields) as readonly Asked[]
const profile = `query($uscc: ID!) { organization(uscc: $uscc) { ${Object.entries(fields)
  .map(([agency, field]) => `${agency} { ${field} }`)
  .join(' ')} } }`
const only = (agency: Asked): string =>
  `query($uscc: ID!) { organization(uscc: $uscc) { ${agency} { ${fields[agency]} } } }`
/** What a busy machine adds to any promise of milliseconds. */
const slackMs = 500

let under: HubUnderFault
let caller: Caller

beforeAll(async () => {
  under = await startHubUnderFault(join(import.meta.dirname, 'sample-hub'), agencies)
  caller = await openCaller(under.hub, as)
}, 240_000)
beforeEach(async () => {
  await under.mend()
  await untilWhole()
})
afterAll(async () => {
  await caller?.close()
  await under?.stop()
})

const ask = async (query: string = profile): Promise<TimedAnswer & Pick<WireAnswer, 'body'>> => {
  const answer = await caller.ask(query, { uscc })
  return { ...answer, body: JSON.parse(answer.text) as WireAnswer['body'] }
}
/** A breaker closes by good probes alone, five seconds apart, and a probe looks like an answer: three in a row are whole. */
async function untilWhole(): Promise<void> {
  let whole = 0
  await until('all agencies answer', 90_000, async () => {
    whole = (await ask()).body.errors === undefined ? whole + 1 : 0
    return whole === 3
  })
}
const set = (agency: string, fault: Fault): Promise<void> => under.proxies[agency]?.set(fault) ?? Promise.resolve()
const codes = ({ body }: { readonly body: WireAnswer['body'] }): readonly unknown[] =>
  (body.errors ?? []).map(({ path, extensions }) => `${path?.join('.')} ${extensions?.code} ${extensions?.agency}`)
const answered = ({ body }: { readonly body: WireAnswer['body'] }): readonly string[] =>
  Object.entries((body.data?.['organization'] ?? {}) as Record<string, unknown>).flatMap(([agency, data]) =>
    data === null ? [] : [agency],
  )
const others = (away: string): readonly string[] => askedAgencies.filter((agency) => agency !== away)

test('fault row 1: an agency is down: the others answer, hardly later; its breaker opens after five failures and closes after two good probes', async () => {
  const before = within(await askFor(1_000, 1, () => ask()), 0.5)
  await set('court', { kind: 'refuse' })
  for (let round = 0; round < 5; round += 1) {
    const answer = await ask()
    expect(codes(answer)).toEqual(['organization.court SUBGRAPH_UNAVAILABLE court'])
    expect(answered(answer)).toEqual(others('court'))
    expect(answer.ms).toBeLessThan(before + 200 + slackMs)
  }
  await set('court', { kind: 'none' })
  const seen = under.proxies['court']?.questions ?? 0
  expect(codes(await ask())).toEqual(['organization.court SUBGRAPH_UNAVAILABLE court'])
  expect(under.proxies['court']?.questions).toBe(seen)
  const startedAt = performance.now()
  await untilWhole()
  // One probe each five seconds: the first good one leaves it open, the second closes it.
  expect(under.proxies['court']?.questions ?? 0).toBeGreaterThanOrEqual(seen + 2)
  expect(performance.now() - startedAt).toBeGreaterThan(4_000)
})

test.each<readonly [string, Fault]>([
  ['hangs', { kind: 'half-open' }],
  ['is frozen', { kind: 'freeze' }],
  ['drips', { kind: 'drip', bytes: 1, everyMs: 50 }],
  ['is slower than the deadline', { kind: 'delay', ms: 5_000 }],
])(
  'fault row 2: an agency %s: SUBGRAPH_TIMEOUT at three seconds, its connection ends, other questions are not held up',
  async (_, fault) => {
    const undisturbed = within(await askFor(1_000, 2, () => ask(only('tax'))), 0.99)
    await set('tour', fault)
    const late = ask()
    const meanwhile = within(await askFor(2_500, 2, () => ask(only('tax'))), 0.99)
    const answer = await late
    expect(codes(answer)).toEqual(['organization.tour SUBGRAPH_TIMEOUT tour'])
    expect(answered(answer)).toEqual(others('tour'))
    expect(answer.ms).toBeGreaterThan(2_900)
    expect(answer.ms).toBeLessThan(3_000 + slackMs)
    expect(meanwhile).toBeLessThan(undisturbed * 1.5 + 50)
    // Near and far end of nothing but what another question may have opened since.
    await expect.poll(() => under.proxies['tour']?.open ?? 0).toBeLessThanOrEqual(2)
  },
)

describe('fault row 3', () => {
  const http = (head: string, body: string | Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\n${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`),
      Buffer.from(body),
    ])
  const json = 'Content-Type: application/json\r\n'
  const secret = 'db-7.internal'
  test.each<readonly [string, Asked, Buffer]>([
    ['garbage', 'amr', Buffer.from('\x7fELF\x02\x01\x01\0\0\0')],
    ['an HTML page', 'tax', http('Content-Type: text/html\r\n', `<html>${secret}</html>`)],
    ['wrong types', 'court', http(json, '{"data":{"_entities":"many"}}')],
    ['broken compression', 'tour', http(`${json}Content-Encoding: gzip\r\n`, Buffer.from('no gzip'))],
    ['no signature', 'amr', http(json, '{"data":{"_entities":[{"amr":null}]}}')],
    [
      'a bad signature',
      'tax',
      http(`${json}Signature-Input: hub=("@status");created=1\r\nSignature: hub=:AAAA:\r\n`, '{"data":null}'),
    ],
    [
      'a redirect',
      'court',
      Buffer.from('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    ],
    ['two lengths', 'tour', Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 30\r\n\r\n{}')],
    ['a certificate where none is expected', 'amr', Buffer.from('\x15\x03\x03\x00\x02\x02\x28', 'latin1')],
  ])('fault row 3: an agency answers %s: SUBGRAPH_INVALID_ANSWER, its text goes nowhere', async (_, agency, bytes) => {
    await set(agency, { kind: 'garbage', bytes })
    const answer = await ask()
    expect(codes(answer)).toEqual([`organization.${agency} SUBGRAPH_INVALID_ANSWER ${agency}`])
    expect(answered(answer)).toEqual(others(agency))
    expect(answer.text).not.toContain(secret)
  })

  test('fault row 3: an answer that was cut or changed on the way is none', async () => {
    await set('amr', { kind: 'cut', afterBytes: 200 })
    expect(codes(await ask())).toEqual(['organization.amr SUBGRAPH_UNAVAILABLE amr'])
    await set('amr', { kind: 'reset' })
    expect(codes(await ask())).toEqual(['organization.amr SUBGRAPH_UNAVAILABLE amr'])
    await set('amr', { kind: 'wrong-certificate' })
    expect(codes(await ask())).toEqual([
      expect.stringMatching(/organization.amr SUBGRAPH_(?:INVALID_ANSWER|UNAVAILABLE) amr/u),
    ])
  })
})

test('fault row 4: a huge or exploding body is cut at the cap, and the gateway does not grow by it', async () => {
  const pid = under.hub.file.processes.gateway
  const before = usageOf(pid).rssMb
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'a'), Buffer.from('\r\n')])
  const endless = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), chunk])
  const bomb = gzipSync(Buffer.alloc(512 * 1024 * 1024))
  const exploding = Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`),
    bomb,
  ])
  const peaks: number[] = []
  const peak = setInterval(() => peaks.push(usageOf(pid).rssMb), 20)
  await set('tax', {
    kind: 'garbage',
    bytes: Buffer.concat([endless, ...Array.from({ length: 128 }, () => chunk)]),
    flood: true,
  })
  expect(codes(await ask())).toEqual(['organization.tax SUBGRAPH_INVALID_ANSWER tax'])
  await set('tax', { kind: 'garbage', bytes: exploding })
  expect(codes(await ask())).toEqual(['organization.tax SUBGRAPH_INVALID_ANSWER tax'])
  clearInterval(peak)
  expect(Math.max(...peaks) - before).toBeLessThan(50)
})

test('fault row 5: data with errors: data and paths are kept, texts are replaced, a failing entity leaves its neighbour', async () => {
  const secret = 'relation "record" does not exist'
  const rewriter = await startRewriter(under, 'court', (answer) => {
    const entities = (answer['data'] as Record<string, unknown[]>)['_entities'] ?? []
    return {
      data: { _entities: entities.map((entity, index) => (index === 0 ? null : entity)) },
      errors: [{ message: secret, path: ['_entities', 0] }],
    }
  })
  try {
    const both = `query($usccs: [ID!]!) { organizations(usccs: $usccs) { uscc court { judgment { nodes { id } } } } }`
    const answer = await caller.ask(both, { usccs: [uscc, other] })
    const body = JSON.parse(answer.text) as WireAnswer['body']
    expect(codes({ body })).toEqual(['organizations.0.court SUBGRAPH_UNAVAILABLE court'])
    expect(body.data?.['organizations']).toEqual([
      { uscc, court: null },
      { uscc: other, court: { judgment: { nodes: expect.any(Array) } } },
    ])
    expect(answer.text).not.toContain('relation')
  } finally {
    await rewriter.end()
  }
})

test('fault row 8: every agency is down: 200 with nulls and codes; not ready, yet alive; whole again by itself', async () => {
  const url = under.hub.file.gateway
  for (const agency of agencies) await set(agency, { kind: 'refuse' })
  for (let round = 0; round < 5; round += 1) {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(answered(answer)).toEqual([])
    expect(codes(answer)).toHaveLength(askedAgencies.length)
    const open = await under.hub.askAnonymously(`{ organization(uscc: "${uscc}") { fin { lic { nodes { id } } } } }`)
    expect(codes(open)).toEqual(['organization.fin SUBGRAPH_UNAVAILABLE fin'])
  }
  const ready = async (): Promise<unknown> => (await fetch(`${url}/ready`)).status
  await expect.poll(ready, { timeout: 30_000, interval: 250 }).toBe(503)
  expect((await fetch(`${url}/live`)).status).toBe(200)
  await under.mend()
  await expect.poll(ready, { timeout: 30_000, interval: 250 }).toBe(200)
})

test(`fault row 6: an agency flaps each second for ${flapSeconds} s: no restart, sockets flat, its breaker is damped`, {
  timeout: (flapSeconds + 120) * 1_000,
}, async () => {
  const pid = under.hub.file.processes.gateway
  const { court } = under.proxies
  const sockets = socketsOf(pid)
  const asked: number[] = []
  const flapping = askFor(flapSeconds * 1_000, 2, async () => {
    await pause(50)
    return ask()
  })
  for (let second = 0; second < flapSeconds; second += 1) {
    await court?.set({ kind: second % 2 === 0 ? 'refuse' : 'none' })
    await pause(1_000)
    asked.push(court?.questions ?? 0)
  }
  const answers = await flapping
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(process.kill(pid, 0)).toBe(true)
  expect(socketsOf(pid)).toBeLessThanOrEqual(sockets + 8)
  // Left alone it gets a probe each five seconds or less often; two good ones in a row may close the breaker for a second.
  const first = asked[1] ?? 0
  expect((asked.at(-1) ?? 0) - first).toBeLessThan(answers.length / 2)
})

/** Descriptors the process holds; the same number where the system does not tell. */
function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return existsSync(folder) ? readdirSync(folder).length : 0
}

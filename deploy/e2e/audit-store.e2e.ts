/** Payloads and index of all logs in a whole hub: searched, exported with proofs, erased, made again; and no subject's name anywhere. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkProof, leafHash, readProof, readVkey } from '@xinqiao/audit-log'
import { scanForTraces } from '@xinqiao/audit-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAuditStore, auditDatabaseUrl } from './audit-database.ts'
import { type CliRun, runCli } from './cli-run.ts'
import { type Asking, type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

interface Exported {
  readonly origin: string
  readonly index: number
  readonly leafHash: string
  readonly leaf: { readonly kind: string; readonly agency?: string }
  readonly proof: string
}

/** Names, numbers, codes and cases of the sample records, and canaries that only this story asks for. */
const citizenNumbers = ['460105190203040014', '460203190305060027']
const codes = ['914601000000A00134', '914600000000A0021R', '914602000000A003XU']
const words = [
  '陈试一',
  '海口试验旅行社有限公司',
  ...citizenNumbers,
  ...codes,
  'canary-case-5d2e',
  'canary-variable-81fa',
]
const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: 'canary-case-5d2e' }
const profile = `query($uscc: ID!) { organization(uscc: $uscc) { uscc amr { regBasic { name } penalty { nodes { id } } } } }`

let hub: HubUnderTest
let folder: string
let receipt = ''
const xinqiao = (...argv: readonly string[]): Promise<CliRun> => runCli(hub.stateDir, argv)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-audit-store-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
  for (const uscc of [...codes, 'canary-variable-81fa']) {
    const answer = await hub.ask(tax, profile, { uscc })
    receipt ||= answer.receipt ?? ''
  }
  await hub.ask(tax, `{ naturalPerson(document: { kind: "01", number: "460105190203040014" }) { ref } }`)
  await hub.askAnonymously(profile, { uscc: codes[0] })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (sql: string, values?: readonly unknown[]): Promise<readonly unknown[]> => askAuditStore(hub, sql, values)

/** Entries of a search, when there are at least so many. */
async function found(
  count: number,
  ...flags: readonly string[]
): Promise<readonly { origin: string; index: number }[]> {
  for (;;) {
    const run = await xinqiao('audit', 'search', ...flags, '-o', 'json')
    expect(run).toMatchObject({ code: 0 })
    const { data } = JSON.parse(run.out) as { data: { entries: readonly { origin: string; index: number }[] } }
    if (data.entries.length >= count) return data.entries
    await pause(500)
  }
}

test('the auditor finds what was asked, by the log’s own words; each search is in the log of the registry', async () => {
  const entries = await found(5, '--agency', 'tax', '--contract', 'CT-TAX-01')
  expect(entries.map(({ origin, index }) => `${origin}/${index}`)).toContain(receipt)
  const searches = await found(1, '--kind', 'auditor')
  expect(searches[0]?.origin).toContain('/audit/registry/')
  const shown = await xinqiao('audit', 'search', '--agency', 'tax', '--first', '1', '--lang', 'zh')
  expect(shown.out).toContain('CT-TAX-01')
  expect(shown.talk).toMatch(/--after \S+/)
  expect(await xinqiao('audit', 'search', '--contract', codes[0] ?? '')).toMatchObject({
    code: 1,
    talk: expect.stringContaining('AUDIT_QUESTION_INVALID'),
  })
})

test('an export carries a proof for every entry, which holds under the published key', async () => {
  const run = await xinqiao('audit', 'export', '--kind', 'query', '--agency', 'tax')
  const lines = run.out.trim().split('\n')
  const entries = lines.map((line): Exported => JSON.parse(line))
  expect(entries.length).toBeGreaterThanOrEqual(5)
  const { keys } = (await (await fetch(`${hub.file.registry}/audit/keys`)).json()) as {
    readonly keys: readonly { readonly origin: string; readonly vkey: string }[]
  }
  for (const { origin, index, leafHash: told, proof } of entries) {
    const read = readProof(proof)
    const hash = leafHash(read.extra ?? Buffer.alloc(0))
    expect([read.index, hash.toString('hex')]).toEqual([index, told])
    const key = readVkey(keys.find((one) => one.origin === origin)?.vkey ?? '')
    expect(checkProof(read, hash, key).origin).toBe(origin)
  }
  writeFileSync(join(folder, 'export.ndjson'), run.out)
})

test('AU11 no name, number, code, case or variable stands in any log, tile, bundle, index, payload or export, not even encoded or hashed', async () => {
  const paths = [join(hub.stateDir, 'gateway', 'audit'), join(hub.stateDir, 'registry', 'audit'), folder]
  const scan = await scanForTraces(words, { paths, databaseUrls: [auditDatabaseUrl(hub)] })
  expect(scan.traces).toEqual([])
  expect(scan.files).toBeGreaterThan(10)
  expect(scan.rows).toBeGreaterThan(20)
})

test('AU12 an erased payload is gone; its entry is found and proven as before', async () => {
  const [, origin = '', index = ''] = /^(.*)\/(\d+)$/.exec(receipt) ?? []
  const payloads = (): Promise<readonly unknown[]> =>
    ask('select 1 from audit_payload where origin = $1 and index = $2', [origin, index])
  expect(await payloads()).toHaveLength(1)
  expect((await xinqiao('audit', 'erase', receipt)).out).toContain('Nothing was done')
  expect(await payloads()).toHaveLength(1)
  expect((await xinqiao('audit', 'erase', receipt, '--basis', 'PIPL-47')).out).toContain('is erased')
  expect(await payloads()).toHaveLength(0)
  expect((await found(1, '--agency', 'tax')).map((one) => `${one.origin}/${one.index}`)).toContain(receipt)
  expect(await found(1, '--kind', 'admin', '--first', '3')).toBeDefined()
  expect(await xinqiao('audit', 'verify')).toMatchObject({ code: 0 })
})

test('the auditor holds the index against the log: what was changed in the database is found and named', async () => {
  const [, origin = '', index = ''] = /^(.*)\/(\d+)$/.exec(receipt) ?? []
  const compared = (): Promise<CliRun> => xinqiao('audit', 'compare')
  expect(await compared()).toMatchObject({ code: 0, out: expect.stringContaining('0 rows differ, 0 payloads') })
  await ask(`delete from audit_subject where origin = $1 and index = $2`, [origin, index])
  await ask(`delete from audit_payload where origin = $1 and index > $2`, [origin, index])
  const found = await compared()
  expect(found).toMatchObject({ code: 1, talk: expect.stringContaining('PAYLOAD_LOST') })
  expect(found.talk).toContain(`${receipt} (1)`)
  expect(found.talk).toContain('INDEX_DIFFERS')
})

test('the index of all logs is made again by their keepers', async () => {
  const counted = async (): Promise<number> => {
    const [row] = (await ask("select count(*)::int as n from audit_entry where kind = 'query'")) as { n: number }[]
    return row?.n ?? 0
  }
  const before = await counted()
  expect(before).toBeGreaterThan(0)
  expect(await xinqiao('audit', 'reindex')).toMatchObject({ code: 0, out: expect.stringContaining('/audit/gateway/') })
  // A keeper sees that its head moved with the next entry it stores.
  await hub.ask(tax, profile, { uscc: codes[0] })
  await found(6, '--agency', 'tax')
  expect(await counted()).toBe(before + 1)
  // Rows come back from the tiles, payloads do not.
  const again = await xinqiao('audit', 'compare')
  expect(again).toMatchObject({ code: 1, out: expect.stringContaining(' 0 rows differ') })
  expect(again.talk).not.toContain('INDEX_DIFFERS')
})

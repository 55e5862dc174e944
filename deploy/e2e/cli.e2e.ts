/** The command line beside a running hub: every verb, what it prints where, and how it ends. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { type CliRun, checkout, runCli } from './cli-run.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const travel = '914601000000A00134'
const trade = '914600000000A0021R'
const underContract = [
  '--as',
  'tax-app',
  '--contract',
  'CT-TAX-02',
  '--purpose',
  'DAILY_SUPERVISION',
  '--case',
  '琼税案〔2026〕2号',
]
const names = `query($uscc: ID!) { organization(uscc: $uscc) { amr { regBasic { name } penalty { nodes { id } } } } }`

let hub: HubUnderTest
let folder = ''
const xinqiao = (...argv: readonly string[]): Promise<CliRun> => runCli(hub.stateDir, argv)
const dataOf = ({ out }: CliRun): unknown => (JSON.parse(out) as { data: unknown }).data

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-cli-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), clock: '2026-11-23T10:00:00+08:00' })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true })
})

describe('query', () => {
  test('prints the profile on stdout and the receipt on stderr', async () => {
    const run = await xinqiao('query', ...underContract, names, '--var', `uscc=${travel}`)
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('amr.penalty:R-002') })
    expect(run.talk).toMatch(/receipt \S+\/\d+/)
  })

  test('[REG-16.2c] says what was refused by which article and what to do next, and still answers the rest', async () => {
    const operation = `{ organization(uscc: "${travel}") { amr { regBasic { name } } court { judgment { nodes { id } } } } }`
    const run = await xinqiao('query', ...underContract, operation)
    expect(run.code).toBe(0)
    expect(run.talk).toMatch(
      /ITEM_NOT_IN_CONTRACT .*\n {2}where .*court\.judgment\n {2}article {2}REG-16\.2c: .*\n {2}next /,
    )
    const alone = await xinqiao(
      'query',
      ...underContract,
      `{ organization(uscc: "${travel}") { court { judgment { nodes { id } } } } }`,
      '--lang',
      'zh',
    )
    expect(alone).toMatchObject({ code: 4, talk: expect.stringContaining('合约未包含该信息项') })
  })

  test.each([
    [4, 'CONTRACT_INACTIVE', ['--as', 'tax-app', '--contract', 'NONE', '--purpose', 'TAX_CREDIT']],
    [4, 'PURPOSE_MISMATCH', ['--as', 'tax-app', '--contract', 'CT-TAX-02', '--purpose', 'LOAN', '--case', 'x']],
    [2, 'CLIENT_UNKNOWN', ['--as', 'nobody', '--contract', 'CT-TAX-02', '--purpose', 'DAILY_SUPERVISION']],
    [2, 'FLAG_MISSING', ['--as', 'tax-app']],
    [4, 'SUBJECT_ID_INVALID', []],
  ] as const)('ends with %i and %s', async (code, name, flags) => {
    const run = await xinqiao('query', '{ organization(uscc: "914601000000A00135") { uscc } }', ...flags)
    expect(run).toMatchObject({ code, out: '', talk: expect.stringContaining(name) })
    expect(run.talk).not.toContain('914601000000A00135')
  })

  test('turns a CSV and an XLSX list of codes into one row a subject, also past a refused one', async () => {
    const csv = join(folder, 'subjects.csv')
    const xlsx = join(folder, 'subjects.xlsx')
    writeFileSync(csv, `uscc\n${travel}\n${trade}\n`)
    await writeExcelFile([[{ value: travel }], [{ value: 'no-code' }], [{ value: trade }]]).toFile(xlsx)
    const table = await xinqiao('query', ...underContract, names, '--subjects', csv)
    expect(table.code).toBe(0)
    expect(table.out.split('\n').filter((line) => line.startsWith('9146'))).toHaveLength(2)
    const rows = await xinqiao('query', ...underContract, names, '--subjects', xlsx, '-o', 'ndjson')
    expect(rows.code).toBe(4)
    expect(
      rows.out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { exit: string }).exit),
    ).toEqual(['done', 'refused', 'done'])
  })
})

describe('records and schemas', () => {
  test('ingest takes a file in once, and shows every refused line with a code and no value', async () => {
    const records = join(import.meta.dirname, 'sample-hub/records/tax/10-sample.ndjson')
    const again = await xinqiao('ingest', records, '--agency', 'tax', '-o', 'json')
    expect(again.code).toBe(0)
    expect(dataOf(again)).toMatchObject({ accepted: 0, refused: 0 })
    const bad = await xinqiao('ingest', join(import.meta.dirname, 'sample-bad-records.ndjson'), '--agency', 'amr')
    expect(bad).toMatchObject({ code: 1, out: expect.stringContaining('PROHIBITED_CATEGORY') })
    expect(await xinqiao('ingest', records, '--agency', 'nobody')).toMatchObject({
      code: 2,
      talk: expect.stringContaining('amr'),
    })
  })

  test('[REG-14.4a] check refuses a prohibited field by its name and article, and passes the running schema', async () => {
    const sdl = readFileSync(join(checkout, 'subgraphs/tax/schema.graphql'), 'utf8')
    const bad = join(folder, 'bad.graphql')
    writeFileSync(bad, `${sdl}\ntype Health { bloodType: String }\n`)
    const run = await xinqiao('check', bad, '--agency', 'tax')
    expect(run.code).toBe(1)
    expect(run.talk).toMatch(/PROHIBITED_CATEGORY[\s\S]*Health\.bloodType[\s\S]*REG-14\.4/)
    expect((await xinqiao('check', 'subgraphs/tax/schema.graphql', '--agency', 'tax')).code).toBe(0)
  })

  test('lint names file, line and key of what is wrong before any hub sees it', async () => {
    const broken = join(folder, 'broken')
    cpSync(join(import.meta.dirname, 'sample-hub'), broken, { recursive: true })
    const contract = join(broken, 'contracts/CT-TAX-01.yaml')
    writeFileSync(contract, readFileSync(contract, 'utf8').replace('TAX_CREDIT', 'NO_SUCH_PURPOSE'))
    const run = await xinqiao('lint', broken)
    expect(run.code).toBe(1)
    expect(run.talk).toMatch(/where {4}contracts\/CT-TAX-01\.yaml:\d+ {2}purposes/)
    expect((await xinqiao('load', broken)).code).toBe(1)
  })
})

describe('what the office keeps', () => {
  test('audit verify finds the log of the gateway by itself, and names the entry that was changed', async () => {
    const sound = await xinqiao('audit', 'verify')
    expect(sound).toMatchObject({ code: 0, talk: expect.stringContaining('Good') })
    const copy = join(folder, 'audit')
    cpSync(join(hub.stateDir, 'gateway/audit/gateway'), copy, { recursive: true })
    const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    const paths = files.map(({ parentPath, name }) => join(parentPath, name))
    const changed = paths.filter((file) => readFileSync(file, 'latin1').includes('"act":"start"'))
    for (const file of changed) {
      const text = readFileSync(file, 'latin1').replace('"act":"start"', '"act":"never"')
      writeFileSync(file, text, 'latin1')
    }
    expect(changed).not.toEqual([])
    expect(await xinqiao('audit', 'verify', copy)).toMatchObject({
      code: 1,
      talk: expect.stringContaining('REG-26.2b'),
    })
  })

  test('agency calls shows contract, purpose and items of each fetch, and no subject', async () => {
    const run = await xinqiao('agency', 'calls', 'amr')
    expect(run).toMatchObject({ code: 0, out: expect.stringMatching(/CT-TAX-02@1/) })
    expect(run.out + run.talk).not.toContain(travel)
  })

  test('doctor finds every part sound, and names the one that is away', async () => {
    expect((await xinqiao('doctor')).code).toBe(0)
    const state = join(folder, 'state')
    cpSync(join(hub.stateDir, 'keys'), join(state, 'keys'), { recursive: true })
    const { tax, ...others } = hub.file.agencies
    const away = { ...tax, url: 'http://127.0.0.1:9', ingest: 'http://127.0.0.1:9/records' }
    writeFileSync(join(state, 'hub.json'), JSON.stringify({ ...hub.file, agencies: { ...others, tax: away } }))
    const run = await runCli(state, ['doctor'])
    expect(run.code).toBe(1)
    expect(run.out).toMatch(/^NO {2}tax/m)
    expect((await runCli(state, ['agency', 'calls', 'tax'])).code).toBe(5)
  })
})

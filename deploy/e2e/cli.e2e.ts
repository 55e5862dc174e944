/** The command line beside a running hub: every verb, what it prints where, and how it ends. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allVerbs, exampleWords } from '@xinqiao/cli'
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
const helpMsMax = 200

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

describe('explain', () => {
  const ofCase = (contract: string, item: string, ...more: readonly string[]): Promise<CliRun> =>
    xinqiao(
      'explain',
      '--contract',
      contract,
      '--item',
      item,
      '--purpose',
      'TAX_CREDIT',
      '--subject-kind',
      'legal_person',
      ...more,
    )

  test('[REG-16.2b] judges a case with the rules that decide requests, on both sides of the last day', async () => {
    const lastDay = await ofCase('CT-TAX-03', 'amr.reg.basic', '--on', '2026-11-22')
    expect(lastDay).toMatchObject({ code: 0, out: expect.stringContaining('permitted') })
    const dayAfter = await ofCase('CT-TAX-03', 'amr.reg.basic', '--on', '2026-11-23')
    expect(dayAfter).toMatchObject({ code: 4, talk: expect.stringContaining('CONTRACT_INACTIVE') })
  })

  test('names the item that the contract lacks, and teaches the contracts there are', async () => {
    const lacking = await ofCase('CT-TAX-01', 'amr.complaint12315', '--on', '2026-11-23', '-o', 'json')
    expect(lacking.code).toBe(4)
    expect(dataOf(lacking)).toMatchObject({ kind: 'refusal', code: 'ITEM_NOT_IN_CONTRACT', item: 'amr.complaint12315' })
    expect(await ofCase('NONE', 'tax.credit.grade')).toMatchObject({
      code: 2,
      talk: expect.stringContaining('CT-TAX-01'),
    })
  })

  test('[REG-16.2b] says where the subject has to allow it', async () => {
    const run = await xinqiao(
      'explain',
      '--contract',
      'CT-BANK-01',
      '--item',
      'tax.credit.grade',
      '--purpose',
      'LOAN',
      '--subject-kind',
      'legal_person',
      '--on',
      '2026-11-23',
      '--lang',
      'zh',
    )
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('书面授权') })
  })

  test.each(['CONSENT_SCOPE', 'tax.credit.grade', 'REG-27'])('%s in one language only', async (what) => {
    const english = await xinqiao('explain', what)
    expect(english.code).toBe(0)
    expect(english.out).not.toMatch(/[\u3400-\u9fff]/)
    expect((await xinqiao('explain', what, '--lang', 'zh')).out).toMatch(/[\u3400-\u9fff]/)
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

describe('help', () => {
  test('comes within 200 ms', async () => {
    const times: number[] = []
    for (const verb of ['query', 'explain', 'doctor']) {
      const before = performance.now()
      await xinqiao(verb, '--help')
      times.push(performance.now() - before)
    }
    expect(Math.min(...times)).toBeLessThan(helpMsMax)
  })

  test('ends with examples that run beside the demo folder, in tables of 80 columns', async () => {
    expect((await xinqiao('load', 'deploy/seed')).code).toBe(0)
    const wide: string[] = []
    const failed: unknown[] = []
    for (const example of allVerbs.flatMap((verb) => verb.examples)) {
      const argv = exampleWords(example).map((word) => word.replace(/^\.xinqiao(?=\/)/, hub.stateDir))
      const run = await xinqiao(...argv)
      if (run.code !== 0) failed.push({ example, ...run })
      if (/[─]{3}/.test(run.out)) wide.push(...run.out.split('\n').filter((line) => columns(line) > 80))
    }
    expect(failed).toEqual([])
    expect(wide).toEqual([])
  })

  test('needs no hub, and a verb that does says how to start one', async () => {
    const nowhere = join(folder, 'nowhere')
    expect(existsSync(nowhere)).toBe(false)
    expect((await runCli(nowhere, ['contract', '--help'])).code).toBe(0)
    expect(await runCli(nowhere, ['contract', 'list'])).toMatchObject({
      code: 5,
      talk: expect.stringContaining('npm start'),
    })
  })
})

/** Chinese and full-width characters take two columns. */
function columns(line: string): number {
  return [...line].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1),
    0,
  )
}

/**
 * An inspector's visit, by the very commands of contracts/audit-log/README.md: a copied folder, a copied package, and what
 * others kept, on a desk without hub, network or anything installed; three bodies witnessed the log while it grew.
 */
import { spawnSync } from 'node:child_process'
import { createSecretKey } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openSealed, readProof } from '@xinqiao/audit-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAuditStore } from './audit-database.ts'
import { checkout, runCli } from './cli-run.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'
import { startThreeWitnesses, type ThreeWitnesses } from './three-witnesses.ts'

const query = '{ organization(uscc: "914601000000A00134") { uscc tax { creditGrade { nodes { grade } } } } }'
const as = ['--as', 'tax-app', '--contract', 'CT-TAX-01', '--purpose', 'TAX_CREDIT', '--case', '琼税案〔2026〕1号']

let folder: string
let desk: string
let hub: HubUnderTest
let witnesses: ThreeWitnesses
let year: string
let index: string
let leaf: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-inspector-'))
  desk = join(folder, 'desk')
  mkdirSync(desk)
  witnesses = await startThreeWitnesses(folder)
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
  const { keys } = (await (await fetch(`${hub.file.registry}/audit/keys`)).json()) as {
    readonly keys: readonly { readonly vkey: string }[]
  }
  witnesses.know(keys.map(({ vkey }) => vkey))
  await nameWitnesses()
  await keepWhatOthersHold()
  visitTheHub()
  await hub.stop()
  await witnesses.stop()
})
afterAll(async () => {
  await hub?.stop()
  await witnesses?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The office says who signs beside the hub, while it runs. */
async function nameWitnesses(): Promise<void> {
  const set = await runCli(hub.stateDir, ['witnesses', 'set', witnesses.policy])
  expect(set).toMatchObject({ code: 0, out: expect.stringContaining('3 witnesses, 2 of them must sign') })
}

/** The consumer's answer, statement and log key; a checkpoint of before; the payload as the office opens it. */
async function keepWhatOthersHold(): Promise<void> {
  const kept = join(folder, 'kept')
  expect(await runCli(hub.stateDir, ['query', ...as, query, '--keep', kept])).toMatchObject({ code: 0 })
  const [, body = ''] = readFileSync(join(kept, 'answer.jws'), 'utf8').split('.')
  const statement = JSON.parse(Buffer.from(body, 'base64url').toString()) as { receipt: string; leaf: string }
  ;[year = '', index = ''] = statement.receipt.split('/').slice(-2)
  leaf = statement.leaf
  const { checkpoint, entry } = await settled(statement.receipt)
  writeFileSync(join(desk, 'earlier.checkpoint'), checkpoint)
  writeFileSync(join(desk, 'opened'), await opened(statement.receipt, entry))
  writeFileSync(join(desk, 'witnesses.vkey'), witnesses.vkeys)
  copyFileSync(join(kept, 'log.vkey'), join(desk, 'gateway.vkey'))
  copyFileSync(join(kept, 'answer.json'), join(desk, 'answer.json'))
  // The log goes on behind the checkpoint that was kept.
  expect(await runCli(hub.stateDir, ['query', ...as, query])).toMatchObject({ code: 0 })
}

/** The checkpoint over a receipt once two bodies signed it, and the entry, as the client is shown them. */
async function settled(receipt: string): Promise<{ readonly checkpoint: string; readonly entry: string }> {
  for (;;) {
    const { out } = await runCli(hub.stateDir, ['audit', 'prove', receipt, ...as])
    const { checkpoint, extra } = readProof(out)
    if (checkpoint.split('\n\u2014 ').length > 2) return { checkpoint, entry: String(extra) }
    await pause(1_000)
  }
}

async function opened(receipt: string, entry: string): Promise<Buffer> {
  const { pc, key: month } = JSON.parse(entry) as { readonly pc: string; readonly key: string }
  const sql = 'select sealed from audit_payload where origin = $1 and index = $2'
  const place = [receipt.slice(0, receipt.lastIndexOf('/')), index]
  let rows = await askAuditStore(hub, sql, place)
  for (; rows.length === 0; rows = await askAuditStore(hub, sql, place)) await pause(200)
  const [{ sealed }] = rows as [{ readonly sealed: Buffer }]
  const bothKeys = readFileSync(join(hub.stateDir, 'key-store/months', `${month}.key`))
  const { salts, payload } = openSealed(sealed, createSecretKey(bothKeys.subarray(bothKeys.length / 2)), pc)
  return Buffer.concat([salts.ac, salts.pc, payload])
}

/** The blocks of commands in the README's section, in their order. */
function readmeBlocks(): readonly (readonly string[])[] {
  const readme = readFileSync(join(checkout, 'contracts/audit-log/README.md'), 'utf8').replaceAll('2026', year)
  const [, section = ''] = readme.split("## An inspector's visit\n")
  const [own = ''] = section.split('\n## ')
  const blocks = [...own.matchAll(/(?:^ {4}.+\n)+/gm)].map(([block]) => block.trimEnd().split('\n'))
  return blocks.map((lines) => lines.map((line) => line.trim()))
}

/** Runs a line after the settings of its block, in a shell that knows nothing but this Node. */
function run(line: string, cwd: string): { readonly code: number | null; readonly out: string } {
  const settings = readmeBlocks()
    .flat()
    .filter((one) => /^[A-Z]=/.test(one))
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, LANG: 'C', INDEX: index, LEAF: leaf }
  const ran = spawnSync('sh', ['-c', [...settings, line].join('\n')], { cwd, env, encoding: 'utf8' })
  return { code: ran.status, out: `${ran.stdout}${ran.stderr}` }
}

/** The first block, where the hub runs; then the copies are carried to the desk. */
function visitTheHub(): void {
  const at = join(folder, 'hub')
  mkdirSync(at)
  symlinkSync(hub.stateDir, join(at, '.xinqiao'))
  symlinkSync(join(checkout, 'contracts'), join(at, 'contracts'))
  const [block = []] = readmeBlocks()
  expect(block).toHaveLength(3)
  for (const line of block) expect([line, run(line, at)]).toMatchObject([line, { code: 0 }])
  for (const name of ['copy', 'audit-log']) renameSync(join(at, name), join(desk, name))
}

test('AU3 [REG-26.2b] every command of the visit holds on a copied folder without the hub, and says what it was held against', () => {
  const [, block = []] = readmeBlocks()
  expect(block).toHaveLength(9)
  const said = block.map((line) => {
    const { code, out } = run(line, desk)
    expect([line, code, out]).toEqual([line, 0, expect.not.stringContaining('AUDIT_')])
    return out
  })
  expect(said[1]).toMatch(/Good: all that was checked holds.*No signature of a witness was checked/s)
  expect(said[3]).toMatch(/Held against older checkpoints from outside/)
  expect(said[4]).toMatch(/signed by the witnesses .*\.example\/w1, .*\.example\/w1/)
  expect(said[5]).toMatch(/1 receipts checked/)
  expect(said[6]).not.toMatch(/No payload and no answer was opened/)
  expect(said[8]).toMatch(new RegExp(`Entry ${index} stands in the log .*Signed by the witnesses`, 's'))
})

test('AU3 a word changed in every file of a copy is found, with the entry it stands in', () => {
  const [, , [plant = '', find = '', ...more] = []] = readmeBlocks()
  expect(more).toEqual([])
  expect(run(plant, desk)).toEqual({ code: 0, out: '' })
  const found = run(find, desk)
  expect([found.code, found.out]).toEqual([
    1,
    expect.stringMatching(new RegExp(`ENTRY_CHANGED .*Entry ${index} was changed`)),
  ])
})

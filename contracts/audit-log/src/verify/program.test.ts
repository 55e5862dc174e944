/** The verifier as an inspector runs it: from a copy of this package's folder, over a copy of the log's folder. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cosign } from '../notes/checkpoint.ts'
import { entriesPath } from '../tiles/tile-path.ts'
import { runVerifier } from './run-verifier.ts'
import { copyOf, forge, removeCopies, spoil } from './test-forgery.ts'
import { type Kept, WrittenLog } from './test-log.ts'

const log = new WrittenLog()
const desk = mkdtempSync(join(tmpdir(), 'desk-'))
const file = (name: string): string => join(desk, name)
let copy = ''
let origin = ''
let one: Kept | undefined

beforeAll(async () => {
  const source = join(import.meta.dirname, '../..')
  cpSync(source, file('audit-log'), {
    recursive: true,
    filter: (path) => !/node_modules|\.types|\.test\.ts$/.test(path),
  })
  await log.open()
  ;({ origin } = log)
  await log.writeTo(300)
  writeFileSync(file('older'), await log.sign())
  await log.writeTo(400)
  const signed = await log.sign()
  const names = ['court/w', 'tax/w', 'supervision/w']
  const lines = await Promise.all(
    names.slice(0, 2).map((name) => cosign(signed, log.keys.witness(name), 1_790_000_000)),
  )
  writeFileSync(file('witnesses'), names.map((name) => `${log.keys.witness(name).vkey}\n`).join(''))
  writeFileSync(file('key'), `${log.vkey}\n`)
  writeFileSync(join(log.directory, 'checkpoint'), [signed, ...lines].join(''))
  copy = copyOf(log.directory)
  one = log.kept[41]
  writeFileSync(file('payload'), one?.payload ?? '')
  writeFileSync(file('answer'), one?.answer ?? '')
  await log.close()
})

afterAll(() => {
  rmSync(desk, { recursive: true })
  log.remove()
  removeCopies()
})

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(desk, 'audit-log/src/verify/verify-program.ts'), ...args], {
    cwd: desk,
    encoding: 'utf8',
  })

/** The same without a process of its own. */
const call = (...args: string[]): { status: number; stdout: string; stderr: string } => {
  const said = { stdout: '', stderr: '' }
  const status = runVerifier(args, {
    print: (text) => (said.stdout += `${text}\n`),
    complain: (text) => (said.stderr += text),
  })
  return { status, ...said }
}

test('AU3 says in both languages what holds and what was not checked, exit code 0', () => {
  const { status, stdout } = run(copy, '--key', 'key')
  expect(status).toBe(0)
  expect(stdout).toMatch(/完好.*没有核对.*见证方.*Good.*Not checked.*no older checkpoint.*No signature of a witness/s)
  expect(run(copy, '--key', 'key', '--lang', 'en').stdout).not.toMatch(/完好/)
  expect(run(copy, '--lang', 'en').stdout).toMatch(/key came from the folder itself/)
})

test('AU3 with everything an inspector may hold nothing is left unchecked but the truth of what was written', () => {
  const { receipt } = one ?? log.kept[0] ?? { receipt: { origin: '', index: 0, leafHash: '' } }
  const held = ['--key', 'key', '--from', 'older', '--witness', 'witnesses', '--k', '2']
  const kept = ['--receipt', `${receipt.origin}/${receipt.index}`, '--leaf', receipt.leafHash]
  const opening = ['--entry', String(receipt.index), '--payload', 'payload', '--answer', 'answer']
  const { status, stdout } = run(copy, '--json', ...held, ...kept, ...opening)
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    good: true,
    findings: [],
    notChecked: [{ code: 'TRUTH' }],
    origins: [{ origin, checkpoint: { size: 400 }, witnessed: { size: 400, names: ['court/w', 'tax/w'] } }],
  })
})

test('AU3 a finding is exit code 1 and named with its entry', async () => {
  const changed = copyOf(copy)
  rmSync(join(changed, 'wal'), { recursive: true })
  spoil(join(changed, entriesPath(0)), 5_000)
  const { status, stdout } = run(changed, '--key', 'key', '--lang', 'en')
  expect(status).toBe(1)
  expect(stdout).toMatch(/ENTRY_CHANGED xinqiao\/audit\/gateway-1\/2026 tile\/entries\/000: Entry \d+ was changed/)
  const rewritten = await forge(copy, { edit: (leaves) => leaves.slice(0, 350), signer: log.keys.signer(origin) })
  expect(run(rewritten, '--key', 'key').status).toBe(0)
  expect(run(rewritten, '--key', 'key', '--witness', 'witnesses').status).toBe(1)
  const cut = await forge(copy, { edit: (leaves) => leaves.slice(0, 200), signer: log.keys.signer(origin) })
  expect(run(cut, '--key', 'key', '--from', 'older').status).toBe(1)
})

test('AU3 a payload or answer that is another opens nothing', () => {
  const index = String(one?.receipt.index)
  writeFileSync(file('other'), Buffer.concat([one?.answer ?? Buffer.alloc(0), Buffer.from(' ')]))
  const opened = run(copy, '--key', 'key', '--entry', index, '--payload', 'payload', '--answer', 'other', '--json')
  expect([opened.status, JSON.parse(opened.stdout).findings]).toMatchObject([1, [{ code: 'ANSWER_DIFFERS' }]])
  const elsewhere = run(copy, '--key', 'key', '--entry', '3', '--payload', 'payload', '--json')
  expect([elsewhere.status, JSON.parse(elsewhere.stdout).findings]).toMatchObject([1, [{ code: 'PAYLOAD_DIFFERS' }]])
})

test('tells how it is called, in both languages, and what to do after a mistake', () => {
  const help = call('--help')
  expect([help.status, help.stdout]).toEqual([
    0,
    expect.stringMatching(/核对审计日志.*Checks an audit log.*--witness/s),
  ])
  expect(call('-h', '--lang', 'zh').stdout).not.toContain('Checks')
  expect(call().stderr).toMatch(/expected the folder.*下一步：.*Next: .*--help/s)
})

test('what does not read is exit code 2 and says what was expected', () => {
  const stranger = new WrittenLog().keys.signer('other/audit/a/2026').vkey
  writeFileSync(file('note'), 'no note')
  const calls: readonly (readonly [readonly string[], RegExp])[] = [
    [['no/such/folder'], /expected the folder of a log/],
    [[], /expected the folder of a log/],
    [[copy, '--key', stranger], /expected keys, checkpoints and receipts of/],
    [[copy, '--key', 'x'], /expected <name>/],
    [[copy, '--from', 'none'], /--from: expected a file/],
    [[copy, '--from', file('note')], /signed note/],
    [[copy, '--receipt', `${origin}/1`], /--receipt: expected a --leaf/],
    [[copy, '--receipt', `${origin}/1`, '--leaf', 'zz'], /--leaf: expected a hash/],
    [[copy, '--entry', '1'], /--entry: expected with it --payload/],
    [[copy, '--witness', file('witnesses'), '--k', '4'], /--k: expected a number/],
    [[copy, '--witness', file('key')], /expected the key of a witness/],
    [[copy, '--nonsense'], /nonsense/],
    [['prove', copy, '400'], /AUDIT_NOT_COVERED/],
    [['prove', copy, 'x'], /AUDIT_NOT_COVERED/],
    [['proof', file('none'), '--key', file('key')], /ENOENT/],
  ]
  for (const [args, message] of calls) {
    const { status, stderr } = call(...args)
    expect([args, status, stderr]).toEqual([args, 2, expect.stringMatching(message)])
  }
})

test('a proof of one entry is written, and checked without the folder', () => {
  const { stdout: proof, status } = call('prove', copy, '41')
  expect([status, proof]).toEqual([0, expect.stringMatching(/^c2sp.org\/tlog-proof@v1\nextra .*\nindex 41\n/)])
  writeFileSync(file('41.tlog-proof'), proof)
  const checked = call(
    'proof',
    file('41.tlog-proof'),
    '--key',
    file('key'),
    '--witness',
    file('witnesses'),
    '--k',
    '2',
    '--json',
  )
  expect([checked.status, JSON.parse(checked.stdout)]).toMatchObject([
    0,
    { origin, index: 41, size: 400, witnesses: [{ name: 'court/w' }, { name: 'tax/w' }] },
  ])
  expect(call('proof', file('41.tlog-proof'), '--key', file('key')).stdout).toMatch(
    /没有看过日志的其余部分.*The rest of the log was not seen/s,
  )
  writeFileSync(file('moved'), proof.replace('index 41', 'index 42'))
  expect(call('proof', file('moved'), '--key', file('key')).status).toBe(1)
  expect(call('proof', file('41.tlog-proof'), '--key', file('key'), '--leaf', '0'.repeat(64)).status).toBe(1)
  expect(
    call('proof', file('41.tlog-proof'), '--key', file('key'), '--witness', file('witnesses'), '--k', '3').status,
  ).toBe(1)
})

/** The lines of deploy/README.md that try witnesses on one machine do what they say, and both programs of the audit log run by their names. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readVkey, readWitnessPolicy } from '@xinqiao/audit-log'
import { afterAll, expect, test } from 'vitest'

const checkout = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'readme-witness-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Lines of the README that hold this, with a folder of their own. */
function linesWith(words: string): readonly string[] {
  const readme = readFileSync(join(checkout, 'deploy/README.md'), 'utf8')
  return readme
    .split('\n')
    .filter((line) => line.startsWith('    ') && line.includes(words))
    .map((line) => line.trim().replaceAll('/tmp/witnesses', folder))
}

test('the README makes three keys, and each of its witnesses starts', async () => {
  const lines = [...linesWith('mkdir -p /tmp/witnesses'), ...linesWith('--new-key')]
  const made = spawnSync('bash', ['-ec', lines.join('\n')], { cwd: checkout, encoding: 'utf8' })
  expect([made.status, made.stderr]).toEqual([0, ''])
  const names = ['court', 'tax', 'supervision']
  const vkeys = names.map((name) => readFileSync(join(folder, `${name}.vkey`), 'utf8').trim())
  expect(vkeys.map((vkey) => readVkey(vkey))).toMatchObject(
    names.map((name) => ({ name: `${name}.example/w1`, use: 'witness' })),
  )
  const starts = linesWith('--state').map((line) => line.replace(/--port \d+/, '--port 0').replace(/ > .*$/, ''))
  expect(starts).toHaveLength(3)
  const [first = ''] = starts
  const witness = spawn('bash', ['-c', first], { cwd: checkout, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const ended = once(witness, 'close')
  const [line] = (await once(createInterface({ input: witness.stdout }), 'line')) as [string]
  expect(JSON.parse(line)).toMatchObject({ event: 'started', vkey: vkeys[0] })
  process.kill(-(witness.pid ?? 0), 'SIGTERM')
  await ended
})

test('the README writes a rule that the hub takes', () => {
  const lines = [...linesWith('one() {'), ...linesWith('$(one court')]
  expect(lines).toHaveLength(2)
  const written = spawnSync('bash', ['-ec', lines.join('\n')], { cwd: checkout, encoding: 'utf8' })
  expect([written.status, written.stderr]).toEqual([0, ''])
  const policy = readWitnessPolicy(JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8')))
  expect([policy.quorum, policy.witnesses.length]).toEqual([2, 3])
})

test('the verifier runs by its name, and its exit code says that a folder cannot be read', () => {
  const checked = spawnSync('npx', ['--no-install', 'xinqiao-audit', join(folder, 'nothing'), '--lang', 'en'], {
    cwd: checkout,
    encoding: 'utf8',
  })
  expect(checked.status).toBe(2)
  expect(checked.stderr).toContain('--help lists every flag')
})

/** The witness as a program: its key, its folder, its end at any moment. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { readVkey } from '../notes/index.ts'
import { endWitnesses, newFolder, newWitness, post, startWitnessProgram, TestLog } from './test-witness.ts'

afterAll(endWitnesses)

const origin = 'hub.example/audit/gateway/2026'
const program = join(import.meta.dirname, 'main.ts')
const run = (...words: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', timeout: 20_000 })
/** Size that a witness says it signed last. */
const sizeAt = async (url: string, log: TestLog): Promise<number> => {
  const { status, body } = await post(url, await log.call(0, 0))
  return status === 200 ? 0 : Number(body.toString())
}

test('makes a key that its owner alone reads, prints the verifier key, and never replaces a key', () => {
  const path = join(newFolder(), 'key')
  const made = run('--new-key', path, '--name', 'court.example/w1')
  expect(readVkey(made.stdout.trim())).toMatchObject({ name: 'court.example/w1', use: 'witness' })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(run('--new-key', path, '--name', 'court.example/w1').status).toBe(2)
  expect(made.stdout).not.toContain((JSON.parse(readFileSync(path, 'utf8')) as { d: string }).d)
})

test('wrong options end it with a reason and the usage', () => {
  const files = newWitness()
  const place = ['--key', join(files, 'key'), '--state', join(files, 'state'), '--port', '0']
  const wrong = [
    [],
    ['--key'],
    ['--surprise', 'x'],
    ['word'],
    place.slice(0, 4),
    [...place, '--port', '1'],
    [...place, '--log', 'not a key'],
    ['--key', program, ...place.slice(2)],
  ]
  for (const words of wrong) {
    const { status, stderr } = run(...words)
    expect([words, status]).toEqual([words, 2])
    expect(stderr).toContain('--new-key FILE')
  }
})

test('AU14 a second process on one folder does not start', async () => {
  const log = new TestLog(origin)
  const first = await startWitnessProgram([log.signer.vkey])
  const { status, stderr } = run(
    '--key',
    join(first.files, 'key'),
    '--state',
    join(first.files, 'state'),
    '--port',
    '0',
  )
  expect([status, stderr]).toEqual([2, expect.stringContaining('AUDIT_LOCKED')])
  await first.end('SIGTERM')
  expect(first.child.exitCode).toBe(0)
  const second = await startWitnessProgram([log.signer.vkey], { files: first.files })
  await second.end('SIGTERM')
})

test('a log added to the file of logs is known without a start', async () => {
  const logs = join(newFolder(), 'logs')
  writeFileSync(logs, '# none yet\n\n')
  const witness = await startWitnessProgram([], { more: ['--logs', logs] })
  const log = new TestLog(origin)
  expect((await post(witness.url, await log.call(0, 3))).status).toBe(404)
  writeFileSync(logs, `# gateway\n${log.signer.vkey}\n`)
  expect((await post(witness.url, await log.call(0, 3))).status).toBe(200)
  await witness.end('SIGTERM')
})

test('runs from a copy of the package without anything else', async () => {
  const copy = join(newFolder(), 'audit-log')
  cpSync(join(import.meta.dirname, '../..'), copy, {
    recursive: true,
    filter: (path) => !/node_modules|[.]types/.test(path),
  })
  const log = new TestLog(origin)
  const witness = await startWitnessProgram([log.signer.vkey], { main: join(copy, 'src/witness/main.ts') })
  expect((await post(witness.url, await log.call(0, 3))).status).toBe(200)
  await witness.end('SIGTERM')
})

/** The program with a signer in whose hands the machine dies: after the checkpoint was stored and before it is answered. */
const dyingProgram = (files: string, vkey: string): string => `
import { readKey, readLogs } from ${JSON.stringify(join(import.meta.dirname, 'witness-options.ts'))}
import { startWitness } from ${JSON.stringify(join(import.meta.dirname, 'witness-server.ts'))}
import { openWitnessState } from ${JSON.stringify(join(import.meta.dirname, 'witness-state.ts'))}
const key = readKey(${JSON.stringify(join(files, 'key'))})
const signer = { ...key, sign: () => { process.kill(process.pid, 'SIGKILL') ; return new Promise(() => {}) } }
const state = await openWitnessState(${JSON.stringify(join(files, 'state'))})
const witness = { logKeys: readLogs([${JSON.stringify(vkey)}]), signer, state, now: Date.now, onEvidence: () => {} }
const { port } = await startWitness(witness, { host: '127.0.0.1', port: 0 }, () => {})
process.stdout.write(port + '\\n')
`

test('AU14 killed between store and answer it remembers, and signs nothing else for that size', async () => {
  const log = new TestLog(origin)
  const files = newWitness()
  const script = join(newFolder(), 'dying.mts')
  writeFileSync(script, dyingProgram(files, log.signer.vkey))
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const answer = post(`http://127.0.0.1:${line}`, await log.call(0, 50))
  await Promise.all([expect(answer).rejects.toThrow(/hang up|ECONNRESET/), once(child, 'exit')])
  expect(child.signalCode).toBe('SIGKILL')

  const witness = await startWitnessProgram([log.signer.vkey], { files })
  expect(await sizeAt(witness.url, log)).toBe(50)
  expect((await post(witness.url, await log.forkedAt(20).call(50, 50))).status).toBe(409)
  expect((await post(witness.url, await log.forkedAt(20).call(50, 60))).status).toBe(422)
  expect((await post(witness.url, await log.call(50, 50))).status).toBe(200)
  await witness.end('SIGTERM')
})

test('AU14 killed at any moment under load it never forgets what it answered', async () => {
  const log = new TestLog(origin)
  const files = newWitness()
  let signedSize = 0
  for (let round = 0; round < 8; round += 1) {
    const witness = await startWitnessProgram([log.signer.vkey], { files })
    const remembered = await sizeAt(witness.url, log)
    expect(remembered).toBeGreaterThanOrEqual(signedSize)
    const killAt = remembered + 1 + ((round * 7) % 30)
    for (let size = remembered + 1; size < 299; size += 1) {
      const answer = post(witness.url, await log.call(size - 1, size))
      if (size === killAt) witness.child.kill('SIGKILL')
      const { status } = await answer.catch(() => ({ status: 0 }))
      if (status === 0) break
      expect(status).toBe(200)
      signedSize = size
    }
    await witness.end('SIGKILL')
  }
  expect(signedSize).toBeGreaterThan(20)
  expect(readdirSync(join(files, 'state/evidence'))).toEqual([])
})

test('a caller that sends nothing is turned away in time', async () => {
  const witness = await startWitnessProgram([])
  const socket = connect(Number(new URL(witness.url).port), '127.0.0.1')
  socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 100\r\n\r\nold ')
  const start = performance.now()
  const [reply] = (await once(socket, 'data')) as [Buffer]
  expect(reply.toString()).toContain('408')
  expect(performance.now() - start).toBeLessThan(15_000)
  socket.destroy()
  await witness.end('SIGTERM')
})

test('the program itself stays short enough to be read at one sitting', () => {
  const own = ['main.ts', 'witness-options.ts', 'witness-server.ts', 'witness-answer.ts', 'add-checkpoint.ts']
  const lines = own.flatMap((name) => readFileSync(join(import.meta.dirname, name), 'utf8').split('\n'))
  expect(lines.filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(250)
})

/** A log written by others (testing/foreign-verifier/foreign-log, in Go) has its checkpoints cosigned, and checks them with others' code. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { endWitnesses, newFolder, newWitness, startWitnessProgram } from './test-witness.ts'

afterAll(endWitnesses)

const module = join(import.meta.dirname, '../../testing/foreign-verifier')
const go = ['go', '/usr/local/go/bin/go'].find((path) => spawnSync(path, ['version']).status === 0)
const firstBuildMs = 240_000

test(
  'a foreign log and a foreign checker agree with the witness on every answer',
  async ({ skip }) => {
    skip(go === undefined, 'SKIPPED: no Go tool-chain here, so no foreign log has tried the witness')
    const logs = join(newFolder(), 'logs')
    writeFileSync(logs, '')
    const files = newWitness('witness.example/w1')
    const { d } = JSON.parse(readFileSync(join(files, 'key'), 'utf8')) as { d: string }
    const { url, vkey } = await startWitnessProgram([], { files, more: ['--logs', logs] })
    const seed = Buffer.from(d, 'base64url').toString('hex')
    const flags = ['-url', url, '-name', 'witness.example/w1', '-seed', seed, '-vkey', vkey, '-logs', logs]
    const { status, stdout, stderr } = spawnSync(go ?? '', ['run', './foreign-log', ...flags], {
      cwd: module,
      encoding: 'utf8',
    })
    // A first run says on stderr what it downloads.
    expect([status === 0 ? '' : stderr, stdout]).toEqual(['', '11\n'])
  },
  firstBuildMs,
)

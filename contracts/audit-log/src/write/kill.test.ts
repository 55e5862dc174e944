/** AU6: kill -9 in a loop under load, with a real process: what was acknowledged is in the log, whatever the moment of death. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { checkpointKeys } from '../keys/index.ts'
import type { CheckpointSigner } from '../notes/signer.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import { leavesOf, newFolder, openLog } from './test-log.ts'

const rounds = 8
/** Acknowledgements after which the process is killed, a different moment in each round. */
const killAfter = (round: number): number => 40 + round * 137
const year = '2026'

/** Appends without end from 64 callers at once, prints each acknowledgement after it came, and builds beside it. */
const program = (node: string, keys: string, round: number): string => `
import { checkpointKeys, openAuditLog, openLogBuilder } from ${JSON.stringify(join(import.meta.dirname, '..', 'index.ts'))}
const { signerFor } = checkpointKeys(${JSON.stringify(keys)})
const at = ${Date.parse('2026-11-24T10:00:00+08:00')}
const log = await openAuditLog({ directory: ${JSON.stringify(node)}, hub: 'xinqiao', node: 'test', signerFor, now: () => at })
const builder = await openLogBuilder({ directory: ${JSON.stringify(join(node, year))}, signer: await signerFor(log.origin) })
let n = 0
const caller = async () => {
  for (;;) {
    const object = '${round}-' + n++
    const entry = { act: 'load', after: '', at, before: '', bundle: null, by: 'test', kind: 'admin', object, v: 1 }
    const { index } = await log.append(entry, Buffer.alloc(300))
    process.stdout.write(index + ' ' + object + '\\n')
  }
}
const building = async () => {
  for (;;) {
    await builder.advance(log.size)
    await new Promise(setImmediate)
  }
}
await Promise.all([...Array.from({ length: 64 }, caller), building()])
`

test('AU6 [REG-26.2b] nothing that was acknowledged is lost by kill -9, stale locks are taken over, every checkpoint holds', async () => {
  const node = newFolder()
  const keys = newFolder()
  const made = checkpointKeys(keys)
  const signerFor = (origin: string): Promise<CheckpointSigner> => made.signerFor(origin)
  const acknowledged = new Map<number, string>()
  for (let round = 0; round < rounds; round += 1) {
    const script = join(newFolder(), 'load.mts')
    writeFileSync(script, program(node, keys, round))
    for (const [index, mark] of await runAndKill(script, killAfter(round))) acknowledged.set(index, mark)
    expect(verifyAuditLog(node)).toMatchObject({ findings: [] })
  }
  const log = await openLog(node, { signerFor })
  const builder = await openLogBuilder({ directory: join(node, year), signer: await signerFor(log.origin) })
  await builder.advance(log.size)
  builder.close()
  await log.close()
  const kept = leavesOf(join(node, year))
  const lost = [...acknowledged].filter(([index, mark]) => kept[index]?.['object'] !== mark)
  expect(lost).toEqual([])
  expect(acknowledged.size).toBeGreaterThan(rounds * 40)
  expect(verifyAuditLog(node)).toMatchObject({ good: true })
}, 120_000)

function runAndKill(script: string, after: number): Promise<readonly (readonly [number, string])[]> {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: (readonly [number, string])[] = []
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [index, mark] = line.split(' ')
      // A line that death cut short acknowledges nothing.
      if (mark === undefined || !/^\d+-\d+$/.test(mark)) return
      acknowledged.push([Number(index), mark])
      if (acknowledged.length === after) child.kill('SIGKILL')
    })
    child.once('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(acknowledged) : reject(new Error('The process ended by itself.')),
    )
  })
}

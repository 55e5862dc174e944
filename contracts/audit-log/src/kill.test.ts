/** kill -9 in a loop under load, with a real process: what was acknowledged is in the log, whatever the moment of death. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { openAuditLog, verifyAuditLog } from './index.ts'
import { leaves, newFolder, origin } from './test-log.ts'

const rounds = 8
/** Acknowledgements after which the process is killed, a different moment in each round. */
const killAfter = (round: number): number => 40 + round * 137

/** Appends without end from 64 callers at once, and prints each acknowledgement after it came. */
const program = (directory: string, round: number): string => `
import { openAuditLog } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))}
const log = await openAuditLog({ directory: ${JSON.stringify(directory)}, origin: ${JSON.stringify(origin)} })
let n = 0
const caller = async () => {
  for (;;) {
    const mark = '${round}-' + n++
    const { index } = await log.append({ v: 1, kind: 'answer', at: Date.now(), mark })
    process.stdout.write(index + ' ' + mark + '\\n')
  }
}
await Promise.all(Array.from({ length: 64 }, caller))
`

test('[REG-26.2b] nothing that was acknowledged is lost by kill -9, and a stale lock is taken over', async () => {
  const directory = newFolder()
  const acknowledged = new Map<number, string>()
  for (let round = 0; round < rounds; round += 1) {
    const script = join(newFolder(), 'load.mts')
    writeFileSync(script, program(directory, round))
    for (const [index, mark] of await runAndKill(script, killAfter(round))) acknowledged.set(index, mark)
  }
  const log = await openAuditLog({ directory, origin })
  await log.close()
  const kept = leaves(directory)
  const lost = [...acknowledged].filter(([index, mark]) => kept[index]?.['mark'] !== mark)
  expect(lost).toEqual([])
  expect(acknowledged.size).toBeGreaterThan(rounds * 40)
  expect(await verifyAuditLog(directory)).toMatchObject({ entries: kept.length })
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

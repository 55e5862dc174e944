/** A witness as another body runs it: the program of contracts/audit-log, a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningWitness {
  /** A policy that this witness alone fulfils. */
  readonly policy: object
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '../../../audit-log/src/witness/main.ts')

/** Starts one that knows these logs. */
export async function startWitness(vkeys: readonly string[], name = 'court.example/w1'): Promise<RunningWitness> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-witness-'))
  const [key, logs] = [join(folder, 'key.json'), join(folder, 'logs')]
  writeFileSync(logs, `${vkeys.join('\n')}\n`)
  const made = spawnSync(process.execPath, [program, '--new-key', key, '--name', name])
  const options = ['--key', key, '--state', join(folder, 'state'), '--port', '0', '--logs', logs]
  const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { port }: { port: number } = JSON.parse(line)
  const ended = once(child, 'exit')
  return {
    policy: { witnesses: [{ vkey: made.stdout.toString().trim(), url: `http://127.0.0.1:${port}` }], quorum: 1 },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

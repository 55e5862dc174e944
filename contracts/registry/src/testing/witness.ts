/** A witness as another body runs it: the program of contracts/audit-log, a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningWitness {
  readonly vkey: string
  readonly url: string
  /** Tells it which logs there are. */
  know(vkeys: readonly string[]): void
  stop(): Promise<void>
}

const program = join(import.meta.dirname, '../../../audit-log/src/witness/main.ts')

/** Starts one that knows no log yet. */
export async function startWitness(name: string): Promise<RunningWitness> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-witness-'))
  const [key, logs] = [join(folder, 'key.json'), join(folder, 'logs')]
  writeFileSync(logs, '')
  const made = spawnSync(process.execPath, [program, '--new-key', key, '--name', name])
  const options = ['--key', key, '--state', join(folder, 'state'), '--port', '0', '--logs', logs]
  const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { port }: { port: number } = JSON.parse(line)
  const ended = once(child, 'exit')
  return {
    vkey: made.stdout.toString().trim(),
    url: `http://127.0.0.1:${port}`,
    know: (vkeys) => writeFileSync(logs, vkeys.map((vkey) => `${vkey}\n`).join('')),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

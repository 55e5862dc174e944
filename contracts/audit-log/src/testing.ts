/** For tests of packages that keep a log: a witness as another body runs it, this package's own program as a process of its own. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface RunningWitness {
  readonly vkey: string
  readonly url: string
  /** A policy that this witness alone fulfils. */
  readonly policy: object
  /** Tells it which logs there are. */
  know(vkeys: readonly string[]): void
  stop(): Promise<void>
}

const program = join(import.meta.dirname, 'witness/main.ts')

/** Starts one of this name; it knows these logs. */
export async function startWitness(name: string, known: readonly string[] = []): Promise<RunningWitness> {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-witness-'))
  const [key, logs] = [join(folder, 'key.json'), join(folder, 'logs')]
  const know = (vkeys: readonly string[]): void => writeFileSync(logs, vkeys.map((vkey) => `${vkey}\n`).join(''))
  know(known)
  const vkey = spawnSync(process.execPath, [program, '--new-key', key, '--name', name]).stdout.toString().trim()
  const options = ['--key', key, '--state', join(folder, 'state'), '--port', '0', '--logs', logs]
  const child = spawn(process.execPath, [program, ...options], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { port }: { port: number } = JSON.parse(line)
  const url = `http://127.0.0.1:${port}`
  const ended = once(child, 'exit')
  return {
    vkey,
    url,
    policy: { witnesses: [{ vkey, url }], quorum: 1 },
    know,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

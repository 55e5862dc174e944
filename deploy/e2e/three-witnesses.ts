/** Three bodies that run a witness, each as its README says: from a copy of the log's package, with a key and a memory of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { checkout } from './cli-run.ts'

export interface ThreeWitnesses {
  /** Rule two of three as a file, for `xinqiao witnesses set`. */
  readonly policy: string
  /** Verifier keys, one a line. */
  readonly vkeys: string
  /** Tells all of them which logs there are. */
  know(vkeys: readonly string[]): void
  stop(): Promise<void>
}

const names = ['court', 'tax', 'supervision']

/** Starts them below `folder`. */
export async function startThreeWitnesses(folder: string): Promise<ThreeWitnesses> {
  cpSync(join(checkout, 'contracts/audit-log'), join(folder, 'audit-log'), {
    recursive: true,
    filter: (path) => !/node_modules|\.types$|\.test\.ts$/.test(path),
  })
  const logs = join(folder, 'logs')
  writeFileSync(logs, '')
  const started = await Promise.all(names.map((name) => startOne(folder, name, logs)))
  const policy = join(folder, 'policy.json')
  const witnesses = started.map(({ vkey, port }) => ({ vkey, url: `http://127.0.0.1:${port}` }))
  writeFileSync(policy, JSON.stringify({ witnesses, quorum: 2 }))
  return {
    policy,
    vkeys: started.map(({ vkey }) => `${vkey}\n`).join(''),
    know: (vkeys) => writeFileSync(logs, vkeys.map((vkey) => `${vkey}\n`).join('')),
    stop: async () => void (await Promise.all(started.map(({ child }) => ended(child)))),
  }
}

async function startOne(
  folder: string,
  name: string,
  logs: string,
): Promise<{ readonly child: ChildProcess; readonly vkey: string; readonly port: number }> {
  const program = join(folder, 'audit-log/src/witness/main.ts')
  mkdirSync(join(folder, name))
  const key = join(folder, name, 'key')
  execFileSync(process.execPath, [program, '--new-key', key, '--name', `${name}.example/w1`])
  const where = ['--key', key, '--state', join(folder, name, 'state'), '--logs', logs, '--port', '0']
  const child = spawn(process.execPath, [program, ...where], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, ...(JSON.parse(line) as { readonly vkey: string; readonly port: number }) }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

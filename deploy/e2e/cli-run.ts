/** Runs the command line as a user does: a process of its own, its two streams apart, its exit code. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** One run of `xinqiao`. */
export interface CliRun {
  readonly code: number
  readonly out: string
  readonly talk: string
}

/** Folder of the checkout, where the examples of the help are meant to be called. */
export const checkout: string = join(import.meta.dirname, '..', '..')

/** Runs one command line against the hub of a state folder; stdin is closed, so nothing can be asked back. */
export function runCli(
  stateDir: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  const { INIT_CWD: _outer, ...inherited } = process.env
  const child = spawn(process.execPath, [join(checkout, 'contracts/cli/src/main.ts'), ...argv], {
    cwd: checkout,
    env: { ...inherited, LANG: 'C', LC_ALL: 'C', XINQIAO_STATE: stateDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', talk: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text.talk += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? -1, ...text }))
  })
}

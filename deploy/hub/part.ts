/** One part of the hub as a process of its own: started with its settings, ready when it says so, ended with the hub. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeployError } from '../errors.ts'
import { compiledCodeDir } from './compiled-code.ts'

/** What a part is: its name in messages and logs, its program, its environment. */
export interface PartPlan {
  readonly name: string
  readonly main: string
  readonly env: Readonly<Record<string, string>>
  /** Flags of Node for this program alone. */
  readonly flags?: readonly string[]
}

/** A part that was spawned. */
export interface Part {
  readonly name: string
  readonly pid: number
  hasEnded(): boolean
  stop(): Promise<void>
}

const readyTimeoutMs = 60_000
const stopTimeoutMs = 10_000

/**
 * Starts a part and waits until it is ready; `onSpawned` hears of it at once, so that it is stopped even if it never becomes ready. Its log goes to `<stateDir>/logs/<name>.log`.
 * @throws DeployError `PROCESS_DID_NOT_START` when it ends or stays silent.
 */
export async function startPart(plan: PartPlan, stateDir: string, onSpawned: (part: Part) => void): Promise<Part> {
  const logs = join(stateDir, 'logs')
  mkdirSync(logs, { recursive: true })
  const log = openSync(join(logs, `${plan.name}.log`), 'a', 0o600)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...(plan.flags ?? []), plan.main], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      // Libraries leave out the checks they make for developers (graphql-js looks at every type it meets).
      NODE_ENV: 'production',
      APOLLO_TELEMETRY_DISABLED: '1',
      NODE_COMPILE_CACHE: compiledCodeDir(stateDir),
      ...plan.env,
    },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const part: Part = {
    name: plan.name,
    pid: child.pid ?? 0,
    hasEnded: () => hasEnded(child),
    stop: () => stop(child, ended),
  }
  onSpawned(part)
  await untilReady(child, plan.name, join(logs, `${plan.name}.log`))
  return part
}

function untilReady(child: ChildProcess, name: string, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer)
      const next = 'Next: read its log in the state folder, logs/.'
      reject(new DeployError('PROCESS_DID_NOT_START', `${name} ${why}: ${lastLine(log)}\n  ${next}`))
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      fail(`was not ready within ${readyTimeoutMs / 1000} s`)
    }, readyTimeoutMs)
    const onExit = (code: number | null): void => fail(`ended while starting (exit code ${code ?? 'none'})`)
    child.once('exit', onExit)
    child.once('error', () => fail('could not be run'))
    child.on('message', (message) => {
      if (!isReady(message)) return
      clearTimeout(timer)
      child.off('exit', onExit)
      resolve()
    })
  })
}

function isReady(message: unknown): message is { readonly ready: true } {
  return typeof message === 'object' && message !== null && 'ready' in message
}

/** Asks the part to drain, and ends it when it has not within its time. */
async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (hasEnded(child)) return
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  child.kill('SIGTERM')
  await ended
  clearTimeout(timer)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** What the part said last; log lines hold no values and no identifiers. */
function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').at(-1) ?? ''
}

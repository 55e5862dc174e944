/** Another gateway of the same hub, in a process of its own that a story may starve, freeze and end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compiledCodeDir } from '../hub/compiled-code.ts'
import { gatewayPlan, type HubSetting } from '../hub/part-plans.ts'
import { choosePorts } from '../hub/ports.ts'
import { until } from './until.ts'

const readyMs = 90_000

export interface ReplicaWish {
  /** Its name in receipts; each has an audit folder of its own. */
  readonly node: string
  /** Descriptors the system lets it open. */
  readonly descriptors?: number
  /** Options of Node. */
  readonly options?: readonly string[]
}

export interface Replica {
  readonly url: string
  readonly pid: number
  readonly process: ChildProcess
  /** Lines of its log with this event. */
  events(name: string): readonly Readonly<Record<string, unknown>>[]
  ready(): Promise<{ readonly status: number; readonly reasons: readonly string[] }>
  stop(): Promise<void>
}

/** Starts it; tokens of the hub hold for it too, since it has the same public address. */
export async function startReplica(setting: HubSetting, wish: ReplicaWish): Promise<Replica> {
  const plan = gatewayPlan(setting)
  const port = (await choosePorts(0)).gateway
  const logs = join(setting.stateDir, 'logs')
  mkdirSync(logs, { recursive: true })
  const logFile = join(logs, `${wish.node}.log`)
  const log = openSync(logFile, 'a', 0o600)
  const limit = wish.descriptors === undefined ? '' : `ulimit -n ${wish.descriptors}; `
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, ...(wish.options ?? []), plan.main], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: compiledCodeDir(setting.stateDir),
      ...plan.env,
      PORT: String(port),
      HUB_NODE: wish.node,
      STATE_DIR: join(setting.stateDir, wish.node),
    },
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  await Promise.race([once(child, 'message'), ended])
  if (child.exitCode !== null) throw new Error(`${wish.node} ended while starting:\n${readFileSync(logFile, 'utf8')}`)
  const replica: Replica = {
    url,
    pid: child.pid ?? 0,
    process: child,
    events: (name) => linesOf(logFile).filter(({ event }) => event === name),
    ready: async () => {
      const response = await fetch(`${url}/ready`, { headers: { connection: 'close' } })
      const body = (await response.json()) as { readonly reasons: readonly string[] }
      return { status: response.status, reasons: body.reasons }
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
  // It listens before it has judged its first bundle where the machine is busy.
  await until(`${wish.node} is ready`, readyMs, async () => (await replica.ready()).status === 200)
  return replica
}

function linesOf(file: string): readonly Readonly<Record<string, unknown>>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
}

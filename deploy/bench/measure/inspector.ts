/**
 * Samples the stack of a running Node process from outside: the process opens its inspector when it gets SIGUSR1, and
 * closes it again at the end. Nothing in the process has to know of it.
 */
import { setTimeout as after } from 'node:timers/promises'
import { inspectorTimeoutMs, sampleMicroseconds } from '../limits.ts'
import type { CpuProfile } from './cpu-profile.ts'

/** Node's own address for an inspector that was opened by a signal. */
const listUrl = 'http://127.0.0.1:9229/json/list'
const pollMs = 50

/** A process whose stack can be sampled. */
export interface Sampler {
  start(): Promise<void>
  stop(): Promise<CpuProfile>
  /** Closes the inspector of the process as well. */
  close(): Promise<void>
}

type Call = (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>

/** Opens the inspector of a process. @throws Error when it does not open, or belongs to another process */
export async function openSampler(pid: number): Promise<Sampler> {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await debuggerUrl())
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve()
    socket.onerror = () => reject(new Error('The inspector of the gateway does not answer.'))
  })
  const call = callsOver(socket)
  const evaluate = (expression: string): ReturnType<Call> => call('Runtime.evaluate', { expression })
  const { result } = await evaluate('process.pid')
  if ((result as { readonly value?: number }).value !== pid) {
    socket.close()
    throw new Error('Another process of this machine holds the port of the inspector.')
  }
  await call('Profiler.enable')
  await call('Profiler.setSamplingInterval', { interval: sampleMicroseconds })
  return {
    start: async () => {
      await call('Profiler.start')
    },
    stop: async () => (await call('Profiler.stop'))['profile'] as CpuProfile,
    close: async () => {
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve))
      // No answer comes: what would give it is what is closed.
      void evaluate("setImmediate(() => process.getBuiltinModule('node:inspector').close())").catch(() => {})
      await Promise.race([closed, after(inspectorTimeoutMs, null, { ref: false })])
      socket.close()
    },
  }
}

async function debuggerUrl(): Promise<string> {
  const until = performance.now() + inspectorTimeoutMs
  while (performance.now() < until) {
    try {
      const [target] = (await (await fetch(listUrl)).json()) as readonly { readonly webSocketDebuggerUrl: string }[]
      if (target !== undefined) return target.webSocketDebuggerUrl
    } catch {
      await after(pollMs)
    }
  }
  throw new Error('The gateway opens no inspector.')
}

function callsOver(socket: WebSocket): Call {
  const waiting = new Map<number, Waiting>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as Said
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(result ?? {})
    else one?.reject(new Error(`The inspector refused: ${error.message}`))
  }
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The inspector was closed.'))
    waiting.clear()
  })
  return (method, params = {}) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}

interface Waiting {
  readonly resolve: (value: Awaited<ReturnType<Call>>) => void
  readonly reject: (error: Error) => void
}
interface Said {
  readonly id: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly message: string }
}

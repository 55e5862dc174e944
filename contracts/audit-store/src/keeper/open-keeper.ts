/**
 * The keeper as its writing process sees it: a process that is told how much is synced, and tells what may be forgotten.
 * It is started again whenever it ends; while it is away answers go on, and the log's segments pile up.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { type CheckpointSigner, type DurableSize, readWitnessPolicy, type WitnessStanding } from '@xinqiao/audit-log'
import { closeMs, keeperHeapMb, restartMs, settledLifeMs, tellEveryMs } from '../limits.ts'
import { BackOff } from './back-off.ts'
import type { AuditDatabase, FromKeeper, KeeperEvent, KeptOrigin, ToKeeper } from './messages.ts'

export interface KeeperOptions {
  /** `null`: payloads and index stay in the log's files. */
  readonly database: AuditDatabase | null
  /** Folder of Node's compile cache, as the hub's other processes use it: without it each start strips the types again. */
  readonly compileCache: string | null
  /** As `readWitnessPolicy` takes it; `null`: without witnesses. Absent: not known yet, and nothing is signed before `follow` tells. */
  readonly witnesses?: unknown
  /** Signer of an origin's checkpoints; asked in this process, so that the key never leaves it. */
  readonly signerFor: (origin: string) => Promise<CheckpointSigner>
  /** For the writer, which deletes what is below both `built` and `stored`. */
  readonly onKept: (kept: KeptOrigin) => void
  /** The folder of this origin was rolled back, or another history of it was signed: the writer goes on under the next. */
  readonly onCloseOrigin: (origin: string, reason: string) => void
  /** How the witnesses stand to the origin's newest checkpoints; `stop`: the policy lets nothing more be answered. */
  readonly onStanding: (origin: string, standing: WitnessStanding) => void
  readonly onEvent: (event: KeeperEvent) => void
  /** First and longest wait before it is started again, milliseconds. */
  readonly restart?: { readonly first: number; readonly most: number }
}

export interface Keeper {
  /** The process's id; `null` while it is being started again. */
  readonly pid: number | null
  /** What was told last of an origin. */
  kept(origin: string): KeptOrigin | undefined
  /** Resolves when the keeper tells something again. */
  told(): Promise<void>
  /** What the log says to be synced. Costs nothing to call often: the keeper is told five times a second. */
  durable(durable: DurableSize): void
  /**
   * Takes the witness policy that holds from now on, as `readWitnessPolicy` takes it; `null`: without witnesses. The same again changes nothing.
   * @throws AuditLogError `WITNESS_POLICY_INVALID`; the former one holds on
   */
  follow(witnesses: unknown): void
  /** After the log was closed: resolves when the last checkpoint covers everything, or its time is over. */
  close(): Promise<void>
}

const program = new URL('./keeper-program.ts', import.meta.url)

/**
 * Starts the keeper of a log.
 * @throws AuditLogError `WITNESS_POLICY_INVALID`
 */
export function openKeeper(options: KeeperOptions): Keeper {
  demandPolicy(options.witnesses)
  return new KeeperProcess(options)
}

function demandPolicy(witnesses: unknown): void {
  if (witnesses !== null && witnesses !== undefined) readWitnessPolicy(witnesses)
}

class KeeperProcess implements Keeper {
  readonly #options: KeeperOptions
  readonly #backOff: BackOff
  /** Newest synced size of each origin since the start of this process. */
  readonly #sizes = new Map<string, DurableSize>()
  readonly #untold = new Set<string>()
  /** Origins that the writer was already told to close. */
  readonly #closed = new Set<string>()
  readonly #kept = new Map<string, KeptOrigin>()
  #witnesses: unknown
  #waiting: (() => void)[] = []
  #child: ChildProcess | null = null
  #telling: NodeJS.Timeout | null = null
  #restarting: NodeJS.Timeout | null = null
  #closing: Promise<void> | null = null

  constructor(options: KeeperOptions) {
    this.#options = options
    this.#witnesses = options.witnesses
    this.#backOff = new BackOff(options.restart ?? restartMs)
    this.#start()
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  kept(origin: string): KeptOrigin | undefined {
    return this.#kept.get(origin)
  }

  told(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  durable(durable: DurableSize): void {
    this.#sizes.set(durable.origin, durable)
    this.#untold.add(durable.origin)
    if (this.#telling === null) this.#tell()
  }

  follow(witnesses: unknown): void {
    demandPolicy(witnesses)
    const before = this.#witnesses
    if (isDeepStrictEqual(before, witnesses)) return
    this.#witnesses = witnesses
    if (this.#child === null) return
    if (before === undefined) this.#instruct(this.#child)
    else send(this.#child, { kind: 'witnesses', witnesses })
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  #start(): void {
    const started = performance.now()
    const child = forkKeeper(this.#options.compileCache)
    this.#child = child
    child.on('message', (message) => this.#hear(child, message as FromKeeper))
    child.once('error', () => child.kill('SIGKILL'))
    child.once('close', () => {
      this.#child = null
      if (this.#closing !== null) return
      if (performance.now() - started > settledLifeMs) this.#backOff.worked()
      const waitMs = this.#backOff.failed()
      this.#options.onEvent({ kind: 'keeper-ended', waitMs })
      this.#restarting = setTimeout(() => this.#start(), waitMs)
      this.#restarting.unref()
    })
    this.#instruct(child)
  }

  /** What it needs, and all sizes. Until the witnesses are known it gets nothing: a folder that was rolled back must sign nothing before they were asked. */
  #instruct(child: ChildProcess): void {
    if (this.#witnesses === undefined) return
    send(child, { kind: 'settings', database: this.#options.database, witnesses: this.#witnesses })
    for (const durable of this.#sizes.values()) send(child, { kind: 'durable', durable })
  }

  /** At once, and then no more than every `tellEveryMs`; what came last is always told. */
  #tell(): void {
    if (this.#child !== null) this.#tellSizes(this.#child)
    this.#telling = setTimeout(() => {
      this.#telling = null
      if (this.#untold.size > 0) this.#tell()
    }, tellEveryMs)
    this.#telling.unref()
  }

  #tellSizes(child: ChildProcess): void {
    for (const origin of this.#untold) {
      const durable = this.#sizes.get(origin)
      if (durable !== undefined) send(child, { kind: 'durable', durable })
    }
    this.#untold.clear()
  }

  #hear(child: ChildProcess, message: FromKeeper): void {
    switch (message.kind) {
      case 'kept':
        this.#kept.set(message.kept.origin, message.kept)
        for (const resolve of this.#waiting.splice(0)) resolve()
        return this.#options.onKept(message.kept)
      case 'close-origin':
        if (this.#closed.has(message.origin)) return
        this.#closed.add(message.origin)
        return this.#options.onCloseOrigin(message.origin, message.reason)
      case 'standing':
        return this.#options.onStanding(message.origin, message.standing)
      case 'event':
        return this.#options.onEvent(message.event)
      case 'sign':
        void this.#sign(message.origin, message.bytes).then(
          (signed) => send(child, { kind: 'signed', id: message.id, ...signed }),
          () => send(child, { kind: 'signed', id: message.id, vkey: null, signature: null }),
        )
        return
      default:
        return message satisfies never
    }
  }

  async #sign(origin: string, bytes: Uint8Array | null): Promise<{ vkey: string; signature: Uint8Array | null }> {
    const signer = await this.#options.signerFor(origin)
    return { vkey: signer.vkey, signature: bytes === null ? null : await signer.sign(bytes) }
  }

  async #end(): Promise<void> {
    if (this.#restarting !== null) clearTimeout(this.#restarting)
    if (this.#telling !== null) clearTimeout(this.#telling)
    const child = this.#child
    if (child === null) return
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
    const late = setTimeout(() => child.kill('SIGKILL'), closeMs + restartMs.most)
    this.#tellSizes(child)
    send(child, { kind: 'close' })
    await ended
    clearTimeout(late)
  }
}

/** No settings and no secrets in arguments or environment. Node's permission model would fit, but turns every sync off. */
function forkKeeper(compileCache: string | null): ChildProcess {
  return fork(fileURLToPath(program), [], {
    execArgv: [
      `--max-old-space-size=${keeperHeapMb}`,
      '--max-semi-space-size=2',
      '--heap-growing-percent=50',
      '--disable-warning=ExperimentalWarning',
    ],
    env: {
      TZ: 'UTC',
      NODE_ENV: 'production',
      ...(compileCache === null ? {} : { NODE_COMPILE_CACHE: compileCache }),
    },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** A keeper that is gone says so by ending. */
function send(child: ChildProcess, message: ToKeeper): void {
  if (child.connected) child.send(message, () => undefined)
}

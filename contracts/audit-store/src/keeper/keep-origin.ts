/**
 * Keeps one origin: what its writer has synced goes into the tree, under a checkpoint each second, and then into the
 * database and to the witnesses. They go their own pace; a failure of one is tried again and stops nothing else.
 */
import type { Witnessing, WitnessPolicy } from '@xinqiao/audit-log'
import { buildEveryMs, buildStepEntries, closeMs, closeStoringMs, retryMs } from '../limits.ts'
import { BackOff } from './back-off.ts'
import type { LogEntry } from './backlog.ts'
import { Bell } from './bell.ts'
import { codeOf } from './error-code.ts'
import type { FromKeeper } from './messages.ts'
import type { StoreLine } from './store-line.ts'

/** Builds the tree of one origin (contracts/audit-log, `openLogBuilder`). */
export interface Builder {
  readonly size: number
  /** Builds up to this size at most; the checkpoint over it is on disk when it resolves. */
  advance(durable: number): Promise<{
    readonly size: number
    readonly checkpoint: string | null
    readonly entries: readonly LogEntry[]
  }>
  close(): void
}

export interface KeepOriginDeps {
  readonly origin: string
  readonly builder: Builder
  readonly witnessing: Pick<Witnessing, 'offer' | 'follow' | 'settledSize' | 'standing' | 'close'>
  /** `null` without a database: payloads stay in the files, and what is built counts as stored. */
  readonly openLine: ((built: number, onMoved: () => void) => StoreLine) | null
  /** Whether the origin is closed: nothing more is built and signed, what is built is stored. */
  readonly isOver: () => boolean
  readonly tell: (message: FromKeeper) => void
}

export class KeepOrigin {
  readonly #deps: KeepOriginDeps
  readonly #line: StoreLine | null
  readonly #bell = new Bell()
  readonly #moved = new Bell()
  readonly #backOff = new BackOff(retryMs)
  #target: number
  #builtAt = Number.NEGATIVE_INFINITY
  #standing = ''
  #hasFailed = false
  #isClosing = false

  constructor(deps: KeepOriginDeps) {
    this.#deps = deps
    this.#target = deps.builder.size
    this.#line = deps.openLine?.(deps.builder.size, () => this.#tell()) ?? null
    this.#tell()
    void this.#run()
  }

  /** Entries under the newest checkpoint. */
  get built(): number {
    return this.#deps.builder.size
  }

  /** The writer has synced this many entries. */
  durable(size: number): void {
    if (size <= this.#target) return
    this.#target = size
    this.#bell.ring()
  }

  /** The witnesses have said something. */
  witnessed(): void {
    this.#tell()
  }

  /** Another policy, from the next round on. */
  follow(policy: WitnessPolicy): void {
    this.#deps.witnessing.follow(policy)
    this.#tell()
  }

  /** The origin was closed while it was kept. */
  ended(): void {
    this.#bell.ring()
    this.#moved.ring()
  }

  /** Resolves when all that was synced is built and stored; of one that is over, what was built. */
  async level(): Promise<void> {
    await this.#until(Number.POSITIVE_INFINITY, () => this.#isLevel)
  }

  /** Brings the last checkpoint over everything, stores as long as it may, has it witnessed, and ends. */
  async close(): Promise<void> {
    const end = performance.now() + closeMs
    this.#isClosing = true
    this.#bell.ring()
    await this.#until(end, () => this.#isBuilt)
    await this.#until(Math.min(end, performance.now() + closeStoringMs), () => this.#isLevel)
    await this.#deps.witnessing.close()
    this.#tell()
    await this.#line?.close()
    this.#deps.builder.close()
  }

  get #isLevel(): boolean {
    return this.#isBuilt && (this.#line === null || this.#line.isLevel || this.#line.isOver)
  }

  get #isBuilt(): boolean {
    return this.built === this.#target || this.#deps.isOver()
  }

  async #until(end: number, holds: () => boolean): Promise<void> {
    while (!holds() && performance.now() < end) {
      const leftMs = end - performance.now()
      await this.#moved.wait(leftMs === Number.POSITIVE_INFINITY ? undefined : leftMs)
    }
  }

  async #run(): Promise<void> {
    while (!this.#deps.isOver() && (!this.#isClosing || this.built < this.#target)) {
      if (this.built === this.#target) await this.#bell.wait()
      else await this.#build()
    }
  }

  async #build(): Promise<void> {
    const { tell, origin } = this.#deps
    await this.#pause(this.#builtAt + buildEveryMs)
    this.#builtAt = performance.now()
    try {
      await this.#advance()
      if (this.#hasFailed) tell({ kind: 'event', event: { kind: 'build-back', origin } })
      this.#hasFailed = false
      this.#backOff.worked()
    } catch (error) {
      if (this.#deps.isOver()) return
      const event = { kind: 'build-failed', origin, code: codeOf(error) } as const
      if (!this.#hasFailed) tell({ kind: 'event', event })
      this.#hasFailed = true
      await this.#pause(performance.now() + this.#backOff.failed())
    }
  }

  async #advance(): Promise<void> {
    const { builder, witnessing } = this.#deps
    while (builder.size < this.#target && !this.#deps.isOver()) {
      const next = Math.min(this.#target, builder.size + buildStepEntries)
      const { size, checkpoint, entries } = await builder.advance(next)
      if (checkpoint !== null) witnessing.offer(checkpoint, size)
      this.#line?.add(entries, size)
      this.#tell()
    }
  }

  /** Until this moment; a stop does not wait for the next second. */
  async #pause(until: number): Promise<void> {
    while (performance.now() < until && !(this.#isClosing && !this.#hasFailed) && !this.#deps.isOver())
      await this.#bell.wait(until - performance.now())
  }

  #tell(): void {
    const { tell, origin, witnessing } = this.#deps
    const kept = {
      origin,
      built: this.built,
      stored: this.#line?.stored ?? this.built,
      settled: witnessing.settledSize,
    }
    tell({ kind: 'kept', kept })
    this.#line?.settle(kept.settled)
    const { standing } = witnessing
    if (standing !== this.#standing) tell({ kind: 'standing', origin, standing })
    this.#standing = standing
    this.#moved.ring()
  }
}

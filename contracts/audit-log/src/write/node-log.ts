/** The log of a process over its origins: one a year, another at the turn, and after one that was closed (audit.md §3). */
import { readBuiltState, readNoteFile } from '../build/built-state.ts'
import { AuditLogError, AuditUnavailable } from '../errors.ts'
import { type AuditEntry, type AuditReceipt, leafText } from '../leaf/audit-entry.ts'
import { sealedBytesMax, turnRetryMs, turnWaitMs, waitingMax } from '../limits.ts'
import type { AuditLog, KeptSize } from './audit-log.ts'
import { ClockWatch } from './clock-watch.ts'
import { continueOrigin } from './continue-origin.ts'
import type { GroupWriter } from './group-writer.ts'
import type { KeptSizes } from './kept-sizes.ts'
import { legalYear, startOfYear } from './legal-year.ts'
import { type DurableSize, type FoundOrigin, findOrigin, type NodeParts, writeOrigin } from './open-origin.ts'
import type { OriginName } from './origin-folder.ts'
import { clockLeaf, type LogBefore, stopLeaf, yearLeaf } from './system-leaves.ts'

/** The origin that is written. */
export interface CurrentOrigin {
  readonly found: FoundOrigin
  readonly writer: GroupWriter
}

export class NodeLog implements AuditLog {
  readonly #parts: NodeParts
  readonly #release: () => void
  readonly #sizes: KeptSizes
  readonly #clock: ClockWatch
  #current: CurrentOrigin
  #turnAtMs: number
  #moving: Promise<void> | undefined
  #held = 0

  constructor(parts: NodeParts, current: CurrentOrigin, sizes: KeptSizes, release: () => void) {
    this.#parts = parts
    this.#current = current
    this.#sizes = sizes
    this.#release = release
    this.#clock = new ClockWatch(parts.now(), performance.now())
    this.#turnAtMs = startOfYear(current.found.name.year + 1)
  }

  get origin(): string {
    return this.#current.found.origin
  }

  get writable(): boolean {
    return this.#current.writer.writable
  }

  get size(): number {
    return this.#current.writer.size
  }

  get durableAgeMs(): number {
    return this.#current.writer.durableAgeMs
  }

  append(entry: AuditEntry, sealed?: Uint8Array): Promise<AuditReceipt> {
    let leaf: string
    try {
      leaf = leafText(entry)
      if (sealed !== undefined && sealed.length > sealedBytesMax)
        throw new AuditLogError('AUDIT_ENTRY_INVALID', `payload: expected at most ${sealedBytesMax} bytes when sealed`)
    } catch (error) {
      return Promise.reject(error as AuditLogError)
    }
    this.#lookAtClock()
    return this.#put(leaf, sealed)
  }

  durable(): readonly DurableSize[] {
    const { origin, directory } = this.#current.found
    return [...this.#sizes.older(), { origin, directory, size: this.size }]
  }

  kept(size: KeptSize): void {
    this.#sizes.kept(size)
  }

  async closeOrigin(reason: string): Promise<void> {
    while (this.#moving !== undefined) await this.#moving.catch(() => undefined)
    await this.#move((old) => this.#openAfter(old, reason))
  }

  async close(): Promise<void> {
    await this.#moving?.catch(() => undefined)
    const { writer } = this.#current
    // Where the disk takes nothing there is no stop entry; the next start says what it found.
    if (writer.writable) await writer.append(stopLeaf(this.#parts.now())).catch(() => undefined)
    await writer.close()
    this.#release()
  }

  #lookAtClock(): void {
    const nowMs = this.#parts.now()
    if (nowMs >= this.#turnAtMs && this.#moving === undefined) {
      // Failed, it leaves the old origin in place, and is tried again.
      this.#turnAtMs = nowMs + turnRetryMs
      this.#move((old) => this.#openYear(old)).catch((error: unknown) =>
        this.#parts.onState({ writable: this.writable, error }),
      )
    }
    const stepMs = this.#clock.step(nowMs, performance.now())
    if (stepMs !== 0) this.#put(clockLeaf(stepMs, nowMs), undefined).catch(() => undefined)
  }

  #put(leaf: string, sealed: Uint8Array | undefined): Promise<AuditReceipt> {
    return this.#moving === undefined ? this.#current.writer.append(leaf, sealed) : this.#hold(leaf, sealed)
  }

  #hold(leaf: string, sealed: Uint8Array | undefined): Promise<AuditReceipt> {
    if (this.#held >= waitingMax)
      return Promise.reject(new AuditUnavailable('too many entries wait for the next origin'))
    this.#held += 1
    const go = (): Promise<AuditReceipt> => {
      this.#held -= 1
      return this.#current.writer.append(leaf, sealed)
    }
    return (this.#moving ?? Promise.resolve()).then(go, go)
  }

  /** While it lasts entries are held; the old origin is given up only once the new one stands. */
  #move(open: (old: CurrentOrigin) => Promise<CurrentOrigin>): Promise<void> {
    const old = this.#current
    const moving = (async () => {
      await old.writer.atRest()
      if (!old.writer.writable) throw new AuditUnavailable('the log takes no entries now')
      this.#current = await open(old)
      this.#turnAtMs = startOfYear(this.#current.found.name.year + 1)
      await old.writer.close()
      const { origin, directory, shelf } = old.found
      this.#sizes.leave({ origin, directory, size: old.writer.size }, shelf)
      this.#sizes.enter(this.#current.found)
    })()
    this.#moving = moving.finally(() => {
      this.#moving = undefined
    })
    return this.#moving
  }

  async #openYear(old: CurrentOrigin): Promise<CurrentOrigin> {
    await this.#sizes.builtUpTo(old.found.origin, old.writer.size, turnWaitMs)
    const name = { year: legalYear(this.#parts.now()), turn: 1 }
    return this.#open(name, async (writer) => {
      if (writer.size === 0) await writer.append(yearLeaf(beforeOf(old), this.#parts.now()))
    })
  }

  async #openAfter(old: CurrentOrigin, reason: string): Promise<CurrentOrigin> {
    const { year, turn } = old.found.name
    const { directory } = old.found
    return this.#open({ year, turn: turn + 1 }, async (writer, found) => {
      const closed = { ...beforeOf(old), directory, covered: readBuiltState(directory, old.found).size }
      await continueOrigin(writer, found, closed, { reason, now: this.#parts.now })
    })
  }

  async #open(
    name: OriginName,
    begin: (writer: GroupWriter, found: FoundOrigin) => Promise<void>,
  ): Promise<CurrentOrigin> {
    const found = await findOrigin(name, this.#parts)
    const writer = await writeOrigin(found, this.#parts)
    try {
      await begin(writer, found)
    } catch (error) {
      await writer.close()
      throw error
    }
    return { found, writer }
  }
}

function beforeOf({ found, writer }: CurrentOrigin): LogBefore {
  return { origin: found.origin, size: writer.size, checkpoint: readNoteFile(found.directory) }
}

/** Rounds over all witnesses: each asks all of them to sign one and the same checkpoint, since only then do their signatures add up. */
import { unsettledAlarmMs, witnessRoundMs } from '../limits.ts'
import { signatureLine } from '../notes/index.ts'
import { callersOf, type WitnessCaller } from './ask-witness.ts'
import { ownCheckpoint, settledSizeOf } from './own-checkpoint.ts'
import { WitnessChanges, type WitnessEvent } from './witness-events.ts'
import { settles, type WitnessPolicy } from './witness-policy.ts'

export interface WitnessingOptions {
  /** Folder of the year, `…/audit/<node>/<year>`. */
  readonly directory: string
  /** The policy to begin with; `follow` takes the next. */
  readonly policy: WitnessPolicy
  /** Keeps a settled checkpoint: the note with the log's signature and those of the witnesses. */
  readonly keepSettled: (note: string) => Promise<void>
  readonly onEvent: (event: WitnessEvent) => void
  /** Milliseconds that only grow. */
  readonly now?: () => number
}

/** `late`: alarm, nothing settled for five minutes · `stop`: for as long as the policy allows, so that the hub stops answering. */
export type WitnessStanding = 'unwitnessed' | 'settled' | 'late' | 'stop'

export class Witnessing {
  readonly #options: WitnessingOptions
  #policy: WitnessPolicy
  #callers: readonly WitnessCaller[]
  readonly #changes: WitnessChanges
  readonly #now: () => number
  readonly #ended = new AbortController()
  #newest: { readonly note: string; readonly size: number } | null = null
  #settledSize: number
  /** Since when there is a checkpoint that is not settled; null while there is none. */
  #openSince: number | null = null
  #isAlarmed = false
  #round: Promise<void> | null = null
  #pause: NodeJS.Timeout | null = null

  constructor(options: WitnessingOptions) {
    this.#options = options
    this.#settledSize = settledSizeOf(options.directory, options.policy)
    this.#policy = options.policy
    this.#callers = callersOf(options.policy.witnesses)
    this.#changes = new WitnessChanges(options.onEvent)
    this.#now = options.now ?? (() => performance.now())
  }

  /** Size of the largest settled checkpoint; without witnesses that of the newest one. */
  get settledSize(): number {
    return this.#settledSize
  }

  get standing(): WitnessStanding {
    if (this.#callers.length === 0) return 'unwitnessed'
    const openMs = this.#openMs
    const { stopAfterMs } = this.#policy
    if (stopAfterMs !== null && openMs >= stopAfterMs) return 'stop'
    return openMs >= unsettledAlarmMs ? 'late' : 'settled'
  }

  get #openMs(): number {
    return this.#openSince === null ? 0 : this.#now() - this.#openSince
  }

  /** Takes the log's newest checkpoint; it is shown to the witnesses in the next round, at the latest ten seconds from now. */
  offer(note: string, size: number): void {
    this.#newest = { note, size }
    if (this.#callers.length === 0) this.#settledSize = size
    else if (size > this.#settledSize) this.#openSince ??= this.#now()
    if (this.#round === null && this.#pause === null) this.#begin()
  }

  /**
   * Takes another policy: the next round, which begins at once where none is under way, asks its witnesses and is judged by it.
   * What was settled before stays settled, as it was under the policy of its time.
   */
  follow(policy: WitnessPolicy): void {
    this.#callers = callersOf(policy.witnesses, this.#callers)
    this.#policy = policy
    if (this.#callers.length === 0) return this.#unwitnessed()
    // The newest checkpoint is shown to all of them, though others settled it before.
    if (this.#newest !== null) this.#openSince ??= this.#now()
    if (this.#pause !== null) clearTimeout(this.#pause)
    this.#pause = null
    if (this.#round === null) this.#begin()
  }

  #unwitnessed(): void {
    this.#settledSize = this.#newest?.size ?? this.#settledSize
    this.#openSince = null
    this.#isAlarmed = false
  }

  /** One more round over the newest checkpoint, if it is not settled yet; then none. Ends after one call's time at the latest. */
  async close(): Promise<void> {
    if (this.#pause !== null) clearTimeout(this.#pause)
    await this.#round
    if (this.#openSince !== null) await this.#ask()
    this.#ended.abort()
    if (this.#pause !== null) clearTimeout(this.#pause)
  }

  #begin(): void {
    if (this.#callers.length === 0 || this.#ended.signal.aborted) return
    const start = this.#now()
    this.#pause = null
    this.#round = this.#ask().finally(() => {
      this.#round = null
      this.#pause = setTimeout(() => this.#next(), Math.max(witnessRoundMs - (this.#now() - start), 0))
      this.#pause.unref()
    })
  }

  /** The next round follows at once where something is open, else with the next offer. */
  #next(): void {
    this.#pause = null
    if (this.#openSince !== null) this.#begin()
  }

  async #ask(): Promise<void> {
    const { directory, keepSettled, onEvent } = this.#options
    const [policy, callers] = [this.#policy, this.#callers]
    if (this.#newest === null) return
    try {
      const checkpoint = ownCheckpoint(directory, this.#newest.note)
      const words = await Promise.all(callers.map((caller) => caller.ask(checkpoint, this.#ended.signal)))
      const signed = words.filter((word) => word.kind === 'cosigned')
      for (const [at, word] of words.entries()) this.#changes.heard(callers[at]?.address.key.name ?? '', word)
      if (
        settles(
          policy,
          signed.map(({ key }) => key),
        )
      ) {
        await keepSettled(`${checkpoint.note}${signed.map(({ line }) => signatureLine(line)).join('')}`)
        this.#settled(checkpoint.size, policy)
        onEvent({ kind: 'settled', size: checkpoint.size, by: signed.map(({ key }) => key.name) })
      }
    } catch (error) {
      onEvent({ kind: 'failed', error })
    }
    this.#alarm()
  }

  #settled(size: number, policy: WitnessPolicy): void {
    this.#settledSize = Math.max(size, this.#settledSize)
    // A round that began under the former policy says nothing about how the new one is met.
    if (policy !== this.#policy) return
    if (this.#isAlarmed) this.#options.onEvent({ kind: 'settled-again', ms: this.#openMs })
    this.#openSince = (this.#newest?.size ?? 0) > size ? this.#now() : null
    this.#isAlarmed = false
  }

  #alarm(): void {
    const isLate = this.standing === 'late' || this.standing === 'stop'
    if (!isLate || this.#isAlarmed) return
    this.#isAlarmed = true
    this.#options.onEvent({ kind: 'unsettled', ms: this.#openMs })
  }
}

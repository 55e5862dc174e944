/** What a node learns from its witnesses: values for the log lines of the process that asks. Names are those of the witnesses' keys. */
import type { WitnessWord } from './ask-witness.ts'

/** A witness has signed what this log does not hold: the folder was rolled back, or two histories exist. The origin must be closed. */
export type HistoryFinding =
  | { readonly kind: 'rolled-back'; readonly witness: string; readonly size: number }
  | { readonly kind: 'forked'; readonly witness: string }

/**
 * `settled`: enough witnesses signed this size · `unsettled`: alarm, nothing was settled for so long · `settled-again`: it is over, after so long in all · `unconfirmed`: alarm, no witness has
 * answered since the start, so nothing is signed · `away`, `refused`, `back`: one witness, told when it changes.
 */
export type WitnessEvent =
  | HistoryFinding
  | { readonly kind: 'settled'; readonly size: number; readonly by: readonly string[] }
  | { readonly kind: 'unsettled' | 'settled-again'; readonly ms: number }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'away' | 'back'; readonly witness: string }
  | { readonly kind: 'refused'; readonly witness: string; readonly status: number }
  /** Alarm: a round could not be held, because a tile cannot be read or the settled note not be kept. */
  | { readonly kind: 'failed'; readonly error: unknown }

/** The finding in a witness's word, if it is one. */
export function findingOf(witness: string, word: WitnessWord): HistoryFinding | null {
  if (word.kind === 'larger') return { kind: 'rolled-back', witness, size: word.size }
  return word.kind === 'forked' ? { kind: 'forked', witness } : null
}

/** Tells of each witness when it changes, not in every round. */
export class WitnessChanges {
  readonly #last = new Map<string, WitnessWord['kind']>()
  readonly #onEvent: (event: WitnessEvent) => void

  constructor(onEvent: (event: WitnessEvent) => void) {
    this.#onEvent = onEvent
  }

  heard(witness: string, word: WitnessWord): void {
    const before = this.#last.get(witness)
    if (before === word.kind) return
    this.#last.set(witness, word.kind)
    const finding = findingOf(witness, word)
    if (finding !== null) this.#onEvent(finding)
    else if (word.kind === 'away') this.#onEvent({ kind: 'away', witness })
    else if (word.kind === 'refused') this.#onEvent({ kind: 'refused', witness, status: word.status })
    else if (before !== undefined) this.#onEvent({ kind: 'back', witness })
  }
}

/**
 * Asks the witnesses, after a start and before anything is signed, what they signed last for this origin (audit.md §3, recovery 4).
 * A folder restored from a backup would else sign a second history over the entries it lost.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { witnessRoundMs } from '../limits.ts'
import type { CheckpointSigner } from '../notes/index.ts'
import { callersOf, type WitnessWord } from './ask-witness.ts'
import { lastCheckpoint, wasWitnessed } from './own-checkpoint.ts'
import { findingOf, type HistoryFinding, WitnessChanges, type WitnessEvent } from './witness-events.ts'
import type { WitnessPolicy } from './witness-policy.ts'

export interface ConfirmOriginOptions {
  /** Folder of the year, `…/audit/<node>/<year>`. */
  readonly directory: string
  readonly origin: string
  readonly signer: CheckpointSigner
  readonly policy: WitnessPolicy
  readonly onEvent: (event: WitnessEvent) => void
  /** Ends the wait, with the reason of the signal. */
  readonly signal?: AbortSignal
}

/** `clear`: it may sign on · `rolled-back`, `forked`: it must be closed and followed by a new origin · `unwitnessed`: nobody is there to ask. */
export type OriginStanding = { readonly kind: 'unwitnessed' } | { readonly kind: 'clear' } | HistoryFinding

/** Asks until one witness has answered; entries are taken meanwhile, nothing is signed. One that has signed more than we hold decides against all others. */
export async function confirmOrigin(options: ConfirmOriginOptions): Promise<OriginStanding> {
  const { directory, origin, signer, policy, onEvent, signal } = options
  if (policy.witnesses.length === 0) return { kind: 'unwitnessed' }
  const checkpoint = await lastCheckpoint(directory, origin, signer)
  const isKnown = wasWitnessed(directory)
  const callers = callersOf(policy.witnesses)
  const changes = new WitnessChanges(onEvent)
  for (let round = 0; ; round += 1) {
    const words = await Promise.all(callers.map((caller) => caller.ask(checkpoint, signal)))
    signal?.throwIfAborted()
    for (const [at, word] of words.entries()) {
      const witness = callers[at]?.address.key.name ?? ''
      changes.heard(witness, word)
      const finding = findingOf(witness, word)
      if (finding !== null) return finding
    }
    if (words.some((word) => isAnswer(word, isKnown))) return { kind: 'clear' }
    if (round === 0) onEvent({ kind: 'unconfirmed' })
    await pause(witnessRoundMs, undefined, signal && { signal }).catch(() => signal?.throwIfAborted())
  }
}

/** A witness that knows neither origin nor key has signed nothing for them; where the folder holds a witness's signature, that is no answer. */
function isAnswer(word: WitnessWord, isKnown: boolean): boolean {
  return word.kind === 'cosigned' || (word.kind === 'refused' && !isKnown && [403, 404].includes(word.status))
}

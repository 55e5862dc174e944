/**
 * Signatures of answers that came over a line which vouches for them, checked by a thread of its own within moments; a bad one
 * opens the agency's breaker and alarms (trust.md §4, "Hub side"). What has no room here is checked at once by whoever asks.
 */
import { Worker } from 'node:worker_threads'
import type { BundleAgency, Jwk } from '@xinqiao/contracts'
import { checksPerMessage, checksWaitingMax, checkWaitMs } from './limits.ts'

export interface UncheckedSignature {
  readonly agency: BundleAgency
  readonly base: string
  readonly signature: Buffer
}

export interface AnswerChecks {
  /** Whether one more may wait. */
  hasRoom(): boolean
  add(unchecked: UncheckedSignature): void
  /** Ends when all that waits is checked. */
  close(): Promise<void>
}

/** To the thread: signatures by agency, whose key goes along once a message. */
export interface CheckMessage {
  readonly signatures: readonly {
    readonly agency: string
    readonly key: Jwk
    readonly base: string
    readonly signature: Uint8Array
  }[]
}

/** From the thread: how many it looked at, and whose did not hold. */
export interface CheckReply {
  readonly count: number
  readonly forged: readonly string[]
}

/** Starts the thread with the first signature. `onForged`: an agency whose answer was not its own; `onFailure`: the thread failed. */
export function answerChecks(onForged: (agency: string) => void, onFailure: (error: unknown) => void): AnswerChecks {
  let worker: Worker | null = null
  let timer: NodeJS.Timeout | null = null
  let waiting: UncheckedSignature[] = []
  let unchecked = 0
  const drained: (() => void)[] = []
  const tellDrained = (): void => {
    if (unchecked === 0) for (const done of drained.splice(0)) done()
  }
  const start = (): Worker => {
    const made = new Worker(new URL('./answer-check-worker.ts', import.meta.url), { name: 'xinqiao-verify' })
    made.unref()
    made.on('message', ({ count, forged }: CheckReply) => {
      unchecked -= count
      for (const agency of forged) onForged(agency)
      tellDrained()
    })
    made.on('error', (error) => {
      // What it held is lost to the check: said aloud, and the next one starts anew.
      onFailure(error)
      worker = null
      unchecked = 0
      tellDrained()
    })
    return made
  }
  const send = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const signatures = waiting.map(({ agency, base, signature }) => ({ agency: agency.id, key: agency.key, base, signature }))
    waiting = []
    worker ??= start()
    worker.postMessage({ signatures } satisfies CheckMessage)
  }
  return {
    hasRoom: () => unchecked < checksWaitingMax,
    add: (one) => {
      unchecked += 1
      waiting.push(one)
      if (waiting.length >= checksPerMessage) send()
      else timer ??= setTimeout(send, checkWaitMs)
    },
    close: async () => {
      if (waiting.length > 0) send()
      if (unchecked > 0) await new Promise<void>((done) => drained.push(done))
      await worker?.terminate()
    },
  }
}

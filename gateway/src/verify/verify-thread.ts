/**
 * Asymmetric cryptography off the answering thread: proofs of possession, for which a request waits, and signatures of
 * answers that a pinned line vouches for, for which nobody does. What one turn of the loop brings goes in one message. What
 * has no room is checked at once by whoever asks; a thread that fails is said aloud and started anew.
 */
import { Worker } from 'node:worker_threads'
import { type Jwk, type OpenedProof, openDpopProof, type ShownProof, TokenError } from '@xinqiao/schema'
import type { AnswerChecks, UncheckedSignature } from '../fetch/answer-checks.ts'
import { checksPerMessage, checksWaitingMax, checkWaitMs, proofsWaitingMax } from '../limits.ts'
import {
  type ProofReply,
  type ProofRow,
  proofRow,
  type SignatureRow,
  type VerifyMessage,
  type VerifyReply,
} from './verify-message.ts'

export interface VerifyThread extends AnswerChecks {
  /** @throws TokenError */
  openProof(shown: ShownProof): Promise<OpenedProof>
  /** Ends when all that waits is checked. */
  close(): Promise<void>
}

export interface VerifyEvents {
  /** An answer that was used was not its agency's own. */
  readonly onForged: (agency: string) => void
  readonly onFailure: (error: unknown) => void
}

interface Waiting {
  readonly shown: ShownProof
  readonly done: (opened: OpenedProof | Promise<OpenedProof>) => void
  readonly fail: (error: unknown) => void
}

const ownProgram = new URL('./verify-worker.ts', import.meta.url)

/** Starts the thread with the first thing to check. `program`: what it runs; tests have one that fails. */
export function verifyThread(events: VerifyEvents, program: URL = ownProgram): VerifyThread {
  return new Verifying(events, program)
}

class Verifying implements VerifyThread {
  readonly #events: VerifyEvents
  readonly #program: URL
  readonly #proofs = new Map<number, Waiting>()
  #worker: Worker | null = null
  #next = 0
  #newProofs: ProofRow[] = []
  #signatures: UncheckedSignature[] = []
  #unchecked = 0
  /** Names of the keys that the thread has. */
  readonly #keysSent = new Set<string>()
  #isTurn = false
  #timer: NodeJS.Timeout | null = null
  #drained: (() => void)[] = []

  constructor(events: VerifyEvents, program: URL) {
    this.#events = events
    this.#program = program
  }

  openProof(shown: ShownProof): Promise<OpenedProof> {
    if (this.#proofs.size >= proofsWaitingMax) return openDpopProof(shown)
    return new Promise((done, fail) => {
      const id = this.#next++
      this.#proofs.set(id, { shown, done, fail })
      this.#newProofs.push(proofRow(id, shown))
      if (this.#isTurn) return
      this.#isTurn = true
      setImmediate(() => this.#send())
    })
  }

  hasRoom(): boolean {
    return this.#unchecked < checksWaitingMax
  }

  add(one: UncheckedSignature): void {
    this.#unchecked += 1
    this.#signatures.push(one)
    if (this.#signatures.length >= checksPerMessage) this.#send()
    else this.#timer ??= setTimeout(() => this.#send(), checkWaitMs)
  }

  async close(): Promise<void> {
    if (this.#signatures.length > 0 || this.#newProofs.length > 0) this.#send()
    if (this.#unchecked > 0) await new Promise<void>((done) => this.#drained.push(done))
    await this.#worker?.terminate()
  }

  #send(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#isTurn = false
    const keys: VerifyMessage['keys'][number][] = []
    const signatures = this.#signatures.map(
      ({ agency, base, signature }): SignatureRow => [agency.id, this.#nameOf(agency.key, keys), base, signature],
    )
    const message: VerifyMessage = { proofs: this.#newProofs, signatures, keys }
    this.#newProofs = []
    this.#signatures = []
    this.#worker ??= this.#start()
    this.#worker.postMessage(message)
  }

  /** The name the thread knows a key by; what it has not had yet goes to `news`. */
  #nameOf(key: Jwk, news: VerifyMessage['keys'][number][]): string {
    const name = String(key['x'])
    if (this.#keysSent.has(name)) return name
    this.#keysSent.add(name)
    news.push([name, key])
    return name
  }

  #start(): Worker {
    const made = new Worker(this.#program, { name: 'xinqiao-verify' })
    made.unref()
    // What a thread still says behind its failure is heard, but counts checks that were given up already.
    made.on('message', (reply: VerifyReply) => this.#hear(this.#worker === made ? reply : { ...reply, count: 0 }))
    made.on('error', (error) => this.#failed(error))
    return made
  }

  #hear({ proofs, count, forged }: VerifyReply): void {
    for (const reply of proofs) this.#settle(reply)
    this.#unchecked -= count
    for (const agency of forged) this.#events.onForged(agency)
    if (this.#unchecked === 0) for (const done of this.#drained.splice(0)) done()
  }

  #settle(reply: ProofReply): void {
    const [id] = reply
    const waiting = this.#proofs.get(id)
    this.#proofs.delete(id)
    if (reply.length === 2) return waiting?.fail(new TokenError(reply[1], 'not accepted'))
    const [, jkt, jti, until] = reply
    waiting?.done({ jkt, jti, until })
  }

  /** Proofs that were under way are checked here; signatures that were are lost to the check, which is said. */
  #failed(error: unknown): void {
    this.#events.onFailure(error)
    this.#worker = null
    this.#keysSent.clear()
    this.#unchecked = this.#signatures.length
    const waiting = [...this.#proofs.values()]
    this.#proofs.clear()
    this.#newProofs = []
    for (const { shown, done } of waiting) done(openDpopProof(shown))
    if (this.#unchecked === 0) for (const done of this.#drained.splice(0)) done()
  }
}

/**
 * Who is let in when more ask than can be answered (faults.md row 28). The bound follows the answering thread: when its
 * turns take too long, fewer requests share it. Below the bound everybody is let in. At it, a consumer is let in only
 * while it holds less than its fair share, and what is turned away is turned away unread, so that it costs next to nothing.
 *
 * A consumer is known by a token that was verified before: a forged one is nobody's and shares with all of its kind.
 */
import type { TokenReader } from '../authenticate/access-token.ts'
import { consumerOf } from '../authenticate/caller-of.ts'
import {
  inFlightHeadroom,
  inFlightMax,
  inFlightMin,
  inFlightStart,
  inFlightStep,
  knownTokensMax,
  turnTargetMs,
} from '../limits.ts'

/** In whose name a request stands at the door. */
export type Standing = string

const anonymous: Standing = ' anonymous'
const unproven: Standing = ' unproven'
/** What is left of the bound after turns that took too long. */
const backOff = 0.8

export class Admission {
  #bound = inFlightStart
  #inFlight = 0
  readonly #byConsumer = new Map<Standing, number>()
  readonly #known = new Map<string, Standing>()
  /** Requests turned away since this was read last. */
  #turnedAway = 0

  get bound(): number {
    return this.#bound
  }

  get inFlight(): number {
    return this.#inFlight
  }

  takeTurnedAway(): number {
    const count = this.#turnedAway
    this.#turnedAway = 0
    return count
  }

  /** A token was verified: its next requests stand in its consumer's name. */
  know(jwt: string, consumer: string): void {
    if (this.#known.has(jwt)) return
    if (this.#known.size >= knownTokensMax) this.#known.clear()
    this.#known.set(jwt, consumer)
  }

  standingOf(authorization: string | undefined): Standing {
    if (authorization === undefined) return anonymous
    return this.#known.get(authorization.slice(authorization.indexOf(' ') + 1)) ?? unproven
  }

  /** Lets a request in; each that is let in must be let out. */
  letIn(standing: Standing): boolean {
    const own = this.#byConsumer.get(standing) ?? 0
    if (!this.#hasRoom(own)) {
      this.#turnedAway += 1
      return false
    }
    this.#inFlight += 1
    this.#byConsumer.set(standing, own + 1)
    return true
  }

  letOut(standing: Standing): void {
    const own = this.#byConsumer.get(standing) ?? 0
    this.#inFlight -= 1
    if (own > 1) this.#byConsumer.set(standing, own - 1)
    else this.#byConsumer.delete(standing)
  }

  /** Told now and then how long the turns of the thread took lately, milliseconds. */
  turned(ms: number): void {
    if (ms <= turnTargetMs) this.#bound = this.#afterFreeTurns()
    // One long turn with few requests is a hiccup, and says nothing of how many the thread can carry.
    else if (this.#inFlight >= inFlightMin)
      this.#bound = Math.max(inFlightMin, Math.floor(Math.min(this.#bound, this.#inFlight) * backOff))
  }

  /** Up where it is used; what was learned under load that is over is forgotten. */
  #afterFreeTurns(): number {
    if (2 * this.#inFlight >= this.#bound) return Math.min(inFlightMax, this.#bound + inFlightStep)
    const towards = Math.sign(inFlightStart - this.#bound) * inFlightStep
    return Math.abs(inFlightStart - this.#bound) < inFlightStep ? inFlightStart : this.#bound + towards
  }

  /** The headroom above the bound is for those below their share: nobody who asks much can hold all of it. */
  #hasRoom(own: number): boolean {
    if (this.#inFlight < this.#bound) return true
    if (this.#inFlight >= this.#bound + inFlightHeadroom) return false
    const consumers = this.#byConsumer.size + (own === 0 ? 1 : 0)
    return own < this.#bound / consumers
  }
}

/** A reader whose verified tokens the door knows from then on. */
export function introducing(admission: Admission, reader: TokenReader): TokenReader {
  return {
    read: async (jwt, running, nowSeconds) => {
      const token = await reader.read(jwt, running, nowSeconds)
      admission.know(jwt, consumerOf(running, token.clientId)?.id ?? token.clientId)
      return token
    },
  }
}

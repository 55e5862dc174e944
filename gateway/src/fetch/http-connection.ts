/** One connection to an agency: one question at a time, one write a question, reads into one lent buffer. */
import { connect, type Socket } from 'node:net'
import type { TransportFailure } from './agency-answer.ts'
import { AnswerReader } from './http-answer.ts'
import { connectionAgeMaxMs, connectionsSweepMs, connectTimeoutMs, deadlineMs } from './limits.ts'

/** A question under way. */
export interface Asked {
  /** The whole request. */
  readonly request: Buffer | string
  /** Where it is being asked now. */
  connection: Connection | null
  settle(outcome: AnswerReader | TransportFailure): void
}

export interface ConnectionOwner {
  readonly host: string
  readonly port: number
  /** It may be asked again. */
  onFree(connection: Connection): void
  /** It is gone; `isStale`: it had answered before and closed on a question without a word. */
  onGone(connection: Connection, isStale: boolean): void
}

const readBytes = 64 * 1024
/**
 * One for all connections: on the systems the hub runs on a read fills it at the moment it is handed to the callback, which
 * copies what it keeps.
 */
const lent = Buffer.allocUnsafeSlow(readBytes)
/** Sweeps after which a question is given up. */
const sweepsMax = Math.ceil(deadlineMs / connectionsSweepMs) + 2

export class Connection {
  /** Monotonic milliseconds until which it may stand idle. */
  idleUntil = 0
  readonly #owner: ConnectionOwner
  readonly #socket: Socket
  readonly #openedAt: number = performance.now()
  #asked: Asked | null = null
  #reader: AnswerReader = new AnswerReader()
  #hasServed = false
  #sweeps = 0
  #isGone = false

  constructor(owner: ConnectionOwner) {
    this.#owner = owner
    const callback = (size: number): boolean => this.#read(lent.subarray(0, size))
    this.#socket = connect({ host: owner.host, port: owner.port, noDelay: true, onread: { buffer: lent, callback } })
    const timer = setTimeout(() => this.end('refused'), connectTimeoutMs)
    this.#socket.once('connect', () => clearTimeout(timer))
    this.#socket.once('close', () => {
      clearTimeout(timer)
      this.#lost()
    })
    this.#socket.once('end', () => this.#lost())
    // `close` follows and says all there is to say.
    this.#socket.on('error', () => {})
  }

  ask(asked: Asked): void {
    asked.connection = this
    this.#asked = asked
    this.#reader = new AnswerReader()
    this.#sweeps = 0
    this.#socket.write(asked.request)
  }

  /** Seen now and then: ends when idle for too long, or when its caller forgot a question. */
  sweep(nowMs: number): void {
    if (this.#asked === null && this.idleUntil <= nowMs) this.end('refused')
    this.#sweeps += 1
    if (this.#asked !== null && this.#sweeps > sweepsMax) this.end('aborted')
  }

  /** Ends it; the question under way gets the reason. */
  end(because: TransportFailure): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#socket.destroy()
    const asked = this.#take()
    this.#owner.onGone(this, this.#hasServed && because === 'refused' && asked !== null)
    asked?.settle(because)
  }

  #lost(): void {
    this.end(this.#reader.isBegun && this.#asked !== null ? 'broken' : 'refused')
  }

  #read(read: Buffer): boolean {
    // What nobody asked for would be taken for the answer to the next question.
    if (this.#asked === null) {
      this.end('unreadable')
      return false
    }
    const progress = this.#reader.feed(read)
    if (progress === 'bad') this.end('unreadable')
    else if (progress === 'done') this.#answered()
    return !this.#isGone
  }

  #answered(): void {
    const [reader, asked, now] = [this.#reader, this.#take(), performance.now()]
    this.#hasServed = true
    this.idleUntil = now + (reader.head?.idleMs ?? 0)
    const isWhole = !reader.hasExtra && this.#socket.writableLength === 0
    // Free before the caller is told: what it asks next finds this connection.
    if (isWhole && this.idleUntil > now && now < this.#openedAt + connectionAgeMaxMs) this.#owner.onFree(this)
    else this.end('refused')
    asked?.settle(reader)
  }

  #take(): Asked | null {
    const asked = this.#asked
    this.#asked = null
    if (asked !== null) asked.connection = null
    return asked
  }
}

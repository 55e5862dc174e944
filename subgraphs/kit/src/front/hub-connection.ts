/** One connection of the hub: one call at a time, whole before it is looked at, its answer in one write. */
import type { Socket } from 'node:net'
import type { KitError } from '../errors.ts'
import { headPiecesMax, hubCallMs, keepAliveMs } from '../limits.ts'
import { type Answer, answerBytes, drainingError, toAnswer } from './answer-bytes.ts'
import { type HubHead, type HubRequest, readHubHead } from './hub-head.ts'

/** What a connection works for. */
export interface HubConnectionOwner {
  answer(request: HubRequest, body: Buffer): Promise<Answer>
  /** Hears of each refusal and failure; gives what the caller is told. */
  onError(error: unknown): KitError
  readonly draining: { readonly yes: boolean }
  /** Node takes the connection over for good, beginning with bytes that were read and belong to it. */
  handOver(socket: Socket, bytes: Buffer): void
  onGone(connection: HubConnection): void
}

export class HubConnection {
  readonly #socket: Socket
  readonly #owner: HubConnectionOwner
  #pieces: Buffer[] = []
  #length = 0
  #head: HubHead | undefined
  #isBusy = false
  #hasEnded = false
  /** When the request under way began, or the last one was answered; monotonic. */
  #sinceMs: number = performance.now()

  constructor(socket: Socket, owner: HubConnectionOwner) {
    this.#socket = socket
    this.#owner = owner
    socket.on('data', this.#onData)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onClose)
    // `close` follows and says all there is to say.
    socket.on('error', ignore)
  }

  /** Seen now and then: cut when its caller finishes neither asking nor reading, or says nothing for long. */
  sweep(nowMs: number): void {
    const isIdle = this.#length === 0 && this.#socket.writableLength === 0
    if (!this.#isBusy && nowMs - this.#sinceMs > (isIdle ? keepAliveMs : hubCallMs)) this.#socket.destroy()
  }

  /** Ends when nothing is under way; a call under way is answered first, on a connection that then ends. */
  endIfIdle(): void {
    if (!this.#isBusy && this.#length === 0) this.#socket.destroySoon()
  }

  readonly #onData = (piece: Buffer): void => {
    if (this.#length === 0) this.#sinceMs = performance.now()
    this.#pieces.push(piece)
    this.#length += piece.length
    // What comes before the answer is a next request: it waits, and no more of it is read.
    if (this.#isBusy) this.#socket.pause()
    else this.#take()
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true
    if (!this.#isBusy) this.#socket.destroySoon()
  }

  readonly #onClose = (): void => this.#owner.onGone(this)

  /** Takes the next request once it is whole. */
  #take(): void {
    if (this.#head === undefined) {
      const bytes = this.#joined()
      const head = readHubHead(bytes)
      if (head === 'other' || (head === 'more' && this.#pieces.length > headPiecesMax)) return this.#giveAway(bytes)
      if (head === 'more') return
      this.#head = head
    }
    const { request, bodyStart, bodyBytes } = this.#head
    const end = bodyStart + bodyBytes
    if (this.#length < end) return
    const bytes = this.#joined()
    this.#head = undefined
    this.#pieces = bytes.length > end ? [bytes.subarray(end)] : []
    this.#length = bytes.length - end
    this.#isBusy = true
    void this.#answer(request, bytes.subarray(bodyStart, end))
  }

  async #answer(request: HubRequest, body: Buffer): Promise<void> {
    let answer: Answer
    try {
      if (this.#owner.draining.yes) throw drainingError()
      answer = await this.#owner.answer(request, body)
    } catch (error) {
      answer = toAnswer(this.#owner.onError(error))
    }
    this.#send(answer)
  }

  #send(answer: Answer): void {
    this.#isBusy = false
    this.#sinceMs = performance.now()
    if (this.#socket.destroyed) return
    const isLast = this.#owner.draining.yes || this.#hasEnded
    try {
      if (!this.#socket.write(answerBytes(answer, isLast)) && !isLast) return this.#awaitDrain()
    } catch (error) {
      this.#owner.onError(error)
      this.#socket.destroy()
      return
    }
    if (isLast) this.#socket.destroySoon()
    else this.#goOn()
  }

  /** A caller that does not read its answer is not read either. */
  #awaitDrain(): void {
    this.#socket.pause()
    this.#socket.once('drain', () => this.#goOn())
  }

  #goOn(): void {
    if (this.#isBusy || this.#socket.destroyed) return
    if (this.#socket.isPaused()) this.#socket.resume()
    if (this.#length > 0) this.#take()
  }

  /** The memory is this connection's own: nothing else is ever read into it. */
  #joined(): Buffer {
    const [first] = this.#pieces
    return this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces, this.#length)
  }

  #giveAway(bytes: Buffer): void {
    const socket = this.#socket
    socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose).off('error', ignore)
    this.#owner.onGone(this)
    this.#owner.handOver(socket, bytes)
  }
}

function ignore(): void {
  // Nothing of it is ours to say.
}

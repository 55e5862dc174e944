/** The connections to one agency: as many as allowed, then a queue, then no. */
import { type Asked, Connection, type ConnectionOwner } from './http-connection.ts'
import { connectionsPerAgency, waitingPerAgencyMax } from './limits.ts'

export class HttpAgency implements ConnectionOwner {
  readonly host: string
  readonly port: number
  readonly #connections = new Set<Connection>()
  /** The one used last is taken first, so that the others may end. */
  #free: Connection[] = []
  readonly #waiting = new Set<Asked>()

  constructor(host: string, port: number) {
    this.host = host
    this.port = port
  }

  /** Nothing is open and nothing waits. */
  get isIdle(): boolean {
    return this.#connections.size === 0 && this.#waiting.size === 0
  }

  /** Whether it was taken; its outcome comes later. */
  ask(asked: Asked): boolean {
    const connection = this.#takeFree()
    if (connection !== null) connection.ask(asked)
    else if (this.#connections.size < connectionsPerAgency) this.#open().ask(asked)
    else if (this.#waiting.size < waitingPerAgencyMax) this.#waiting.add(asked)
    else return false
    return true
  }

  /** Gives up a question; nothing more is said of it where it waited. */
  abort(asked: Asked): void {
    this.#waiting.delete(asked)
    asked.connection?.end('aborted')
  }

  onFree(connection: Connection): void {
    const next = this.#nextWaiting()
    if (next === null) this.#free.push(connection)
    else connection.ask(next)
  }

  onGone(connection: Connection, isStale: boolean): void {
    this.#connections.delete(connection)
    const at = this.#free.indexOf(connection)
    if (at !== -1) this.#free.splice(at, 1)
    // One that closed while idle tells of the others: an agency that started again holds none of them.
    if (isStale) this.#endFree()
    const next = this.#connections.size < connectionsPerAgency ? this.#nextWaiting() : null
    if (next !== null) this.#open().ask(next)
  }

  /** Ends what stood idle for too long. */
  sweep(nowMs: number): void {
    for (const connection of this.#connections) connection.sweep(nowMs)
  }

  close(): void {
    for (const asked of this.#waiting) asked.settle('refused')
    this.#waiting.clear()
    for (const connection of this.#connections) connection.end('aborted')
  }

  #takeFree(): Connection | null {
    const now = performance.now()
    for (let free = this.#free.pop(); free !== undefined; free = this.#free.pop()) {
      if (free.idleUntil > now) return free
      free.end('refused')
    }
    return null
  }

  #open(): Connection {
    const connection = new Connection(this)
    this.#connections.add(connection)
    return connection
  }

  #nextWaiting(): Asked | null {
    for (const next of this.#waiting) {
      this.#waiting.delete(next)
      return next
    }
    return null
  }

  #endFree(): void {
    const free = this.#free
    this.#free = []
    for (const connection of free) connection.end('refused')
  }
}

/** An agency of bytes: it reads whole requests from real sockets and answers what the test says, split where the test says. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** What is done with the n-th request of the agency. */
export type Answering = (socket: Socket, request: string, index: number) => void

export class RawAgency {
  readonly requests: string[] = []
  readonly sockets: Set<Socket> = new Set()
  /** Sockets ever opened. */
  opened = 0
  answering: Answering
  readonly #server: Server

  private constructor(answering: Answering) {
    this.answering = answering
    this.#server = createServer({ noDelay: true }, (socket) => this.#serve(socket))
  }

  static async start(answering: Answering): Promise<RawAgency> {
    const agency = new RawAgency(answering)
    agency.#server.listen(0, '127.0.0.1')
    await once(agency.#server, 'listening')
    return agency
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`
  }

  /** Resolves when no socket is open here. */
  async untilAlone(): Promise<void> {
    const closes = [...this.sockets].map((socket) => new Promise<void>((done) => socket.once('close', () => done())))
    await Promise.all(closes)
  }

  async end(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #serve(socket: Socket): void {
    this.opened += 1
    this.sockets.add(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      for (let end = endOf(text); end !== null; end = endOf(text)) {
        const request = text.slice(0, end)
        text = text.slice(end)
        this.requests.push(request)
        this.answering(socket, request, this.requests.length - 1)
      }
    })
  }
}

/** Answers each request with these bytes, each piece its own packet; then ends the connection where told. */
export function answerWith(pieces: readonly (Buffer | string)[], end = false): Answering {
  return (socket) => {
    const next = (index: number): void => {
      const piece = pieces[index]
      if (piece === undefined) {
        if (end) socket.end()
        return
      }
      // One turn of the loop for each side, so that pieces arrive apart.
      socket.write(Buffer.from(piece as string, 'latin1'), () => setImmediate(() => setImmediate(next, index + 1)))
    }
    next(0)
  }
}

function endOf(text: string): number | null {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return null
  const end = head + 4 + Number(/\r\ncontent-length: (\d+)/iu.exec(text.slice(0, head))?.[1] ?? 0)
  return text.length < end ? null : end
}

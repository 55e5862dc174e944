/**
 * TCP between any two parts of the hub, with a fault in it (faults.md, "How it is proven"). The fault of the moment
 * applies to every connection, those under way too: each piece of traffic asks for it anew.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { selfSigned } from './self-signed.ts'

export type Fault =
  | { readonly kind: 'none' }
  /** Nobody listens, and nothing that was open stays so. */
  | { readonly kind: 'refuse' }
  /** What comes back comes later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** What comes back comes a few bytes at a time. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** Reset at the first byte of a question. */
  | { readonly kind: 'reset' }
  /** The answer ends after so many bytes. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Questions are taken and never answered; the other side is gone. */
  | { readonly kind: 'half-open' }
  /** Each question is answered with these bytes; `flood` repeats them until the caller has enough. */
  | { readonly kind: 'garbage'; readonly bytes: Buffer; readonly flood?: boolean }
  /** TLS with a certificate nobody vouches for. */
  | { readonly kind: 'wrong-certificate' }
  /** Nothing is read, nothing is written. */
  | { readonly kind: 'freeze' }

export class FaultProxy {
  readonly port: number
  /** Connections ever taken, and pieces of questions seen. */
  connections = 0
  questions = 0
  /** Bytes that garbage has put on the wire. */
  sent = 0
  /** Port of what stands behind; connections opened from now on go there. */
  target: number
  readonly #open = new Set<Socket>()
  readonly #tls = createTlsServer(selfSigned('elsewhere.invalid'))
  #server: Server
  #fault: Fault = { kind: 'none' }

  private constructor(port: number, target: number, server: Server) {
    this.port = port
    this.target = target
    this.#server = server
    server.on('connection', (socket: Socket) => this.#take(socket))
    this.#tls.on('tlsClientError', () => {})
  }

  /** Listens at `port` (0: any) of loopback, before what listens at `target`. */
  static async start(target: number, port = 0): Promise<FaultProxy> {
    const server = createServer({ noDelay: true })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return new FaultProxy((server.address() as AddressInfo).port, target, server)
  }

  get open(): number {
    return this.#open.size
  }

  /** From now on this is the fault. What was open before a refusal or a wrong certificate is cut. */
  async set(fault: Fault): Promise<void> {
    const before = this.#fault
    this.#fault = fault
    if (fault.kind === 'refuse' || fault.kind === 'wrong-certificate') this.cut()
    if (fault.kind === 'refuse' && before.kind !== 'refuse') await this.#unlisten()
    if (fault.kind !== 'refuse' && before.kind === 'refuse') await this.#listen()
    for (const socket of this.#open) if (fault.kind !== 'freeze') socket.resume()
  }

  /** Ends all connections. */
  cut(): void {
    for (const socket of this.#open) socket.destroy()
  }

  async end(): Promise<void> {
    this.cut()
    if (this.#fault.kind !== 'refuse') await this.#unlisten()
  }

  #take(near: Socket): void {
    this.connections += 1
    this.#keep(near)
    if (this.#fault.kind === 'wrong-certificate') {
      this.#tls.emit('connection', near)
      return
    }
    const far = connect(this.target, '127.0.0.1').setNoDelay(true)
    this.#keep(far)
    let back = 0
    near.on('data', (bytes) => this.#forward(bytes, near, far))
    far.on('data', (bytes) => {
      const from = back
      back += bytes.length
      this.#back(bytes, from, near)
    })
    near.once('close', () => far.destroy())
    far.once('close', () => this.#fault.kind !== 'half-open' && this.#fault.kind !== 'freeze' && near.end())
    if (this.#fault.kind === 'freeze') near.pause()
  }

  /** A question on its way to the agency. */
  #forward(bytes: Buffer, near: Socket, far: Socket): void {
    this.questions += 1
    const fault = this.#fault
    if (fault.kind === 'reset') near.resetAndDestroy()
    else if (fault.kind === 'garbage') this.#answer(near, fault.bytes, fault.flood === true)
    else if (fault.kind === 'freeze') near.pause()
    else if (fault.kind !== 'half-open') far.write(bytes)
  }

  /** A piece of an answer on its way back; `from`: bytes of this connection that came before it. */
  #back(bytes: Buffer, from: number, near: Socket): void {
    const fault = this.#fault
    if (fault.kind === 'delay') setTimeout(() => near.write(bytes), fault.ms)
    else if (fault.kind === 'drip') this.#drip(near, bytes, fault)
    else if (fault.kind === 'cut') near.end(bytes.subarray(0, Math.max(0, fault.afterBytes - (from % bytes.length))))
    else if (fault.kind !== 'half-open' && fault.kind !== 'freeze') near.write(bytes)
  }

  #drip(
    near: Socket,
    bytes: Buffer,
    { bytes: piece, everyMs }: { readonly bytes: number; readonly everyMs: number },
  ): void {
    if (near.destroyed || bytes.length === 0) return
    near.write(bytes.subarray(0, piece))
    setTimeout(() => this.#drip(near, bytes.subarray(piece), { bytes: piece, everyMs }), everyMs)
  }

  #answer(near: Socket, bytes: Buffer, flood: boolean): void {
    if (near.destroyed) return
    this.sent += bytes.length
    if (!flood) near.end(bytes)
    else if (near.write(bytes)) setImmediate(() => this.#answer(near, bytes, true))
    else near.once('drain', () => this.#answer(near, bytes, true))
  }

  #keep(socket: Socket): void {
    this.#open.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => this.#open.delete(socket))
  }

  async #unlisten(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.cut()
    await closed
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
  }
}

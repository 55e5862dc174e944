/** A registry's wire for tests of verbs: it takes what the operator signed, and answers what a test says. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { generateKeyPairJwk, importVerifyKey, type Jwk, NonceStore, verifyIngest } from '@xinqiao/schema'
import { runProgram } from '../program.ts'

/** A call that the operator signed. */
export interface Asked {
  readonly method: string
  readonly target: string
  readonly body: unknown
}

/** What a call is answered. */
export interface Told {
  readonly status: number
  readonly body: unknown
}

/** What the registry answers, and what of it anybody may read by GET (`undefined`: nothing). */
export interface RegistryAnswers {
  readonly answer: (asked: Asked) => Told
  readonly shown?: () => unknown
}

export class RegistryWire {
  asked: Asked[] = []
  /** State folder of a hub whose registry this is. */
  readonly stateDir: string = mkdtempSync(join(tmpdir(), 'xinqiao-cli-registry-'))
  readonly #operator: Jwk
  readonly #answers: RegistryAnswers
  readonly #nonces = new NonceStore()
  readonly #server: Server

  private constructor(operator: Jwk, answers: RegistryAnswers) {
    this.#operator = operator
    this.#answers = answers
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async open(answers: RegistryAnswers): Promise<RegistryWire> {
    const wire = new RegistryWire((await generateKeyPairJwk('Ed25519')).privateKey, answers)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    wire.#writeState()
    return wire
  }

  /** Runs the program beside that hub; gives its exit code. */
  run(...words: readonly string[]): Promise<number> {
    return runProgram([...words, '--state', this.stateDir])
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
    rmSync(this.stateDir, { recursive: true, force: true })
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #writeState(): void {
    const own = { operator: { key: 'operator.jwk.json' }, auditor: { key: 'none' }, agencies: {}, clients: {} }
    writeFileSync(join(this.stateDir, 'operator.jwk.json'), JSON.stringify(this.#operator), { mode: 0o600 })
    writeFileSync(join(this.stateDir, 'hub.json'), JSON.stringify({ registry: this.#url, ...own }))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const shown = request.method === 'GET' ? this.#answers.shown?.() : undefined
    const { status, body } =
      shown === undefined ? this.#answers.answer(await this.#signed(request)) : { status: 200, body: shown }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async #signed(request: IncomingMessage): Promise<Asked> {
    const { method = '', url: target = '', headers } = request
    const { digest } = verifyIngest(
      { method, target, headers },
      {
        publicUrl: this.#url,
        key: importVerifyKey(this.#operator),
        tag: 'xinqiao-admin-1',
        nonces: this.#nonces,
        nowSeconds: Date.now() / 1000,
      },
    )
    const body = await buffer(request)
    digest.update(body)
    digest.demand()
    const asked = { method, target, body: body.length === 0 ? null : JSON.parse(body.toString()) }
    this.asked.push(asked)
    return asked
  }
}

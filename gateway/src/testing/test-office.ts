/** An office that serves facts to the gateway under test. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BundleAgency } from '@xinqiao/contracts'
import {
  generateKeyPairJwk,
  importSigningKey,
  type Jwk,
  NonceStore,
  type StandingRow,
  signAnswer,
} from '@xinqiao/schema'
import { type HubKeys, publicHalf } from './hub-keys.ts'
import { readAll, TestServer } from './test-server.ts'
import { verifyHubCall } from './verify-hub-call.ts'

/** Serves standings and consents as the credit office does, signed. */
export class TestOffice extends TestServer {
  epoch: string = randomUUID()
  rows: StandingRow[] = []
  consents: { readonly subject: string; readonly item: string; readonly state: string }[] = []
  asked: string[] = []
  isAway = false
  readonly #keys: { readonly answer: Jwk; readonly agreement: Jwk }
  readonly #hub: HubKeys
  readonly #nonces = new NonceStore()
  #waiting: (() => void)[] = []

  private constructor(hub: HubKeys, keys: { readonly answer: Jwk; readonly agreement: Jwk }) {
    super((request, response) => this.#answer(request, response))
    this.#hub = hub
    this.#keys = keys
  }

  static async make(hub: HubKeys): Promise<TestOffice> {
    const answer = (await generateKeyPairJwk('Ed25519')).privateKey
    const agreement = (await generateKeyPairJwk('X25519')).privateKey
    return new TestOffice(hub, { answer, agreement })
  }

  get entry(): BundleAgency {
    const { answer, agreement } = this.#keys
    const keys = { key: publicHalf(answer), agreementKey: publicHalf(agreement) }
    return { id: 'office', url: this.url, ...keys, fetchAuth: 'hourly', body: '114600000000C00652' }
  }

  /** Adds a row and wakes the gateway. */
  decide(row: Omit<StandingRow, 'n' | 'document' | 'case'>): void {
    this.rows.push({ n: this.rows.length + 1, document: null, case: null, ...row })
    this.ring()
  }

  ring(): void {
    for (const wake of this.#waiting.splice(0)) wake()
  }

  override async close(): Promise<void> {
    this.ring()
    await super.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const call = verifyHubCall(request, body, {
      publicUrl: this.url,
      agreement: this.#keys.agreement,
      hubAgreement: this.#hub.agreement,
      nonces: this.#nonces,
    })
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    this.asked.push(pathname)
    const content = await this.#content(pathname, searchParams, body)
    if (this.isAway) {
      request.socket.destroy()
      return
    }
    const bytes = Buffer.from(JSON.stringify(content))
    const contentType = 'application/json'
    const signed = signAnswer(
      { status: 200, contentType, body: bytes, request: call.answered },
      importSigningKey(this.#keys.answer),
    )
    response.writeHead(200, { 'content-type': contentType, ...signed }).end(bytes)
  }

  async #content(pathname: string, query: URLSearchParams, body: Buffer): Promise<unknown> {
    if (pathname === '/facts/standings/snapshot') return { epoch: this.epoch, rows: this.rows, next: this.rows.length }
    if (pathname === '/facts/standings') {
      const after = Number(query.get('after'))
      if (this.rows.length <= after && query.get('wait') !== '0')
        await new Promise<void>((wake) => this.#waiting.push(wake))
      const rows = this.rows.filter(({ n }) => n > after)
      return { epoch: this.epoch, rows, next: rows.at(-1)?.n ?? after }
    }
    const question = JSON.parse(body.toString()) as { subjects: string[]; items: string[] }
    const stateOf = (subject: string, item: string): string =>
      this.consents.find((one) => one.subject === subject && one.item === item)?.state ?? 'none'
    return {
      answers: question.subjects.flatMap((subject) =>
        question.items.map((item) => ({ subject, item, state: stateOf(subject, item), consent: null })),
      ),
    }
  }
}

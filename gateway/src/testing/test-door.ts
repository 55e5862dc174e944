/** A whole gateway behind real HTTP for tests, with agencies, an office and a registry's wire around it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bundle, Consumer, Contract } from '@xinqiao/contracts'
import {
  type AuthorizationDetail,
  generateKeyPairJwk,
  type Jwk,
  provincialCatalog,
  standardsDocument,
} from '@xinqiao/schema'
import type { GatewayConfig } from '../config.ts'
import type { GatewayPorts } from '../gateway-parts.ts'
import { type RunningGateway, startGateway } from '../start-gateway.ts'
import { auditLeaves } from './audit-leaves.ts'
import { doorConfig } from './door-config.ts'
import { doorProof, doorToken, type SentProof, type SentToken } from './door-credentials.ts'
import { hubKeys } from './hub-keys.ts'
import { aContract, c1 } from './samples.ts'
import { TestAgency, testAgencyKeys } from './test-agency.ts'
import { TestControl } from './test-control.ts'
import { testGraph } from './test-graph.ts'
import type { GraphQLAnswer } from './test-hub.ts'
import { TestOffice } from './test-office.ts'

export const profile: string = `{ organization(uscc: "${c1}") { uscc amr { penalty { nodes { id violation } } } tax { creditGrade { nodes { grade } } } } }`
export const lawfulDetail: AuthorizationDetail = {
  type: 'credit_query',
  contract: 'CT-1',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕12号',
  official: { ref: 'p-17', role: 'case-handler' },
}

/** What a request is made of; everything has a lawful default. */
export interface DoorAsk {
  readonly query?: string
  readonly body?: string | Uint8Array
  readonly detail?: AuthorizationDetail
  readonly client?: string
  readonly token?: string | null
  readonly proof?: string | null
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  readonly method?: 'GET' | 'POST'
}

export interface DoorAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: GraphQLAnswer
}

const agencies = ['amr', 'tax']

export class TestDoor {
  readonly control: TestControl
  readonly office: TestOffice
  readonly agencies: ReadonlyMap<string, TestAgency>
  readonly config: GatewayConfig
  readonly sdl: string
  readonly stateDir: string
  contracts: readonly Contract[] = [aContract()]
  consumers: readonly Consumer[] = [aConsumer('tax', 'tax-app'), aConsumer('portal', 'portal-app', 'portal')]
  revokedTokens: Bundle['revokedTokens'] = []
  readonly #dpop: Jwk
  #gateway: RunningGateway | null = null

  private constructor(
    made: Pick<TestDoor, 'control' | 'office' | 'agencies' | 'config' | 'sdl' | 'stateDir'>,
    dpop: Jwk,
  ) {
    this.control = made.control
    this.office = made.office
    this.agencies = made.agencies
    this.config = made.config
    this.sdl = made.sdl
    this.stateDir = made.stateDir
    this.#dpop = dpop
  }

  /** Starts everything around the gateway; `start` starts the gateway itself. */
  static async open(changes: Partial<GatewayConfig> = {}): Promise<TestDoor> {
    const keys = await hubKeys()
    const control = new TestControl(keys)
    await control.listen()
    const office = await TestOffice.make(keys)
    await office.listen()
    const made = await Promise.all(
      agencies.map(async (name) => {
        const agency = new TestAgency(name, await testAgencyKeys(), keys.agreement)
        await agency.listen()
        return [name, agency] as const
      }),
    )
    const stateDir = await mkdtemp(join(tmpdir(), 'xinqiao-gateway-'))
    const config = { ...doorConfig(keys, control.url, stateDir), ...changes }
    const { sdl } = testGraph(agencies)
    const { privateKey } = await generateKeyPairJwk('ES256')
    return new TestDoor({ control, office, agencies: new Map(made), config, sdl, stateDir }, privateKey)
  }

  async start(ports: GatewayPorts = {}): Promise<this> {
    this.#gateway = await startGateway(this.config, ports)
    return this
  }

  get url(): string {
    return this.#gateway?.url ?? ''
  }

  publish(changes: Partial<Bundle> = {}): Promise<Bundle> {
    return this.control.publish(this.content(), changes)
  }

  content(): Omit<Bundle, 'number' | 'issuedAt' | 'notAfter'> {
    return {
      supergraph: this.sdl,
      catalog: provincialCatalog().document,
      standards: standardsDocument(),
      contracts: this.contracts,
      consumers: this.consumers,
      agencies: [...[...this.agencies.values()].map(({ entry }) => entry), this.office.entry],
      issuers: [
        {
          issuer: 'https://issuer.example',
          jwksUrl: `${this.control.url}/jwks`,
          algorithms: ['ES256'],
          maxTokenLifeSeconds: 600,
          clients: this.consumers.flatMap(({ clients }) => clients.map(({ id }) => id)),
        },
      ],
      calendars: [],
      revokedTokens: this.revokedTokens,
    }
  }

  agency(id: string): TestAgency {
    const agency = this.agencies.get(id)
    if (agency === undefined) throw new Error(`no agency ${id}`)
    return agency
  }

  token(changes: Partial<SentToken> = {}, key: Jwk = this.control.keys.token): Promise<string> {
    return doorToken({ detail: lawfulDetail, ...changes }, this.#dpop, key)
  }

  proof(token: string, changes: Partial<SentProof> = {}, key: Jwk = this.#dpop): Promise<string> {
    return doorProof(token, changes, key)
  }

  async ask(ask: DoorAsk = {}): Promise<DoorAnswer> {
    const { method = 'POST', path = '/graphql' } = ask
    const token =
      ask.token === undefined
        ? await this.token({ detail: ask.detail ?? lawfulDetail, clientId: ask.client ?? 'tax-app' })
        : ask.token
    const ownProof = token === null ? null : await this.proof(token, { method, url: `https://hub.example${path}` })
    const proof = ask.proof === undefined ? ownProof : ask.proof
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...(token === null ? {} : { authorization: `DPoP ${token}` }),
        ...(proof === null ? {} : { dpop: proof }),
        ...ask.headers,
      },
      ...(method === 'POST' ? { body: ask.body ?? JSON.stringify({ query: ask.query ?? profile }) } : {}),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
  }

  /** Asks without any credential. */
  askAnonymously(ask: DoorAsk = {}): Promise<DoorAnswer> {
    return this.ask({ token: null, proof: null, ...ask })
  }

  /** Every entry of the audit log that is on disk. */
  async entries(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.#leaves()).map((leaf) => JSON.parse(leaf) as Record<string, unknown>)
  }

  async auditText(): Promise<string> {
    return (await this.#leaves()).join('\n')
  }

  #leaves(): Promise<readonly string[]> {
    return auditLeaves(join(this.stateDir, 'audit', this.config.node))
  }

  async stop(): Promise<void> {
    await this.#gateway?.close()
    this.#gateway = null
  }

  async end(): Promise<void> {
    this.control.handOut('')
    this.office.ring()
    await this.stop()
    await Promise.all([this.control.close(), this.office.close()])
    await Promise.all([...this.agencies.values()].map((agency) => agency.close()))
    await rm(this.stateDir, { recursive: true, force: true })
  }
}

export function aConsumer(id: string, client: string, kind: Consumer['kind'] = 'agency'): Consumer {
  return {
    id,
    name: { zh: id, en: id },
    kind,
    body: '114600000000C0022L',
    region: '460000',
    channels: kind === 'agency' ? ['public_affairs_sharing'] : ['authorized_inquiry'],
    clients: [{ id: client, keys: [] }],
    receiptKeys: [],
  }
}

/** The hub's own graph with its six agencies, and the real rooms over it: what the fuzzer asks in process. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { composeServices } from '@apollo/composition'
import { type Contract, ContractRegister } from '@xinqiao/contracts'
import {
  type Contracted,
  cursorKeyOf,
  type Engine,
  type Facts,
  loadGraph,
  openEngine,
  type RunningBundle,
  type Vouching,
} from '@xinqiao/gateway'
import { agencySdl, coordinatesOf, dataStandards, hubSubgraphSdl, provincialCatalog } from '@xinqiao/schema'
import { type GraphQLSchema, parse } from 'graphql'

const agencies = ['amr', 'tax', 'court', 'tour', 'fin', 'office']
const keyBytes = 32

/** What a caller sends. */
export interface SentDocument {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly accept: string
  /** Which of the fuzzer's contracts it is asked under. */
  readonly contract: number
}

export interface GivenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface HubGraph {
  readonly schema: GraphQLSchema
  /** @throws whatever the rooms throw: each throw is a finding */
  ask(sent: SentDocument): Promise<GivenAnswer>
  close(): Promise<void>
}

/** Composes the graph, starts the agencies, opens the rooms. */
export async function openHubGraph(): Promise<HubGraph> {
  const sdl = composed()
  const worker = new Worker(new URL('agencies-worker.ts', import.meta.url), { workerData: { agencies, open: granted } })
  const [urls] = (await once(worker, 'message')) as [readonly (readonly [string, string])[]]
  const running = await runningBundle(sdl, new Map(urls))
  const engine: Engine = await openEngine(running, {
    facts: noFacts,
    quotas: { takeRequest: () => true, takeSubjects: () => true },
    refKey: randomBytes(keyBytes),
    cursorKey: cursorKeyOf(randomBytes(keyBytes)),
    vouching: unsigned,
    introspection: true,
    breaks: false,
  })
  return {
    schema: running.apiSchema,
    ask: async (sent) => {
      const { status, headers, bytes } = await engine.answer(contracted(running, sent))
      return { status, headers, body: bytes.toString() }
    },
    close: async () => {
      await engine.close()
      await worker.terminate()
    },
  }
}

function composed(): string {
  const catalog = provincialCatalog()
  const parts = [
    { name: 'hub', url: 'http://hub.invalid', typeDefs: parse(hubSubgraphSdl(catalog, agencies)) },
    ...agencies.map((name) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(agencySdl(name, catalog, dataStandards())),
    })),
  ]
  const { supergraphSdl, errors } = composeServices(parts)
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'))
  return supergraphSdl
}

async function runningBundle(sdl: string, urls: ReadonlyMap<string, string>): Promise<RunningBundle> {
  const catalog = provincialCatalog()
  return {
    ...(await loadGraph(sdl)),
    bundle: {
      number: 1,
      issuedAt: '2026-11-23T00:00:00Z',
      notAfter: '2999-12-31T00:00:00Z',
      supergraph: sdl,
      catalog: catalog.document,
      standards: null,
      contracts: [],
      consumers: [],
      agencies: [...urls].map(([id, url]) => ({
        id,
        url,
        key: {},
        agreementKey: {},
        fetchAuth: 'ed25519',
        body: '',
      })),
      issuers: [],
      calendars: [],
      revokedTokens: [],
    },
    digest: randomBytes(keyBytes).toString('hex'),
    catalog,
    standards: dataStandards(),
    register: new ContractRegister([]),
    coordinates: coordinatesOf(sdl),
    notAfterMs: Number.MAX_SAFE_INTEGER,
  }
}

/** Agencies of the fuzzer know no signature. */
const unsigned: Vouching = {
  send: ({ agency }) => ({
    url: agency.url,
    headers: 'content-type: application/json\r\naccept: application/json\r\n',
    check: () => ({ keyId: '', created: 0, contentDigest: '', signature: '' }),
  }),
}

const noFacts: Facts = {
  standingOf: () => undefined,
  age: () => ({ kind: 'fresh' }),
  consents: () => Promise.resolve([]),
}

/** Half of all items, by turns of each agency's; the second contract grants half of these, the third one item alone. */
const granted: readonly string[] = [...provincialCatalog().items.keys()].filter((_id, index) => index % 2 === 0)
const contracts: readonly Contract[] = [
  contractOver(1, granted),
  contractOver(
    2,
    granted.filter((_id, index) => index % 2 === 0),
  ),
  contractOver(3, granted.slice(0, 1)),
]

function contractOver(version: number, items: readonly string[]): Contract {
  return {
    id: 'FUZZ-01',
    version,
    kind: 'sharing',
    consumer: 'tax',
    channel: 'public_affairs_sharing',
    purposes: ['DAILY_SUPERVISION'],
    legalBasis: [],
    subjects: ['natural_person', 'legal_person', 'unincorporated'],
    divisions: version === 2 ? ['460100'] : ['all'],
    items: items.map((id) => ({ id, fullNumber: false, legalBasis: [] })),
    term: { from: '2026-01-01', to: '2026-12-31' },
    quota: { requestsPerDay: 1e9, subjectsPerDay: 1e9, subjectsPerRequest: 100 },
    caseRequired: false,
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 180, deletionReceipts: false },
    approvals: [],
    state: 'active',
  }
}

function contracted(running: RunningBundle, sent: SentDocument): Contracted {
  const contract = contracts[sent.contract % contracts.length] ?? contractOver(1, [])
  const { query, operationName, variables, accept } = sent
  return {
    kind: 'contracted',
    request: {
      requestId: 'fuzz',
      method: 'POST',
      url: 'http://hub.invalid/graphql',
      headers: { accept },
      query,
      documentId: null,
      operationName,
      variables,
      remoteAddress: '127.0.0.1',
      statementOver: null,
      receivedMs: 0,
    },
    running,
    caller: { kind: 'client', clientId: 'tax-app', consumer: null },
    claims: {
      contract: contract.id,
      purpose: 'DAILY_SUPERVISION',
      case: null,
      official: { ref: 'o', role: null },
      subject: null,
      acr: null,
      act: null,
    },
    contract,
    contractVersion: `${contract.id}@${contract.version}`,
    today: '2026-11-23',
    legalNowMs: Date.parse('2026-11-23T10:00:00+08:00'),
  }
}

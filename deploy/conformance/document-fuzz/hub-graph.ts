/** The hub's own graph with its six agencies, and the real rooms over it: what the fuzzer asks in process. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { composeServices } from '@apollo/composition'
import type { Contract } from '@xinqiao/contracts'
import type { Contracted, RunningBundle } from '@xinqiao/gateway'
import { agencySdl, coordinatesOf, dataStandards, hubSubgraphSdl, provincialCatalog } from '@xinqiao/schema'
import { type GraphQLSchema, parse } from 'graphql'
import { openUnsignedRooms, outsideBundle } from '../door/unsigned-rooms.ts'

const agencies = ['amr', 'tax', 'court', 'tour', 'fin', 'office']

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
  const catalog = provincialCatalog()
  const running = await outsideBundle(
    { sdl, subgraphs: urls.map(([name, url]) => ({ name, url })) },
    { catalog, coordinates: coordinatesOf(sdl) },
    catalog.document,
  )
  const engine = await openUnsignedRooms(running)
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

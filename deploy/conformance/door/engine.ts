/** The rooms decide → plan → fetch → lawful-rows → shape over an outside supergraph. The only file here that enters the gateway. */
import { randomBytes } from 'node:crypto'
import { ContractRegister } from '@xinqiao/contracts'
import {
  type Contracted,
  cursorKeyOf,
  type Engine,
  type Facts,
  loadGraph,
  openEngine as openRooms,
  type RunningBundle,
  type Vouching,
} from '@xinqiao/gateway'
import { dataStandards } from '@xinqiao/schema'
import type { OutsideSupergraph } from './supergraph.ts'
import type { SyntheticLaw } from './synthetic-law.ts'

/** One operation, as the door took it from HTTP. */
export interface DoorOperation {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly caller: string | null
  readonly accept: string
}

export interface DoorAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface DoorEngine {
  answer(operation: DoorOperation): Promise<DoorAnswer>
  close(): Promise<void>
}

const deadlineMs = 20_000
const keyBytes = 32

/** Opens the rooms over a supergraph. */
export async function openEngine(supergraph: OutsideSupergraph, law: SyntheticLaw): Promise<DoorEngine> {
  const running = await runningBundle(supergraph, law)
  const rooms: Engine = await openRooms(running, {
    facts: noFacts,
    quotas: { takeRequest: () => true, takeSubjects: () => true },
    refKey: randomBytes(keyBytes),
    cursorKey: cursorKeyOf(randomBytes(keyBytes)),
    vouching: unsigned,
    introspection: true,
    deadlineMs,
    // An audit fails its subgraphs on purpose: no failure may shut one out of the next question.
    breaks: false,
  })
  return {
    answer: async (operation) => {
      const { status, headers, bytes } = await rooms.answer(contracted(running, law, operation))
      return { status, headers, body: bytes.toString() }
    },
    close: () => rooms.close(),
  }
}

/** Outside subgraphs know no signature: nothing is sent, nothing is checked. */
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

async function runningBundle(
  { sdl, subgraphs }: OutsideSupergraph,
  { catalog, coordinates }: SyntheticLaw,
): Promise<RunningBundle> {
  return {
    ...(await loadGraph(sdl)),
    bundle: {
      number: 1,
      issuedAt: '2000-01-01T00:00:00Z',
      notAfter: '2999-12-31T00:00:00Z',
      supergraph: sdl,
      catalog: null,
      standards: null,
      contracts: [],
      consumers: [],
      agencies: subgraphs.map(({ name, url }) => ({
        id: name,
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
    coordinates,
    notAfterMs: Number.MAX_SAFE_INTEGER,
  }
}

function contracted(running: RunningBundle, law: SyntheticLaw, operation: DoorOperation): Contracted {
  const contract = law.contractOf(operation.caller)
  return {
    kind: 'contracted',
    request: {
      requestId: randomBytes(12).toString('hex'),
      method: 'POST',
      url: 'http://door.invalid/graphql',
      headers: { accept: operation.accept },
      query: operation.query,
      documentId: null,
      operationName: operation.operationName,
      variables: operation.variables,
      remoteAddress: '127.0.0.1',
      statementOver: null,
      receivedMs: performance.now(),
    },
    running,
    caller: { kind: 'client', clientId: contract.consumer, consumer: null },
    claims: {
      contract: contract.id,
      purpose: 'CONFORMANCE',
      case: null,
      official: null,
      subject: null,
      acr: null,
      act: null,
    },
    contract,
    contractVersion: `${contract.id}@${contract.version}`,
    today: '2026-01-01',
    legalNowMs: Date.parse('2026-01-01T00:00:00+08:00'),
  }
}

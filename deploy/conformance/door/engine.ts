/** The rooms decide → plan → fetch → lawful-rows → shape over an outside supergraph. The only file here that enters the gateway. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, printSchema, Supergraph } from '@apollo/federation-internals'
import { ContractRegister, type Jwk } from '@xinqiao/contracts'
import {
  type AnsweredRequest,
  dataStandards,
  generateKeyPairJwk,
  HourlyKeys,
  importSigningKey,
  signAnswer,
} from '@xinqiao/schema'
import { buildSchema } from 'graphql'
import type { OutsideSupergraph } from './supergraph.ts'
import type { SyntheticLaw } from './synthetic-law.ts'

/** The rooms as the door uses them, until they stand in the gateway's short named list. */
interface Rooms {
  readonly decide: (contracted: unknown, deps: unknown) => Promise<unknown>
  readonly decisionCache: () => unknown
  readonly plan: (decided: unknown, deps: unknown) => Promise<unknown>
  readonly planCache: () => unknown
  readonly plannerThread: (options: { readonly planBudgetMs: number }) => {
    prepare(running: unknown): void
    close(): Promise<void>
  }
  readonly cursorKeyOf: (bytes: Uint8Array) => unknown
  readonly fetchPlan: (planned: unknown, deps: unknown) => Promise<unknown>
  readonly openTransport?: () => Transport
  readonly undiciTransport?: () => Transport
  readonly Breaker: new () => unknown
  readonly keepLawfulRows: (fetched: unknown, deps: unknown) => Promise<unknown>
  readonly shapeAnswer: (lawful: unknown) => DoorAnswer
}

interface ReceivedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly bytes: Buffer
}

interface Transport {
  post(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ): Promise<ReceivedAnswer | string>
  close(): Promise<void>
}

const roomFiles = [
  'decide/decide-operation.ts',
  'decide/decision-cache.ts',
  'plan/plan-operation.ts',
  'plan/plan-cache.ts',
  'plan/planner-thread.ts',
  'plan/sealed-cursor.ts',
  'fetch/fetch-plan.ts',
  'fetch/agency-transport.ts',
  'fetch/breaker.ts',
  'lawful-rows/keep-lawful-rows.ts',
  'shape/shape-answer.ts',
]

/** `DOOR_ROOMS`: folder of another version of the rooms, to compare two. */
async function openRooms(): Promise<Rooms> {
  const folder = pathToFileURL(process.env['DOOR_ROOMS'] ?? join(import.meta.dirname, '../../../gateway/src/'))
  const modules = await Promise.all(roomFiles.map((file): Promise<object> => import(new URL(file, folder).href)))
  return Object.assign({}, ...modules) as Rooms
}

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

/** Opens the rooms over a supergraph. */
export async function openEngine(supergraph: OutsideSupergraph, law: SyntheticLaw): Promise<DoorEngine> {
  const rooms = await openRooms()
  const vouching = await standInVouching(rooms, supergraph)
  const running = runningBundle(supergraph, law, vouching.answerKey)
  const planDeps = {
    planner: rooms.plannerThread({ planBudgetMs: 20_000 }),
    cache: rooms.planCache(),
    cursorKey: rooms.cursorKeyOf(randomBytes(32)),
  }
  planDeps.planner.prepare(running)
  const fetchDeps = {
    transport: vouching.transport,
    // An audit fails its subgraphs on purpose: no failure may shut one out of the next question.
    breakerOf: () => new rooms.Breaker(),
    keys: vouching.keys,
    now: () => performance.now(),
    wallSeconds: () => Date.now() / 1000,
    deadlineMs: 20_000,
  }
  const decideDeps = decideDepsOf(rooms)
  return {
    answer: async (operation) => {
      const decided = await rooms.decide(contracted(running, law, operation), decideDeps)
      const planned = await rooms.plan(decided, planDeps)
      const fetched = await rooms.fetchPlan(planned, fetchDeps)
      const { status, headers, body } = rooms.shapeAnswer(
        await rooms.keepLawfulRows(fetched, { facts: noFacts, plan: planDeps }),
      )
      return { status, headers, body }
    },
    close: async () => {
      await planDeps.planner.close()
      await vouching.transport.close()
    },
  }
}

/** Besides the library's own list; access rules of other makers (`@policy` and its like) are refused: nothing here would hold them. */
const supportedFeatures: Set<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  'https://specs.apollo.dev/context/v0.1',
  'https://specs.apollo.dev/cost/v0.1',
])

const noFacts = {
  standingOf: () => undefined,
  age: () => ({ kind: 'fresh' }),
  consents: () => Promise.resolve([]),
}

function decideDepsOf(rooms: Rooms): object {
  return {
    facts: noFacts,
    quotas: { takeRequest: () => true, takeSubjects: () => true },
    refKey: randomBytes(32),
    cache: rooms.decisionCache(),
    introspection: true,
    registeredOnly: false,
  }
}

function runningBundle(
  { sdl, subgraphs }: OutsideSupergraph,
  { catalog, coordinates }: SyntheticLaw,
  answerKey: Jwk,
): object {
  const supergraph = Supergraph.build(sdl, { supportedFeatures, validateSupergraph: true })
  return {
    bundle: {
      number: 1,
      issuedAt: '2000-01-01T00:00:00Z',
      notAfter: '2999-12-31T00:00:00Z',
      supergraph: sdl,
      catalog: null,
      standards: null,
      contracts: [],
      consumers: [],
      agencies: subgraphs.map(({ name }, index) => ({
        id: name,
        url: `http://${index}.invalid`,
        key: answerKey,
        agreementKey: {},
        fetchAuth: 'ed25519',
        body: '',
      })),
      issuers: [],
      calendars: [],
      revokedTokens: [],
    },
    digest: randomBytes(32).toString('hex'),
    catalog,
    standards: dataStandards(),
    register: new ContractRegister([]),
    coordinates,
    supergraph,
    // By its text: the federation library may hold another copy of graphql-js.
    apiSchema: buildSchema(printSchema(supergraph.apiSchema()), { assumeValid: true }),
    notAfterMs: Number.MAX_SAFE_INTEGER,
  }
}

function contracted(running: object, law: SyntheticLaw, operation: DoorOperation): object {
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

interface Vouching {
  readonly keys: object
  readonly answerKey: Jwk
  readonly transport: Transport
}

/** Outside subgraphs sign nothing: the door signs their answers in their place, and sends them no signature. */
async function standInVouching(rooms: Rooms, { subgraphs }: OutsideSupergraph): Promise<Vouching> {
  const pair = await generateKeyPairJwk('Ed25519')
  const agreement = await generateKeyPairJwk('X25519')
  const signing = importSigningKey(pair.privateKey)
  const outside = (rooms.openTransport ?? rooms.undiciTransport)?.()
  if (outside === undefined) throw new Error('The rooms have no transport.')
  const urls = new Map(subgraphs.map(({ url }, index) => [`${index}.invalid`, new URL(url)]))
  return {
    keys: { signing, hourly: new HourlyKeys('hub', agreement.privateKey) },
    answerKey: pair.publicKey,
    transport: {
      post: async (url, headers, body, signal) => {
        const target = urls.get(url.hostname)
        if (target === undefined) return 'refused'
        const plain = { 'content-type': 'application/json', accept: 'application/json' }
        const answer = await outside.post(target, plain, body, signal)
        if (typeof answer === 'string') return answer
        const contentType = String(answer.headers['content-type'] ?? '')
        const signed = signAnswer(
          { status: answer.status, contentType, body: answer.bytes, request: answeredRequest(url, headers) },
          signing,
        )
        return { ...answer, headers: { ...answer.headers, ...signed } }
      },
      close: () => outside.close(),
    },
  }
}

/** What the room checks an answer against: the request as it would have been signed. */
function answeredRequest(url: URL, headers: Readonly<Record<string, string>>): AnsweredRequest {
  return {
    method: 'POST',
    targetUri: url.href,
    contentDigest: headers['content-digest'] ?? '',
    requestId: headers['hub-request-id'] ?? '',
    signature: (headers['signature'] ?? '').slice('hub='.length),
  }
}

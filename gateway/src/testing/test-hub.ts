/** The rooms decide → plan → fetch → lawful-rows → shape over a composed graph and real agencies, for tests. */
import { randomBytes } from 'node:crypto'
import {
  builtInContract,
  type ConsentAnswer,
  type Contract,
  type ContractItem,
  ContractRegister,
} from '@xinqiao/contracts'
import { dataStandards, HourlyKeys, importSigningKey, provincialCatalog, type StandingRow } from '@xinqiao/schema'
import type { Claims } from '../authenticate/authenticated.ts'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { Contracted } from '../contract/contracted.ts'
import { type DecideDeps, decide } from '../decide/decide-operation.ts'
import { decisionCache } from '../decide/decision-cache.ts'
import type { ConsentQuestion, Facts, StandingsAge } from '../facts/facts.ts'
import { type AgencyTransport, openTransport } from '../fetch/agency-transport.ts'
import { breakerBook, type FetchDeps, fetchPlan } from '../fetch/fetch-plan.ts'
import { signedVouching } from '../fetch/signed-vouching.ts'
import { keepLawfulRows } from '../lawful-rows/keep-lawful-rows.ts'
import { compiledBytes, planCache } from '../plan/plan-cache.ts'
import { type PlanDeps, plan } from '../plan/plan-operation.ts'
import { plannerProcess } from '../plan/planner-process.ts'
import { cursorKeyOf } from '../plan/sealed-cursor.ts'
import { shapeAnswer } from '../shape/shape-answer.ts'
import type { Shaped } from '../shape/shaped.ts'
import { privateJwk, TestAgency, type TestRow, testAgencyKeys } from './test-agency.ts'
import { type TestItem, testGraph, testItems } from './test-graph.ts'

/** Facts of the credit office, settable by a test. */
export class TestFacts implements Facts {
  readonly standings: Map<string, StandingRow> = new Map()
  readonly questions: ConsentQuestion[] = []
  answers: readonly ConsentAnswer[] | 'unavailable' = []
  standingsAge: StandingsAge = { kind: 'fresh' }

  standingOf(record: string): StandingRow | undefined {
    return this.standings.get(record)
  }

  age(): StandingsAge {
    return this.standingsAge
  }

  consents(question: ConsentQuestion): Promise<readonly ConsentAnswer[] | 'unavailable'> {
    this.questions.push(question)
    return Promise.resolve(this.answers)
  }
}

export interface Ask {
  readonly variables?: Readonly<Record<string, unknown>>
  readonly contract?: Contract
  readonly claims?: Partial<Claims>
  readonly accept?: string
  readonly operationName?: string
}

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions: Record<string, unknown>
  }[]
  readonly extensions?: Record<string, unknown>
}

export const today = '2026-11-23'

export class TestHub {
  readonly agencies: ReadonlyMap<string, TestAgency>
  readonly running: RunningBundle
  readonly facts: TestFacts = new TestFacts()
  readonly decideDeps: DecideDeps
  readonly planDeps: PlanDeps
  fetchDeps: FetchDeps
  subjectsLeft: number = Number.MAX_SAFE_INTEGER
  readonly #transport: AgencyTransport
  readonly #deadlineMs: number

  private constructor(
    agencies: readonly TestAgency[],
    running: RunningBundle,
    vouching: FetchDeps['vouching'],
    deadlineMs: number,
  ) {
    this.agencies = new Map(agencies.map((agency) => [agency.id, agency]))
    this.running = running
    this.#deadlineMs = deadlineMs
    this.#transport = openTransport()
    this.decideDeps = {
      facts: this.facts,
      quotas: {
        takeRequest: () => true,
        takeSubjects: (_contract, count) => {
          this.subjectsLeft -= count
          return this.subjectsLeft >= 0
        },
      },
      refKey: randomBytes(32),
      cache: decisionCache(),
      introspection: true,
      registeredOnly: false,
    }
    // The machine of a test run is shared: the budget proves nothing here and must not decide.
    this.planDeps = {
      planner: plannerProcess({ planBudgetMs: 20_000 }),
      cache: planCache({ weigh: compiledBytes }),
      cursorKey: cursorKeyOf(randomBytes(32)),
    }
    this.fetchDeps = {
      transport: this.#transport,
      breakerOf: breakerBook(),
      now: () => performance.now(),
      vouching,
      deadlineMs,
    }
  }

  /** `items`: what the agencies keep records of. */
  static async start(
    names: readonly string[] = Object.keys(testItems),
    deadlineMs = 20_000,
    items: Readonly<Record<string, readonly TestItem[]>> = testItems,
  ): Promise<TestHub> {
    const [signing, agreement] = await Promise.all([privateJwk('Ed25519'), privateJwk('X25519')])
    const agencies = await Promise.all(
      names.map(async (name) => {
        const agency = new TestAgency(name, await testAgencyKeys(), agreement, items[name])
        await agency.listen()
        return agency
      }),
    )
    const graph = testGraph(names)
    const catalog = provincialCatalog()
    const running: RunningBundle = {
      bundle: {
        number: 1,
        issuedAt: '2026-11-23T00:00:00Z',
        notAfter: '2026-11-24T00:00:00Z',
        supergraph: graph.sdl,
        catalog: catalog.document,
        standards: null,
        contracts: [],
        consumers: [],
        agencies: agencies.map(({ entry }) => entry),
        issuers: [],
        calendars: [],
        revokedTokens: [],
      },
      digest: randomBytes(32).toString('hex'),
      catalog,
      standards: dataStandards(),
      register: new ContractRegister([]),
      coordinates: graph.coordinates,
      federation: graph.federation,
      apiSchema: graph.apiSchema,
      notAfterMs: Number.MAX_SAFE_INTEGER,
    }
    return new TestHub(
      agencies,
      running,
      signedVouching({
        keys: { signing: importSigningKey(signing), hourly: new HourlyKeys('hub', agreement) },
        wallSeconds: () => Date.now() / 1000,
        isPinned: () => false,
        checks: { hasRoom: () => false, add: () => undefined },
      }),
      deadlineMs,
    )
  }

  async close(): Promise<void> {
    await this.planDeps.planner.close()
    await this.#transport.close()
    await Promise.all([...this.agencies.values()].map((agency) => agency.close()))
  }

  agency(id: string): TestAgency {
    const agency = this.agencies.get(id)
    if (agency === undefined) throw new Error(`no agency ${id}`)
    return agency
  }

  /** Forgets rows, calls, standings, misbehaviour and breakers. */
  reset(): void {
    this.fetchDeps = { ...this.fetchDeps, breakerOf: breakerBook(), deadlineMs: this.#deadlineMs }
    this.facts.standings.clear()
    this.facts.questions.length = 0
    this.facts.answers = []
    this.facts.standingsAge = { kind: 'fresh' }
    this.subjectsLeft = Number.MAX_SAFE_INTEGER
    for (const agency of this.agencies.values()) {
      agency.rows.length = 0
      agency.calls.length = 0
      agency.misbehaviour = null
    }
  }

  contracted(query: string | null, ask: Ask = {}): Contracted {
    const contract = ask.contract ?? aContract()
    return {
      kind: 'contracted',
      request: {
        requestId: 'req-1',
        method: 'POST',
        url: 'http://127.0.0.1/graphql',
        headers: { accept: ask.accept ?? 'application/graphql-response+json' },
        query,
        documentId: null,
        operationName: ask.operationName ?? null,
        variables: ask.variables ?? {},
        remoteAddress: '127.0.0.1',
        statementOver: null,
        receivedMs: 0,
      },
      running: this.running,
      caller: { kind: 'client', clientId: 'tax-app', consumer: null },
      claims: {
        contract: contract.id,
        purpose: 'TAX_CREDIT',
        case: 'case-1',
        official: { ref: 'official-1', role: null },
        subject: null,
        acr: null,
        act: null,
        ...ask.claims,
      },
      contract,
      contractVersion: `${contract.id}@${contract.version}`,
      today,
      legalNowMs: Date.parse('2026-11-23T10:00:00+08:00'),
    }
  }

  /** The shaped answer, with its bytes as text. */
  async walk(query: string, ask: Ask = {}): Promise<Shaped & { readonly body: string }> {
    const decided = await decide(this.contracted(query, ask), this.decideDeps)
    const planned = await plan(decided, this.planDeps)
    const fetched = await fetchPlan(planned, this.fetchDeps)
    const shaped = shapeAnswer(await keepLawfulRows(fetched, { facts: this.facts, plan: this.planDeps }))
    return { ...shaped, body: shaped.bytes.toString() }
  }

  async ask(query: string, ask: Ask = {}): Promise<GraphQLAnswer> {
    return JSON.parse((await this.walk(query, ask)).body) as GraphQLAnswer
  }
}

/** A contract over every item of the test hub, but for what a test says. */
export function aContract(over: Partial<Contract> = {}): Contract {
  return {
    id: 'CT-1',
    version: 1,
    kind: 'sharing',
    consumer: 'tax',
    channel: 'public_affairs_sharing',
    purposes: ['TAX_CREDIT'],
    legalBasis: ['REG-16.2'],
    subjects: ['natural_person', 'legal_person', 'unincorporated'],
    divisions: ['all'],
    items: Object.values(testItems)
      .flat()
      .map(({ id }) => grant(id)),
    term: { from: '2026-01-01', to: '2026-12-31' },
    quota: { requestsPerDay: 1000, subjectsPerDay: 1000, subjectsPerRequest: 100 },
    caseRequired: true,
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 180, deletionReceipts: true },
    approvals: [],
    state: 'active',
    ...over,
  }
}

export function grant(id: string, over: Partial<ContractItem> = {}): ContractItem {
  return { id, fullNumber: false, legalBasis: ['REG-16.2'], ...over }
}

export function publicContract(): Contract {
  return builtInContract('public', provincialCatalog())
}

/** A record with lawful defaults; everything in it is invented. */
export function aRow(item: string, number: string, subject: string, over: Record<string, unknown> = {}): TestRow {
  const known: TestItem | undefined = Object.values(testItems)
    .flat()
    .find(({ id }) => id === item)
  const listed = provincialCatalog().items.get(item)
  return {
    __typename: known?.type,
    id: `${item}:${number}`,
    item,
    class: listed?.class,
    provider: listed?.provider,
    determinedOn: '2026-01-05',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    basisDocument: { kind: 'penalty_decision', number: 'invented-1', issuer: c3, effectiveOn: '2026-01-05' },
    provenance: { document: 'invented-1', ingestedAt: '2026-01-06T02:00:00Z', catalogVersion: '2026' },
    division: '460100',
    version: 1,
    subject,
    subjectKind: subject.length === 18 ? 'legal_person' : 'natural_person',
    ...over,
  } as TestRow
}

/** Valid codes of no organization; the first three are the sample's C1, C2, C3. */
export const c1 = '914601000000A00134'
export const c2 = '914600000000A0021R'
export const c3 = '914602000000A003XU'

/** The rooms decide → plan → fetch → lawful-rows → shape over a composed graph and real agencies, for tests. */
import { randomBytes } from 'node:crypto'
import { HourlyKeys, importSigningKey } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { Contracted } from '../contract/contracted.ts'
import { type DecideDeps, decide } from '../decide/decide-operation.ts'
import { decisionCache } from '../decide/decision-cache.ts'
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
import { type Ask, aContracted } from './a-contracted.ts'
import { privateJwk, type SeenCall, TestAgency, testAgencyKeys } from './test-agency.ts'
import { testBundle } from './test-bundle.ts'
import { TestFacts } from './test-facts.ts'
import { type TestItem, testItems } from './test-graph.ts'

export interface GraphQLAnswer {
  readonly data?: Record<string, unknown> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: unknown
    readonly extensions: Record<string, unknown>
  }[]
  readonly extensions?: Record<string, unknown>
}

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
    return new TestHub(
      agencies,
      testBundle(names, agencies),
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

  /** Every call that the agencies heard. */
  calls(): readonly SeenCall[] {
    return [...this.agencies.values()].flatMap(({ calls }) => calls)
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
    return aContracted(this.running, query, ask)
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

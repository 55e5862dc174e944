/** One case: the hub is asked over real agencies, and answer and questions are held against the oracle and the law. */
import { type DocumentNode, parse, print, validate } from 'graphql'
import { decide } from '../../decide/decide-operation.ts'
import { publicSchema } from '../../decide/public-schema.ts'
import { fetchPlan } from '../../fetch/fetch-plan.ts'
import { keepLawfulRows } from '../../lawful-rows/keep-lawful-rows.ts'
import { plan } from '../../plan/plan-operation.ts'
import { shapeAnswer } from '../../shape/shape-answer.ts'
import type { GraphQLAnswer, TestHub } from '../test-hub.ts'
import { unlawfulCall } from './calls-allowed.ts'
import { type CaseWorld, caseWorld } from './case-world.ts'
import type { CaseSpec } from './cases.ts'
import { differences } from './compare-answers.ts'
import { type OracleAnswer, oracleAnswer } from './oracle.ts'
import { PlainLaw } from './plain-law.ts'
import { tellCase } from './tell-case.ts'
import { type FuzzOperation, writeOperation } from './write-operation.ts'

export interface CaseOutcome {
  /** Askings that were compared; 0: the operation was not valid. */
  readonly asked: number
  /** The whole case and what is wrong with it, in words; `null`: nothing. */
  readonly found: string | null
}

type Variables = Readonly<Record<string, unknown>>

/** Runs one case; `number` is its own, so that nothing it leaves behind is another's. */
export async function runCase(hub: TestHub, spec: CaseSpec, lane: number, number: number): Promise<CaseOutcome> {
  const secrets = { refKey: hub.decideDeps.refKey, cursorKey: hub.planDeps.cursorKey }
  const world = caseWorld(spec, lane, number, secrets)
  const operation = validOperation(hub, spec, world)
  if (operation === null) return { asked: 0, found: null }
  const document = parse(operation.text)
  for (const { item, row } of world.rows) hub.agency(item.listed.provider).rows.push(row)
  try {
    for (const ask of spec.asks) {
      const variables = operation.variables(ask)
      const wrong = await wrongWith(hub, world, document, operation.text, variables)
      if (wrong.length > 0) return { asked: 0, found: tellCase(world, print(document), variables, wrong) }
    }
    return { asked: spec.asks.length, found: null }
  } finally {
    for (const { item, row } of world.rows) {
      const { rows } = hub.agency(item.listed.provider)
      rows.splice(rows.indexOf(row), 1)
    }
  }
}

/** First with fragments spread at several places, which may not fit there; then without. */
function validOperation(hub: TestHub, spec: CaseSpec, world: CaseWorld): FuzzOperation | null {
  const schema = publicSchema(hub.running)
  for (const again of [true, false]) {
    const operation = writeOperation(hub.running.apiSchema, spec, world, again)
    if (validate(schema, parse(operation.text)).length === 0) return operation
  }
  return null
}

async function wrongWith(
  hub: TestHub,
  world: CaseWorld,
  document: DocumentNode,
  text: string,
  variables: Variables,
): Promise<readonly string[]> {
  const law = new PlainLaw(hub.running, world)
  const answer = await ask(hub, world, text, variables)
  const consenting = new PlainLaw(hub.running, world, true)
  const judged = (by: PlainLaw, isImagined: boolean): OracleAnswer =>
    oracleAnswer(hub.running.apiSchema, document, variables, { law: by, world, isImagined })
  const expected = { real: judged(law, false), imagined: judged(law, true), consented: judged(consenting, true) }
  const isWhole = world.contract.answerMode === 'whole'
  return [...differences(answer, { ...expected, isWhole }), ...unlawfulCalls(hub, law, world)]
}

async function ask(hub: TestHub, world: CaseWorld, text: string, variables: Variables): Promise<GraphQLAnswer> {
  const { contract, claims, facts } = world
  const contracted = hub.contracted(text, { contract, claims, variables })
  const planned = await plan(await decide(contracted, { ...hub.decideDeps, facts }), hub.planDeps)
  const fetched = await fetchPlan(planned, hub.fetchDeps)
  const { bytes } = shapeAnswer(await keepLawfulRows(fetched, { facts, plan: hub.planDeps }))
  return JSON.parse(bytes.toString()) as GraphQLAnswer
}

/** Looks at the calls of this case, known by its purpose, and takes them off the agencies' lists. */
function unlawfulCalls(hub: TestHub, law: PlainLaw, world: CaseWorld): readonly string[] {
  const found: string[] = []
  for (const { id, calls } of hub.agencies.values())
    for (let index = calls.length - 1; index >= 0; index -= 1) {
      const call = calls[index]
      if (call === undefined || call.purpose !== world.claims.purpose) continue
      calls.splice(index, 1)
      found.push(...unlawfulCall(hub.running, law, world, id, call))
    }
  return found
}

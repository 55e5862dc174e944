/** The differential fuzzer: random federations through a gateway against graphql-js over the merged data. */
import fc from 'fast-check'
import { parse, validate } from 'graphql'
import { openDoor } from '../../door/open-door.ts'
import { type Ask, asking } from '../ask.ts'
import { checkCase } from '../check-case.ts'
import { type Federation, type Question, startFederation } from '../federation.ts'
import { startStockGateway } from '../stock-gateway.ts'
import type { Case } from '../suite.ts'
import { type Model, models } from './model.ts'
import { planModel } from './plan-fields.ts'
import { type Pick, picks, writeOperation } from './write-operation.ts'
import { writeServices } from './write-services.ts'
import { writeWorld } from './write-world.ts'

export interface FuzzOptions {
  readonly seed: number
  /** Federations; each is asked several operations. */
  readonly cases: number
  /** Stock Apollo in the door's place, to see what it gets wrong. */
  readonly gateway?: 'door' | 'stock'
  /** Failures of subgraphs must null exactly what they null over the merged data. */
  readonly exact?: boolean
  /** Ends the run, shrinking included, with what was found by then. */
  readonly seconds?: number
  /** Hears of the first counterexample before it is shrunk. */
  readonly tell?: (text: string) => void
  /** A counterexample to begin with, as fast-check printed it. */
  readonly path?: string
}

export interface FuzzOutcome {
  readonly operations: number
  /** Federations the composition library turned down. */
  readonly turnedDown: number
  /** The smallest counterexample, in words; `null`: none. */
  readonly found: string | null
}

/** Opening a door costs more than asking it: many operations each. */
const operationsEach = 40

/** Runs the cases of one seed; the same seed gives the same ones. */
export async function runFuzz({
  seed,
  cases,
  gateway = 'door',
  exact = false,
  path,
  seconds,
  tell,
}: FuzzOptions): Promise<FuzzOutcome> {
  let operations = 0
  let turnedDown = 0
  let isFound = false
  const property = fc.asyncProperty(
    models,
    fc.array(picks, { minLength: 1, maxLength: operationsEach, size: 'max' }),
    async (model, trees) => {
      const federation = await started(model)
      if (federation === null) turnedDown += 1
      fc.pre(federation !== null)
      if (federation === null) return
      try {
        operations += await compare(federation, trees, gateway, exact)
      } catch (thrown) {
        if (!isFound) tell?.(String(thrown))
        isFound = true
        throw thrown
      } finally {
        await federation.close()
      }
    },
  )
  const run = await fc.check(property, {
    seed,
    numRuns: cases,
    maxSkipsPerRun: 20,
    ...(path === undefined ? {} : { path }),
    ...(seconds === undefined ? {} : { interruptAfterTimeLimit: seconds * 1000 }),
  })
  const found = run.failed ? `seed ${seed}, path ${run.counterexamplePath}\n${String(run.errorInstance)}` : null
  return { operations, turnedDown, found }
}

/** `null` when the model composes to nothing: a way that is missing, a rule of composition that the model does not keep. */
async function started(model: Model): Promise<Federation | null> {
  const planned = planModel(model)
  return startFederation(writeServices(planned), () => writeWorld(planned)).catch(() => null)
}

async function compare(
  federation: Federation,
  trees: readonly (readonly Pick[])[],
  gateway: FuzzOptions['gateway'],
  exact: boolean,
): Promise<number> {
  const { ask, close } = await open(federation, gateway)
  try {
    let asked = 0
    for (const tree of trees) {
      const question = writeOperation(federation.apiSchema, tree)
      // Two fragments may want one name for two things: that is no operation.
      if (validate(federation.apiSchema, parse(question.query)).length > 0) continue
      asked += 1
      const differences = await checkCase(
        federation,
        ask,
        await judged(federation, question, exact),
        gateway === 'stock' ? 'free' : 'kept',
      )
      if (differences.length > 0) throw new Error(told(federation, question.query, differences))
    }
    return asked
  } finally {
    await close()
  }
}

/** Where a subgraph fails, more than the failed place may be null if the answer says so; wrong data never passes. */
async function judged(federation: Federation, question: Question, isExact: boolean): Promise<Case> {
  const { errors } = await federation.truth(question)
  return errors === undefined || isExact ? question : { ...question, mayBeRefused: true }
}

async function open(
  { supergraph }: Federation,
  gateway: FuzzOptions['gateway'],
): Promise<{ readonly ask: Ask; readonly close: () => Promise<void> }> {
  if (gateway === 'stock') return startStockGateway(supergraph)
  const door = await openDoor({ supergraph })
  return { ask: asking(door.url), close: () => door.close() }
}

function told(federation: Federation, query: string, differences: readonly string[]): string {
  const services = federation.services.map(({ name, sdl }) => `--- ${name}\n${sdl}`)
  const asked = federation.asked().map((one) => `${one.service}: ${one.query} ${JSON.stringify(one.variables)}`)
  return [...services, '--- operation', query, '--- differences', ...differences, '--- asked', ...asked].join('\n')
}

/** The differential fuzzer over the hub's own schema: cases of one seed in lanes that run beside each other over one hub. */
import fc from 'fast-check'
import { TestHub } from '../test-hub.ts'
import { cases } from './cases.ts'
import { fuzzAgencies, itemsByAgency } from './hub-items.ts'
import { runCase } from './run-case.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly cases: number
  readonly lanes?: number
  /** A counterexample to begin with, as it was printed. */
  readonly path?: string
}

export interface FuzzOutcome {
  readonly cases: number
  readonly asked: number
  /** Operations that were not valid. */
  readonly turnedDown: number
  /** The smallest counterexample, in words; `null`: none. */
  readonly found: string | null
}

/** Tries of making a counterexample smaller: enough for what a reader needs. */
const shrinksMax = 400
/** While one lane's answer is on its way the others are written and judged. */
const lanesBeside = 4

/** Runs the cases; the same seed and number of lanes gives the same ones. */
export async function runHubFuzz({ seed, cases: count, lanes = lanesBeside, path }: FuzzOptions): Promise<FuzzOutcome> {
  const hub = await TestHub.start(fuzzAgencies, 20_000, itemsByAgency)
  const sum = { cases: 0, asked: 0, turnedDown: 0, found: null as string | null }
  let number = 0
  const runLane = async (lane: number): Promise<void> => {
    let smallest = ''
    let shrinks = 0
    const property = fc.asyncProperty(cases, async (spec) => {
      // Another lane has found something: this one has nothing to add.
      if (sum.found !== null || shrinks > shrinksMax) return
      if (smallest !== '') shrinks += 1
      number += 1
      const { asked, found } = await runCase(hub, spec, lane, number)
      if (found === null) {
        sum.cases += 1
        sum.asked += asked
        if (asked === 0) sum.turnedDown += 1
        return
      }
      smallest = found
      throw new Error('differs')
    })
    const laneSeed = seed + lane
    const parameters = { seed: laneSeed, numRuns: Math.ceil(count / lanes), ...(path === undefined ? {} : { path }) }
    const run = await fc.check(property, parameters)
    if (run.failed && sum.found === null) {
      const told = smallest === '' ? String(run.errorInstance) : smallest
      sum.found = `seed ${laneSeed}, path ${run.counterexamplePath}, one lane\n${told}`
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)))
    return sum
  } finally {
    await hub.close()
  }
}

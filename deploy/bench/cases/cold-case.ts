/** From a document that nobody has seen to its answer: reading, deciding, planning and compiling, one after the other. */
import { request } from 'undici'
import { type BenchRow, median, rounded } from '../bench-row.ts'
import { askEngine, type Engine, type Question } from '../engines/engine.ts'
import { headersOf } from '../load/load.ts'
import { usageOf } from '../measure/process-usage.ts'
import type { Responders } from '../responders/responders.ts'

const p99 = 0.99

/**
 * Asks each question once. `rehearsal` goes first: from it the doubles learn what the agencies are asked.
 * @throws Error when an engine asks an agency otherwise for another document: agencies would be part of what is measured
 */
export async function runColdCase(
  engines: readonly Engine[],
  [rehearsal, ...questions]: readonly Question[],
  usccs: readonly string[],
  responders: Responders,
): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  for (const engine of engines) {
    if (rehearsal !== undefined)
      for (const uscc of usccs) await askEngine(engine, { ...rehearsal, variables: { uscc } })
    await responders.takeLearned()
    rows.push(await coldRow(engine, questions))
    if (Object.values(await responders.takeLearned()).flat().length > 0)
      throw new Error(`${engine.name} asks an agency otherwise for another document.`)
  }
  return rows
}

async function coldRow(engine: Engine, questions: readonly Question[]): Promise<BenchRow> {
  const target = await engine.target()
  const times: number[] = []
  const begun = performance.now()
  const before = usageOf(engine.pid)
  for (const [at, question] of questions.entries()) {
    const headers = await headersOf(target, at)
    const asked = performance.now()
    const response = await request(target.url, { method: 'POST', headers, body: engine.bodyOf(question) })
    const text = await response.body.text()
    times.push(performance.now() - asked)
    if (response.statusCode !== 200 || text.includes('"errors":'))
      throw new Error(`${engine.name} did not answer a cold question: ${text.slice(0, 500)}`)
  }
  const after = usageOf(engine.pid)
  times.sort((a, b) => a - b)
  return {
    case: 'cold-operation',
    engine: engine.name,
    cpuMsPerRequest: rounded((after.cpuMs - before.cpuMs) / questions.length),
    p50Ms: rounded(median(times)),
    p99Ms: rounded(times[Math.min(times.length - 1, Math.floor(times.length * p99))] ?? 0),
    rssMb: rounded(after.rssMb),
    ratioToFloor: null,
    requestsPerSecond: rounded((questions.length / (performance.now() - begun)) * 1000),
  }
}

/** Random documents, one after another, against the rooms over the hub's own graph or against a running hub. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { faultOf } from './check-answer.ts'
import type { GivenAnswer, HubGraph, SentDocument } from './hub-graph.ts'
import { type FuzzCase, makeCase } from './make-case.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly cases: number
  /** The first case: long runs go in pieces. */
  readonly from?: number
  /** Milliseconds of this thread's processor that one document may take: no stall is longer. */
  readonly stallMs?: number
  /** Asks another hub than the one in process. */
  readonly ask?: (sent: SentDocument) => Promise<GivenAnswer>
  readonly tell?: (line: string) => void
}

export interface FuzzSummary {
  readonly cases: number
  /** Cases by kind and by what came of them: a code, or `answered`. */
  readonly kinds: ReadonlyMap<string, number>
  readonly outcomes: ReadonlyMap<string, number>
  /** Milliseconds of processor time, the longest last. */
  readonly work: readonly number[]
  /** Megabytes alive after a collection, at the beginning and at the end. */
  readonly heapMb: readonly [number, number]
  /** The first of all findings. */
  readonly found: string | null
}

/** Documents before the heap is first measured: caches fill, code is compiled. */
const warmCases = 500
const noticeEvery = 1_000

/** Runs until the first finding. */
export async function runDocumentFuzz(hub: HubGraph, options: FuzzOptions): Promise<FuzzSummary> {
  const { seed, cases, from = 0, stallMs = 250, ask = (sent) => hub.ask(sent), tell = () => {} } = options
  const run = { kinds: new Map<string, number>(), outcomes: new Map<string, number>(), work: [] as number[] }
  let heapAtFirst: number | null = null
  let found: string | null = null
  let done = 0
  for (; done < cases && found === null; done += 1) {
    const one = makeCase(hub.schema, seed, from + done)
    const { answer, workMs, thrown } = await timed(() => ask(one.sent))
    run.work.push(workMs)
    count(run.kinds, one.kind)
    count(run.outcomes, answer === null ? 'thrown' : outcomeOf(answer))
    const fault = answer === null ? `thrown: ${thrown}` : faultOf(one.sent, answer, options.ask !== undefined)
    const slow = workMs > stallMs ? `${workMs.toFixed(0)} ms of work` : null
    if (fault !== null || slow !== null) found = told(seed, from + done, one, fault ?? slow ?? '', answer)
    if (done === Math.min(warmCases, cases - 1)) heapAtFirst = heapMb()
    if ((done + 1) % noticeEvery === 0)
      tell(
        `${from + done + 1}: ${heapMb().toFixed(0)} MB, slowest ${Math.max(...run.work.slice(-noticeEvery)).toFixed(0)} ms`,
      )
  }
  const heap = heapMb()
  return { ...run, cases: done, work: run.work.toSorted((a, b) => a - b), heapMb: [heapAtFirst ?? heap, heap], found }
}

async function timed(
  act: () => Promise<GivenAnswer>,
): Promise<{ readonly answer: GivenAnswer | null; readonly workMs: number; readonly thrown: string }> {
  const before = process.threadCpuUsage()
  let answer: GivenAnswer | null = null
  let thrown = ''
  try {
    answer = await act()
  } catch (error) {
    thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  const { user, system } = process.threadCpuUsage(before)
  return { answer, workMs: (user + system) / 1000, thrown }
}

function outcomeOf({ body }: GivenAnswer): string {
  const code = /"code":"([A-Z_]+)"/u.exec(body)?.[1]
  if (code === undefined) return 'answered'
  return body.includes('"data":{') ? 'answered in part' : code
}

function count(into: Map<string, number>, name: string): void {
  into.set(name, (into.get(name) ?? 0) + 1)
}

function told(seed: number, n: number, { kind, sent }: FuzzCase, fault: string, answer: GivenAnswer | null): string {
  return [
    `seed ${seed}, case ${n} (${kind}): ${fault}`,
    JSON.stringify({
      ...sent,
      query: sent.query.slice(0, 4_000),
      variables: JSON.stringify(sent.variables).slice(0, 1_000),
    }),
    answer === null ? '' : `${answer.status} ${answer.body.slice(0, 2_000)}`,
  ].join('\n')
}

let collect: (() => void) | null = null

function heapMb(): number {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

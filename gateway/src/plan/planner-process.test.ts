/** Planners in processes of their own: killed, lost, grown, refused, and always replaced. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { testGraph } from '../testing/test-graph.ts'
import { type PlannerOptions, type PlannerProcesses, plannerProcess } from './planner-process.ts'

const operation = 'query($v0: ID!) { __r0_0: organization(uscc: $v0) { amr { regBasic { name } } } }'
const patient: Partial<PlannerOptions> = { planBudgetMs: 20_000, patienceMs: 20_000 }
let graph: { readonly sdl: string }
let opened: PlannerProcesses[] = []

beforeAll(() => {
  graph = testGraph(['amr'])
})
afterEach(async () => {
  await Promise.all(opened.map((planner) => planner.close()))
  opened = []
})

function open(options: Partial<PlannerOptions>): PlannerProcesses {
  const planner = plannerProcess(options)
  opened.push(planner)
  return planner
}

/** The planner reads the supergraph of a bundle and nothing else. */
const bundleOf = (supergraph: string): RunningBundle => ({ bundle: { supergraph } }) as RunningBundle
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('operations are planned side by side; one that the supergraph does not hold is impossible, and harms no other', async () => {
  const planner = open(patient)
  const running = bundleOf(graph.sdl)
  const plans = await Promise.all([planner.plan(running, operation), planner.plan(running, operation)])
  expect(plans.map(({ kind }) => kind)).toEqual(['plan', 'plan'])
  expect(plans[0]).toMatchObject({ plan: { kind: 'QueryPlan' }, size: expect.any(Number) })
  expect(await planner.plan(running, 'query { nope }')).toEqual({ kind: 'impossible' })
  expect((await planner.plan(running, operation)).kind).toBe('plan')
  expect(planner.pids).toHaveLength(1)
})

test('an operation over its budget ends its process, is remembered for ten minutes, and a new process is ready', async () => {
  let now = 0
  const planner = open({ planBudgetMs: 0, now: () => now })
  const running = bundleOf(graph.sdl)
  expect(await planner.warm(graph.sdl)).toBe(true)
  planner.run(running)
  const [first = 0] = planner.pids
  expect(await planner.plan(running, operation)).toEqual({ kind: 'timeout' })
  const [second = 0] = planner.pids
  expect(second).not.toBe(first)
  // Remembered: answered at once, no process is spent on it.
  expect(await planner.plan(running, operation)).toEqual({ kind: 'timeout' })
  expect(planner.pids).toEqual([second])
  now = 11 * 60 * 1000
  expect(await planner.plan(running, operation)).toEqual({ kind: 'timeout' })
  expect(planner.pids).not.toContain(second)
})

test('a process that another hand ends loses no operation and is replaced', async () => {
  const planner = open(patient)
  const running = bundleOf(graph.sdl)
  await planner.warm(graph.sdl)
  planner.run(running)
  const [lost = 0] = planner.pids
  const planned = planner.plan(running, operation)
  process.kill(lost, 'SIGKILL')
  expect((await planned).kind).toBe('plan')
  const [idle = 0] = planner.pids
  process.kill(idle, 'SIGKILL')
  await expect.poll(() => planner.pids.length > 0 && !planner.pids.includes(idle), { timeout: 10_000 }).toBe(true)
  expect((await planner.plan(running, operation)).kind).toBe('plan')
})

test('while a slow operation keeps the first process, a second one plans for the others, and leaves when it is idle', async () => {
  const planner = open({ ...patient, patienceMs: 0, idleMs: 50 })
  const running = bundleOf(graph.sdl)
  const burst = Array.from({ length: 40 }, () => planner.plan(running, operation))
  await expect.poll(() => planner.pids.length, { timeout: 10_000 }).toBe(2)
  expect(new Set((await Promise.all(burst)).map(({ kind }) => kind))).toEqual(new Set(['plan']))
  await expect.poll(() => planner.pids.length, { timeout: 20_000 }).toBe(1)
})

test('a process that has grown is replaced by one that is ready before, and no operation notices', async () => {
  const planner = open({ ...patient, rssMb: 1, plansBeforeReplaced: 5 })
  const running = bundleOf(graph.sdl)
  await planner.warm(graph.sdl)
  planner.run(running)
  const [grown = 0] = planner.pids
  const kinds: string[] = []
  const stopMs = performance.now() + 20_000
  while (planner.pids.includes(grown) && performance.now() < stopMs)
    kinds.push((await planner.plan(running, operation)).kind)
  expect(planner.pids).not.toContain(grown)
  expect(new Set(kinds)).toEqual(new Set(['plan']))
  await expect.poll(() => isAlive(grown)).toBe(false)
})

test('a supergraph that cannot be read warms nothing and leaves no process; the running one plans on', async () => {
  const planner = open(patient)
  const running = bundleOf(graph.sdl)
  await planner.warm(graph.sdl)
  planner.run(running)
  const before = planner.pids
  expect(await planner.warm('type Query { broken: Missing }')).toBe(false)
  expect(planner.pids).toEqual(before)
  expect((await planner.plan(running, operation)).kind).toBe('plan')
})

test('the processes of a former supergraph leave when no request can hold it any more', async () => {
  const planner = open({ ...patient, formerMs: 1_500 })
  const [old, next] = [bundleOf(graph.sdl), bundleOf(`${graph.sdl}\n# next`)]
  await planner.warm(old.bundle.supergraph)
  planner.run(old)
  const [former = 0] = planner.pids
  await planner.warm(next.bundle.supergraph)
  planner.run(next)
  expect((await planner.plan(old, operation)).kind).toBe('plan')
  await expect.poll(() => planner.pids.includes(former), { timeout: 10_000 }).toBe(false)
  expect(planner.pids).toHaveLength(1)
  expect((await planner.plan(next, operation)).kind).toBe('plan')
})

test('a closed planner has ended its processes and answers what still waits', async () => {
  const planner = open(patient)
  const waiting = planner.plan(bundleOf(graph.sdl), operation)
  const pids = planner.pids
  await planner.close()
  expect(await waiting).toEqual({ kind: 'overloaded' })
  expect(pids.filter(isAlive)).toEqual([])
})

test.runIf(existsSync('/proc/self/stat'))('a planner’s process holds no setting of the gateway', async () => {
  const planner = open(patient)
  await planner.warm(graph.sdl)
  const names = readFileSync(`/proc/${planner.pids[0]}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0])
  const known = [
    '',
    'APOLLO_TELEMETRY_DISABLED',
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
    'NODE_COMPILE_CACHE',
    'TZ',
  ]
  expect(names.filter((name) => !known.includes(name ?? ''))).toEqual([])
})

test('the processes end with a gateway that is killed', async () => {
  const at = new URL('./planner-process.ts', import.meta.url).href
  const program = `const { plannerProcess } = await import(${JSON.stringify(at)})
    const planner = plannerProcess()
    await planner.warm(${JSON.stringify(graph.sdl)})
    process.stdout.write(String(planner.pids[0]))`
  const gateway = spawn(process.execPath, ['--input-type=module', '-'], { stdio: ['pipe', 'pipe', 'ignore'] })
  gateway.stdin.end(program)
  const [pid] = await once(gateway.stdout, 'data')
  expect(isAlive(Number(pid))).toBe(true)
  gateway.kill('SIGKILL')
  await expect.poll(() => isAlive(Number(pid)), { timeout: 5_000 }).toBe(false)
})

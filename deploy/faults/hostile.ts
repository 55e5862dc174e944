/**
 * Hostile documents in full (trust.md §8): how long each takes to be refused by a whole hub, and what they do to callers who ask
 * lawfully: their times alone and beside one hostile document after the other, in turn. Measured, not tested: a busy machine moves it.
 * `npx node deploy/faults/hostile.ts [rounds] [seconds a turn]`
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from '../bench/bench-row.ts'
import { writeWorld } from '../bench/world/write-world.ts'
import { type Asking, type HubUnderTest, startHubUnderTest } from '../e2e/hub-under-test.ts'
import { askFor, type Caller, openCaller, type TimedAnswer, within } from './caller.ts'
import type { HostileOrder, HostileTally } from './hostile-caller.ts'
import { hostileDocuments } from './hostile-documents.ts'

const asking: Omit<Asking, 'client'> = { contract: 'BENCH-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕9号' }
const profile =
  'query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } tax { creditGrade { nodes { grade } } } } }'
const lawfulAtOnce = 16
const refusedTimes = 20
const promise = { refusedMs: 50, ratio: 1.5 }

async function main(): Promise<void> {
  const [rounds, seconds] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 6)]
  const data = mkdtempSync(join(tmpdir(), 'xinqiao-hostile-'))
  const usccs = writeWorld(data)
  const hub = await startHubUnderTest({ data })
  try {
    const isQuick = await timeRefusals(hub, usccs[0] ?? '')
    const isFair = await timeOthers(hub, usccs, rounds, seconds * 1_000)
    console.log(isQuick && isFair ? 'kept' : 'NOT kept')
    process.exitCode = isQuick && isFair ? 0 : 1
  } finally {
    await hub.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

/** Each document by itself, from sending to its refusal. */
async function timeRefusals(hub: HubUnderTest, uscc: string): Promise<boolean> {
  const caller = await openCaller(hub, { client: 'bench-1', ...asking })
  let isKept = true
  for (const { what, query, variables } of hostileDocuments(uscc)) {
    const times: number[] = []
    for (let n = 0; n < refusedTimes; n += 1) {
      const send = await caller.prepare(query, variables)
      const startedAt = performance.now()
      const answer = await send().catch(() => null)
      if (answer?.status === 200) isKept = false
      times.push(performance.now() - startedAt)
    }
    const [middle, worst] = [median(times), Math.max(...times)]
    if (middle >= promise.refusedMs) isKept = false
    console.log(`  ${what}: refused in ${middle.toFixed(1)} ms, at most ${worst.toFixed(1)} ms`)
  }
  await caller.close()
  return isKept
}

/** Lawful callers alone and beside the hostile one, in turn. */
async function timeOthers(
  hub: HubUnderTest,
  usccs: readonly string[],
  rounds: number,
  turnMs: number,
): Promise<boolean> {
  const callers = await Promise.all([2, 3, 4, 5].map((n) => openCaller(hub, { client: `bench-${n}`, ...asking })))
  const child = startHostile(hub, usccs[0] ?? '')
  let made = 0
  const lawful = (): Promise<readonly TimedAnswer[]> =>
    askFor(turnMs, lawfulAtOnce, () => {
      made += 1
      return (callers[made % callers.length] as Caller).ask(profile, { uscc: usccs[made % usccs.length] })
    })
  await lawful()
  const ratios: number[] = []
  let isWhole = true
  for (let round = 1; round <= rounds; round += 1) {
    const alone = await lawful()
    child.send({ isOn: true } satisfies HostileOrder)
    const beside = await lawful()
    child.send({ isOn: false } satisfies HostileOrder)
    const [tally] = (await once(child, 'message')) as [HostileTally]
    isWhole &&= [...alone, ...beside].every(({ status }) => status === 200) && tally.notRefused.length === 0
    ratios.push(within(beside, 0.99) / within(alone, 0.99))
    console.log(
      `  round ${round}: alone ${told(alone)}; beside ${told(beside)}, ${tally.sent} hostile documents so far`,
    )
  }
  child.disconnect()
  await Promise.all(callers.map((caller) => caller.close()))
  console.log(`others' p99 beside hostile documents: ${median(ratios).toFixed(2)} × alone (promise < ${promise.ratio})`)
  return isWhole && median(ratios) < promise.ratio
}

function startHostile(hub: HubUnderTest, uscc: string): ChildProcess {
  const words = [hub.stateDir, uscc, JSON.stringify({ client: 'bench-1', ...asking })]
  return fork(join(import.meta.dirname, 'hostile-caller.ts'), words, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
}

function told(answers: readonly TimedAnswer[]): string {
  return `p50 ${within(answers, 0.5).toFixed(1)}, p99 ${within(answers, 0.99).toFixed(1)} ms of ${answers.length}`
}

await main()

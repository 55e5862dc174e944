/**
 * Row 33 in full: every document new, so many a second for so many minutes, against a whole hub; then the slope of the
 * gateway's memory and a verdict. `npx node deploy/faults/soak.ts [minutes] [requests a second]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { usageOf } from '../bench/measure/process-usage.ts'
import { writeWorld } from '../bench/world/write-world.ts'
import { type HubUnderTest, startHubUnderTest } from '../e2e/hub-under-test.ts'
import { type Caller, openCaller } from './caller.ts'
import { type Sample, slopeOf, verdictOf } from './slope.ts'

const clients = ['bench-1', 'bench-2', 'bench-3', 'bench-4', 'bench-5', 'bench-6', 'bench-7', 'bench-8']
const asking = { contract: 'BENCH-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕9号' }
/** A token lives five minutes: each caller is opened anew before. */
const callerLifeMs = 4 * 60_000
const turnMs = 100
const sampleMs = 5_000
/** Questions under way; a hub that is slower than the rate is asked less, and the figures say so. */
const underWayMax = 200

interface Soak {
  readonly hub: HubUnderTest
  readonly usccs: readonly string[]
  readonly minutes: number
  readonly perSecond: number
}

async function main(): Promise<void> {
  const [minutes, perSecond] = [Number(process.argv[2] ?? 30), Number(process.argv[3] ?? 100)]
  const data = mkdtempSync(join(tmpdir(), 'xinqiao-soak-'))
  const usccs = writeWorld(data)
  const hub = await startHubUnderTest({ data })
  try {
    console.log(`Every document new, ${perSecond} requests/s for ${minutes} min.`)
    const { samples, answers, failed } = await soak({ hub, usccs, minutes, perSecond })
    const verdict = verdictOf(samples)
    console.log(
      `answers ${answers}, failed ${failed}, RSS slope ${slopeOf(samples).toFixed(2)} MB/min, at most ${verdict.mostMb} MB`,
    )
    console.log(verdict.isKept && failed === 0 ? 'kept: row 33' : `NOT kept: ${verdict.why}, ${failed} failed`)
    process.exitCode = verdict.isKept && failed === 0 ? 0 : 1
  } finally {
    await hub.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

async function soak({
  hub,
  usccs,
  minutes,
  perSecond,
}: Soak): Promise<{ samples: Sample[]; answers: number; failed: number }> {
  const samples: Sample[] = []
  const tally = { answers: 0, failed: 0, underWay: 0, made: 0, kinds: new Map<string, number>() }
  const startedAt = performance.now()
  const pid = hub.file.processes.gateway
  let callers = await openAll(hub)
  let openedAt = startedAt
  const fail = (kind: string): void => {
    const told = `min ${Math.floor((performance.now() - startedAt) / 60_000)}: ${kind}`
    tally.failed += 1
    tally.kinds.set(told, (tally.kinds.get(told) ?? 0) + 1)
  }
  const ask = async (caller: Caller): Promise<void> => {
    tally.made += 1
    tally.underWay += 1
    try {
      const uscc = usccs[tally.made % usccs.length]
      const { status, text } = await caller.ask(documentOf(tally.made), { uscc })
      if (status === 200 && !text.includes('"errors"')) tally.answers += 1
      else fail(`${status} ${[...new Set(text.match(/"code":"[A-Z_]+"/gu))].join(' ')}`)
    } catch (error) {
      fail(error instanceof Error ? error.name : 'error')
    } finally {
      tally.underWay -= 1
    }
  }
  for (let now = startedAt; now < startedAt + minutes * 60_000; now = performance.now()) {
    const due = Math.floor(((now - startedAt) / 1_000) * perSecond) - tally.made
    for (let count = 0; count < due && tally.underWay < underWayMax; count += 1)
      void ask(callers[tally.made % callers.length] as Caller)
    if (now - startedAt >= samples.length * sampleMs) samples.push(sample(pid, now - startedAt))
    if (now - openedAt > callerLifeMs) [callers, openedAt] = [await openAll(hub, callers), now]
    await pause(turnMs)
  }
  while (tally.underWay > 0) await pause(turnMs)
  await closeAll(callers)
  for (const [kind, count] of tally.kinds) console.log(`  failed in ${kind} (${count})`)
  return { samples, answers: tally.answers, failed: tally.failed }
}

function sample(pid: number, ms: number): Sample {
  const { rssMb } = usageOf(pid)
  const taken = { minutes: ms / 60_000, rssMb }
  if (Math.floor(ms / sampleMs) % 12 === 0) console.log(`  ${taken.minutes.toFixed(1)} min  ${rssMb.toFixed(0)} MB`)
  return taken
}

/** No two are the same, and each is a plan of its own. */
function documentOf(count: number): string {
  return `query Q${count}($uscc: ID!) { organization(uscc: $uscc) { a${count}: amr { penalty { nodes { id } } } tax { b${count}: creditGrade { nodes { grade } } } } }`
}

async function openAll(hub: HubUnderTest, before: readonly Caller[] = []): Promise<readonly Caller[]> {
  const callers = await Promise.all(clients.map((client) => openCaller(hub, { client, ...asking })))
  // What is under way ends on the old connections first.
  setTimeout(() => void closeAll(before), callerLifeMs / 2).unref()
  return callers
}

async function closeAll(callers: readonly Caller[]): Promise<void> {
  await Promise.all(callers.map((caller) => caller.close()))
}

await main()

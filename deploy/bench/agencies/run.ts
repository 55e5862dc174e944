/**
 * `npx node deploy/bench/agencies/run.ts`: what the five agencies of a joined profile cost together, the kit's beside stock
 * Apollo subgraphs over the same rows. The kit's are the real ones, started as everybody starts them, everything on: signature
 * checked, items held against the call, call logged before the answer, answer signed. The stock ones are asked without any
 * signature and check nothing. README.md says how to read it.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Jwk } from '@xinqiao/schema'
import { readJwk } from '../../hub/keys.ts'
import { startChild } from '../measure/child.ts'
import { pinTo } from '../measure/process-usage.ts'
import { type AgencyCase, type AgencyEngine, askOnce, type CaseRow, runCase } from './agency-case.ts'
import { measureCryptography } from './cryptography.ts'
import { type Ground, startGround } from './ground.ts'
import { startKeyList } from './key-list.ts'
import { bodyOf, questions } from './questions.ts'
import type { CallTarget } from './signed-load.ts'

const roundsDefault = '5'
const subjectsOfBatch = 50
const root = join(import.meta.dirname, '..', '..', '..')

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: roundsDefault },
      json: { type: 'string' },
    },
  })
  const stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-bench-agencies-'))
  chmodSync(stateDir, 0o711)
  const closing: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close().catch((error: unknown) => console.error(error))
  }
  process.once('SIGINT', () => void stop().finally(() => process.exit(1)))
  console.error(`  Node ${process.version}, load average ${(loadavg()[0] ?? 0).toFixed(2)}`)
  try {
    const rows = await measure(stateDir, Number(values.rounds), closing)
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`)
  } finally {
    await stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

async function measure(
  stateDir: string,
  rounds: number,
  closing: (() => Promise<void>)[],
): Promise<readonly CaseRow[]> {
  const ground = await startGround(
    {
      stateDir,
      registryUrl: async (keysDir) => {
        const list = await startKeyList(keysDir)
        closing.push(() => list.close())
        return list.url
      },
    },
    closing,
  )
  const load = startChild('agencies/load-process')
  closing.push(() => load.stop())
  pinTo(1, load.pid)
  const kit = kitEngine(ground)
  const stock = await stockEngine(ground, closing)
  for (const pid of [...kit.pids, ...stock.pids]) pinTo(0, pid)
  const rows: CaseRow[] = []
  for (const wish of casesOf(ground.usccs)) {
    const measured = await runCase({ ...wish, engines: [stock, kit], rounds }, load, (line) =>
      console.error(`  ${line}`),
    )
    tell(wish, measured, await cryptographyOf(kit, wish))
    rows.push(...measured)
  }
  return rows
}

function casesOf(usccs: readonly string[]): readonly Pick<AgencyCase, 'name' | 'bodies' | 'connections' | 'calls'>[] {
  const ring = [...usccs, ...usccs]
  return [
    {
      name: 'profile',
      connections: 32,
      // Two fifths of a second of processor time for the kit: forty of the ticks that Linux counts in.
      calls: 2_000,
      bodies: questions.map((question) => usccs.map((uscc) => bodyOf(question, [uscc]))),
    },
    {
      name: 'batch',
      connections: 8,
      calls: 200,
      bodies: questions.map((question) =>
        usccs
          .filter((_, at) => at % 2 === 0)
          .map((_, at) => bodyOf(question, ring.slice(at * 2, at * 2 + subjectsOfBatch))),
      ),
    },
  ]
}

function kitEngine({ agencies, keysDir }: Ground): AgencyEngine {
  const hubAgreement: Jwk = readJwk(keysDir, 'agreement')
  return {
    name: 'kit',
    pids: agencies.map(({ pid }) => pid),
    targets: questions.map(({ agency, items }) => ({
      url: agencies.find(({ id }) => id === agency)?.url ?? '',
      items,
      sign: { hubAgreement, agencyAgreement: readJwk(keysDir, `agency-${agency}-agreement`) },
    })),
  }
}

async function stockEngine({ agencies }: Ground, closing: (() => Promise<void>)[]): Promise<AgencyEngine> {
  const pids: number[] = []
  const targets: Omit<CallTarget, 'bodies'>[] = []
  for (const { agency, items } of questions) {
    const ground = agencies.find(({ id }) => id === agency)
    const child = startChild('agencies/stock-process')
    closing.push(() => child.stop())
    const sdl = readFileSync(join(root, 'subgraphs', ground?.folder ?? '', 'schema.graphql'), 'utf8')
    const url = await child.ask({ provider: agency, sdl, databaseUrl: ground?.databaseUrl })
    pids.push(child.pid)
    targets.push({ url: String(url), items, sign: null })
  }
  return { name: 'stock', pids, targets }
}

/** The mean over the five agencies, with each one's own bytes. */
async function cryptographyOf(kit: AgencyEngine, wish: Pick<AgencyCase, 'bodies'>): Promise<number> {
  let sum = 0
  for (const [at, target] of kit.targets.entries()) {
    const body = wish.bodies[at]?.[0] ?? ''
    const { verifyMs, signMs } = measureCryptography(target.items, body, await askOnce({ ...target, bodies: [body] }))
    sum += verifyMs + signMs
  }
  return sum / kit.targets.length
}

function tell({ name }: Pick<AgencyCase, 'name'>, rows: readonly CaseRow[], cryptographyMs: number): void {
  const [stock, kit] = rows
  if (stock === undefined || kit === undefined) return
  const line = (what: string, ms: number, more = ''): void =>
    console.log(`${name.padEnd(8)} ${what.padEnd(34)} ${ms.toFixed(4)} ms CPU per call${more}`)
  const ratio = (times: number): string => `   × stock ${times.toFixed(2)}`
  line('stock, nothing signed or checked', stock.cpuMsPerCall, `   least ${stock.leastCpuMsPerCall.toFixed(4)}`)
  line('kit, everything on', kit.cpuMsPerCall, `   least ${kit.leastCpuMsPerCall.toFixed(4)}${ratio(kit.ratioToFirst)}`)
  line('  of it cryptography', cryptographyMs)
  const rest = kit.cpuMsPerCall - cryptographyMs
  line('  of it all the rest', rest, ratio((kit.ratioToFirst * rest) / kit.cpuMsPerCall))
}

await main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})

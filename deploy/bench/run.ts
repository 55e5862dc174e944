/**
 * `npm run bench`: what the hub costs beside the least that has to be done, in one run on one machine.
 *
 * How it stays honest. The gateway is the real one, started with the whole hub as everybody starts it, everything on:
 * token, proof for each request, contract, decision, signed fetches, checked answers, row rules, audit on the disk before
 * the answer leaves. The agencies are real while the benchmark makes ready; then doubles take their places
 * (responders/doubles.ts), so cheap that the gateway and not five databases is what is measured. The floor
 * (floor/floor.ts) makes the same calls to the same doubles, and so do the peers (peers/), with the hub's own supergraph.
 * Load, doubles, floor, peers and gateway are processes of their own;
 * the processor time is the kernel's count for the measured process alone. Questions rotate over 400 organizations,
 * answers are compared first, engines take turns in every round, and the median round counts. README.md says how to read it.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DeployError } from '../errors.ts'
import { type BenchRow, withRatios } from './bench-row.ts'
import { hubCases, runHubCases } from './cases/hub-cases.ts'
import { startChild } from './measure/child.ts'
import { type BenchOptions, readOptions } from './options.ts'
import { peersTableOf, tableOf } from './tables.ts'

const exitFailed = 1
/** Runnable processes over the last minute above which a machine is not idle. */
const busyLoad = 0.5

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-bench-'))
  chmodSync(stateDir, 0o711)
  const closing: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close().catch((error: unknown) => console.error(error))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void stop().finally(() => process.exit(exitFailed))
    })
  const tell = (line: string): void => console.error(`  ${line}`)
  tell(machine())
  let isWhole = false
  try {
    const rows: BenchRow[] = await runMicroCases(options, stateDir, closing)
    if (options.cases.some((name) => hubCases.includes(name)))
      rows.unshift(...(await runHubCases(options, stateDir, closing, tell)))
    const measured = withRatios(rows)
    console.log([tableOf(measured), peersTableOf(measured)].filter((table) => table !== '').join('\n\n'))
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(measured, null, 2)}\n`)
    isWhole = true
  } finally {
    await stop()
    if (isWhole) rmSync(stateDir, { recursive: true, force: true })
    else console.error(`Logs of the processes lie in ${join(stateDir, 'logs')}.`)
  }
}

/** A machine that is busy already moves every figure: said before, so that nobody wonders afterwards. */
function machine(): string {
  const busy = loadavg()[0] ?? 0
  const warning = busy > busyLoad ? ': other work runs on this machine, figures are no good for comparing runs' : ''
  return `Node ${process.version}, ${availableParallelism()} cores, load average ${busy.toFixed(2)}${warning}`
}

/** The rows that need no hub, in a process of their own. */
async function runMicroCases(
  options: BenchOptions,
  stateDir: string,
  closing: (() => Promise<void>)[],
): Promise<BenchRow[]> {
  const wanted = [
    ...(options.cases.includes('cryptography') ? [{ cryptography: true }] : []),
    ...(options.cases.includes('asymmetric') ? [{ asymmetric: true }] : []),
    ...(options.cases.includes('audit') ? [{ auditIn: join(stateDir, 'audit-case') }] : []),
    ...(options.cases.includes('audit-verify') ? [{ auditVerifyIn: join(stateDir, 'audit-verify') }] : []),
  ]
  if (wanted.length === 0) return []
  const child = startChild('micro-process')
  closing.push(() => child.stop())
  const rows: BenchRow[] = []
  for (const question of wanted) rows.push(...((await child.ask(question)) as readonly BenchRow[]))
  return rows
}

await main().catch((error: unknown) => {
  console.error(error instanceof DeployError ? `${error.code}  ${error.message}` : error)
  process.exitCode = exitFailed
})

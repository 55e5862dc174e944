/**
 * The audit log as a process that answers has it: entries with sealed payloads appended under closed and under open load, while another
 * process builds tree, tiles and checkpoints; then a restart with a long WAL. CPU is that of both processes over all entries.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AuditLog,
  checkpointKeys,
  openAuditLog,
  openLogBuilder,
  readVkey,
  verifyAuditLog,
} from '@xinqiao/audit-log'
import type { BuilderAnswer, BuilderQuestion } from '../audit-builder.ts'
import { type BenchRow, rounded } from '../bench-row.ts'
import {
  auditInFlight,
  auditMs,
  auditPerSecond,
  auditRestartEntries,
  auditTickMs,
  auditVerifyEntries,
} from '../limits.ts'
import { type Child, startChild } from '../measure/child.ts'
import { appendOne } from './audit-entries.ts'

const msPerSecond = 1_000
const microsPerMs = 1_000

interface Parts {
  readonly log: AuditLog
  readonly builder: (question: BuilderQuestion) => Promise<BuilderAnswer>
}

type Load = (log: AuditLog, times: number[]) => Promise<void>

/** All rows; `directory` is removed again. */
export async function runAuditCase(directory: string): Promise<readonly BenchRow[]> {
  const keys = checkpointKeys(join(directory, 'keys'))
  const node = join(directory, 'audit')
  const open = (): Promise<AuditLog> =>
    openAuditLog({ directory: node, hub: 'bench', node: 'audit', signerFor: (origin) => keys.signerFor(origin) })
  const child = startChild('audit-builder')
  const rows: BenchRow[] = []
  try {
    const log = await open()
    const parts = { log, builder: askBuilder(child) }
    const [durable] = log.durable()
    await parts.builder({
      open: { directory: durable?.directory ?? '', origin: log.origin, keyFile: keys.fileOf(log.origin) },
    })
    await measured('warm-up', parts, closed(auditInFlight[0] ?? 1))
    for (const inFlight of auditInFlight) rows.push(await measured(`closed-${inFlight}`, parts, closed(inFlight)))
    rows.push(await measured(`open-${auditPerSecond}`, parts, openLoad(auditPerSecond)))
    await log.close()
    rows.push(await restarted(open))
  } finally {
    await child.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  return rows
}

/** Verifying a million entries from a folder. */
export async function runAuditVerifyCase(directory: string): Promise<BenchRow> {
  const keys = checkpointKeys(join(directory, 'keys'))
  try {
    const node = join(directory, 'audit')
    const log = await openAuditLog({
      directory: node,
      hub: 'bench',
      node: 'audit',
      signerFor: (origin) => keys.signerFor(origin),
    })
    const signer = await keys.signerFor(log.origin)
    const builder = await openLogBuilder({ directory: log.durable()[0]?.directory ?? '', signer })
    const batch = 4_096
    for (let n = 0; n < auditVerifyEntries; n += batch) {
      await Promise.all(Array.from({ length: batch }, (_, at) => appendOne(log, n + at)))
      await builder.advance(log.size)
      log.kept({ origin: log.origin, built: builder.size, stored: builder.size })
    }
    await log.close()
    while (builder.size < log.size) await builder.advance(log.size)
    builder.close()
    const [begun, before] = [performance.now(), process.cpuUsage()]
    const { good } = verifyAuditLog(node, { keys: [readVkey(signer.vkey)] })
    const used = process.cpuUsage(before)
    if (!good) throw new Error('The log does not verify.')
    return row('verify', log.size, [performance.now() - begun], used.user + used.system)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

async function measured(engine: string, { log, builder }: Parts, load: Load): Promise<BenchRow> {
  const built = (await builder({ durable: log.size })).cpuMicros
  const times: number[] = []
  const [size, begun, before, main] = [log.size, performance.now(), process.cpuUsage(), process.threadCpuUsage()]
  const tick = setInterval(() => void builder({ durable: log.size }).catch(() => undefined), auditTickMs)
  await load(log, times)
  const elapsedMs = performance.now() - begun
  clearInterval(tick)
  const [used, mainUsed] = [process.cpuUsage(before), process.threadCpuUsage(main)]
  const entries = log.size - size
  const building = (await builder({ durable: log.size })).cpuMicros - built
  log.kept({ origin: log.origin, built: log.size, stored: log.size })
  const writing = used.user + used.system
  return {
    ...row(engine, entries, times, writing + building),
    requestsPerSecond: rounded((entries / elapsedMs) * msPerSecond),
    more: {
      writerCpuMicros: rounded(writing / entries),
      ofWhichMainThreadMicros: rounded((mainUsed.user + mainUsed.system) / entries),
      builderCpuMicros: rounded(building / entries),
    },
  }
}

/** So many at once, each beginning when its last is durable. */
function closed(inFlight: number): Load {
  return async (log, times) => {
    const end = performance.now() + auditMs
    let n = 0
    const caller = async (): Promise<void> => {
      for (let asked = performance.now(); asked < end; asked = performance.now()) {
        await appendOne(log, n++)
        times.push(performance.now() - asked)
      }
    }
    await Promise.all(Array.from({ length: inFlight }, caller))
  }
}

/** So many a second, whether or not those before are durable; times count from when each was due. */
function openLoad(perSecond: number): Load {
  return async (log, times) => {
    const begun = performance.now()
    const waiting: Promise<void>[] = []
    const all = (auditMs / msPerSecond) * perSecond
    while (waiting.length < all) {
      const due = ((performance.now() - begun) / msPerSecond) * perSecond
      while (waiting.length < Math.min(due, all)) {
        const dueAt = begun + (waiting.length / perSecond) * msPerSecond
        waiting.push(appendOne(log, waiting.length).then(() => void times.push(performance.now() - dueAt)))
      }
      await new Promise((next) => setTimeout(next, 1))
    }
    await Promise.all(waiting)
  }
}

/** A start that finds this many entries behind the last checkpoint. */
async function restarted(open: () => Promise<AuditLog>): Promise<BenchRow> {
  const before = await open()
  const batch = 2_000
  for (let n = 0; n < auditRestartEntries; n += batch)
    await Promise.all(Array.from({ length: batch }, (_, at) => appendOne(before, n + at)))
  await before.close()
  const [begun, used] = [performance.now(), process.cpuUsage()]
  const log = await open()
  const elapsedMs = performance.now() - begun
  const { user, system } = process.cpuUsage(used)
  await log.close()
  return row('restart', auditRestartEntries, [elapsedMs], user + system)
}

function askBuilder(child: Child): Parts['builder'] {
  let last: Promise<unknown> = Promise.resolve()
  return (question) => {
    const answer = last.then(() => child.ask(question))
    last = answer.catch(() => undefined)
    return answer as Promise<BuilderAnswer>
  }
}

function row(engine: string, entries: number, times: readonly number[], cpuMicros: number): BenchRow {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return {
    case: 'audit',
    engine,
    cpuMsPerRequest: rounded(cpuMicros / microsPerMs / entries),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    rssMb: null,
    ratioToFloor: null,
    requestsPerSecond: null,
    more: { entries },
  }
}

/** Appending to the audit log: entries written and synced a second, with as many waiting as the case `profile` has requests. */
import { rmSync } from 'node:fs'
import { openAuditLog } from '@xinqiao/audit-log'
import { type BenchRow, rounded } from '../bench-row.ts'
import { auditWriters, microMs } from '../limits.ts'

/** An entry as long as the gateway's of a profile. */
const fields = {
  contract: 'BENCH-01@1',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕9号',
  official: 'task:bench',
  operation: 'a'.repeat(64),
  subjects: ['s'.repeat(43)],
  decisions: Array.from({ length: 8 }, (_, at) => ({ item: `item.${at}`, decision: 'permit' })),
  digests: Array.from({ length: 5 }, () => 'd'.repeat(44)),
}
const msPerSecond = 1_000
const longerThanOthers = 3

/** Appends for a while to a log in `directory`, which is removed again. */
export async function runAuditCase(directory: string): Promise<BenchRow> {
  const log = await openAuditLog({ directory, origin: 'bench/audit/1' })
  const times: number[] = []
  const before = process.cpuUsage()
  const begun = performance.now()
  const writer = async (): Promise<void> => {
    while (performance.now() - begun < microMs * longerThanOthers) {
      const asked = performance.now()
      await log.append({ v: 1, kind: 'answer', at: Date.now(), ...fields })
      times.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: auditWriters }, writer))
  const elapsedMs = performance.now() - begun
  const used = process.cpuUsage(before)
  await log.close()
  rmSync(directory, { recursive: true })
  times.sort((a, b) => a - b)
  const at = (share: number): number =>
    rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
  return {
    case: 'audit',
    engine: 'append',
    cpuMsPerRequest: rounded((used.user + used.system) / msPerSecond / times.length),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    rssMb: null,
    ratioToFloor: null,
    requestsPerSecond: rounded((times.length / elapsedMs) * msPerSecond),
  }
}

/** CPU time of another process, as the kernel counts it: a process that hangs cannot tell. */
import { readFileSync } from 'node:fs'

/** The kernel's unit towards programs (USER_HZ), on every Linux. */
const msPerTick = 10
/** Places of `utime` and `stime` after the name in `/proc/<pid>/task/<tid>/stat`. */
const [userPlace, systemPlace] = [11, 12]

/** CPU milliseconds of a process's main thread so far; `null` where the system does not say, or the process has ended. */
export function mainThreadCpuMs(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[userPlace]) + Number(fields[systemPlace])
    return Number.isFinite(ticks) ? ticks * msPerTick : null
  } catch {
    return null
  }
}

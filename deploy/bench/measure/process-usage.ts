/** What a process has used: processor time and memory, read from the kernel (`/proc`), so that nothing in the process is disturbed. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { DeployError } from '../../errors.ts'

/** Processor time since the process began, all its threads together, and its resident memory now. */
export interface ProcessUsage {
  readonly cpuMs: number
  readonly rssMb: number
}

/** Linux counts processor time for user space in hundredths of a second (`USER_HZ`), on every machine. */
const msPerTick = 10
/** Part of util-linux, on nearly every Linux. */
const pinProgram = 'taskset'
const bytesPerMb = 1024 * 1024
/** Fields 14 and 15 of `/proc/<pid>/stat` are user and system time; after the name in brackets, counting begins at 3. */
const userTimeAt = 14 - 3
const systemTimeAt = 15 - 3

/** @throws DeployError `CONFIG_INVALID` where there is no `/proc`, or no such process. */
export function usageOf(pid: number): ProcessUsage {
  const residentKb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
  return { cpuMs: cpuMsOf(read(`/proc/${pid}/stat`)), rssMb: (residentKb * 1024) / bytesPerMb }
}

/** Processor time of the threads of this name since each began; 0 where the process has none. */
export function threadCpuMs(pid: number, name: string): number {
  const tasks = `/proc/${pid}/task`
  const named = readdirSync(tasks).filter((id) => readIfThere(`${tasks}/${id}/comm`).trim() === name)
  return named.reduce((sum, id) => sum + cpuMsOf(readIfThere(`${tasks}/${id}/stat`)), 0)
}

/** Processor time of the processes that this one started and that still run; those that ended are not in it. */
export function childrenCpuMs(pid: number): number {
  const ids = readIfThere(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((id) => id !== '')
  return ids.reduce((sum, id) => sum + cpuMsOf(readIfThere(`/proc/${id}/stat`)), 0)
}

/** Processor time of the first thread of a process: in Node, the one that answers. */
export function mainThreadCpuMs(pid: number): number {
  return cpuMsOf(read(`/proc/${pid}/task/${pid}/stat`))
}

function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[userTimeAt] ?? 0) + Number(fields[systemTimeAt] ?? 0)) * msPerTick
}

/** A thread may end between being listed and being read; it has used nothing since. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** Keeps a process and its threads on one core. `false` where the machine has no way to (then the cores are shared). */
export function pinTo(core: number, pid: number): boolean {
  return spawnSync(pinProgram, ['-a', '-p', '-c', String(core), String(pid)], { stdio: 'ignore' }).status === 0
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new DeployError(
      'CONFIG_INVALID',
      'A measured process ended, or this system has no /proc. Next: run the benchmark on Linux, and look at the logs in its state folder.',
      { cause },
    )
  }
}

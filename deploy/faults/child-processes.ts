/** The processes that a process has started, by the program they run. */
import { readdirSync, readFileSync } from 'node:fs'

/** Ids of the children whose command line names the program. */
export function childrenRunning(parent: number, program: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent && read(`/proc/${pid}/cmdline`).includes(program))
}

/** Fourth field of `/proc/<pid>/stat`; after the name in brackets it is the second. */
function parentOf(pid: number): number {
  return Number(read(`/proc/${pid}/stat`).replace(/^.*\)/u, '').trim().split(' ')[1])
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

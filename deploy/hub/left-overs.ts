/** Parts that a killed hub left behind are ended before new ones start: two writers on one log or one port would spoil both. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const drainMs = 10_000
const lookAgainMs = 20

/** Notes the processes of this hub, so that the next start can find them. */
export function notePids(stateDir: string, pids: readonly number[]): void {
  writeFileSync(fileOf(stateDir), JSON.stringify(pids))
}

/** Forgets them when the hub has stopped everything itself. */
export function forgetPids(stateDir: string): void {
  rmSync(fileOf(stateDir), { force: true })
}

/** Ends what a killed hub left: asked to drain first, killed when it does not. A number that now belongs to another program is left alone. */
export async function endLeftOvers(stateDir: string): Promise<void> {
  const left = readPids(stateDir).filter(isPartOfHub)
  for (const pid of left) signal(pid, 'SIGTERM')
  const endsAt = performance.now() + drainMs
  while (left.some(isPartOfHub) && performance.now() < endsAt) await pause(lookAgainMs)
  for (const pid of left.filter(isPartOfHub)) signal(pid, 'SIGKILL')
  while (left.some(isPartOfHub)) await pause(lookAgainMs)
  forgetPids(stateDir)
}

function readPids(stateDir: string): readonly number[] {
  if (!existsSync(fileOf(stateDir))) return []
  const pids: readonly number[] = JSON.parse(readFileSync(fileOf(stateDir), 'utf8'))
  return pids
}

/** Where the system tells command lines, the process must be one of ours; elsewhere living is enough. */
function isPartOfHub(pid: number): boolean {
  if (!signal(pid, 0)) return false
  const commandLine = `/proc/${pid}/cmdline`
  return existsSync('/proc/self/cmdline')
    ? existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes('src/main.ts')
    : true
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function fileOf(stateDir: string): string {
  return join(stateDir, 'pids.json')
}

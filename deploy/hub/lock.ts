/** One hub a state folder: a second one on the same folder is refused, a killed one's lock is taken over. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DeployError } from '../errors.ts'

/**
 * Takes the folder's lock and gives the function that lets it go.
 * @throws DeployError `HUB_ALREADY_RUNNING` while the process that holds it lives.
 */
export function lockState(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true, mode: 0o755 })
  const file = join(stateDir, 'hub.lock')
  const holder = holderOf(file)
  if (holder !== null) {
    throw new DeployError(
      'HUB_ALREADY_RUNNING',
      `A hub (process ${holder}) runs from this state folder. Next: stop it, or give this one a folder and ports of its own: npm start -- --state DIR --port-base 4100`,
    )
  }
  rmSync(file, { force: true })
  const handle = openSync(file, 'wx', 0o644)
  writeSync(handle, String(process.pid))
  closeSync(handle)
  return () => rmSync(file, { force: true })
}

function holderOf(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return pid === process.pid || isAnotherProgram(pid) ? null : pid
  } catch {
    return null
  }
}

/** The number of a killed hub may belong to another program by now; where the system tells command lines, they decide. */
function isAnotherProgram(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`
  return existsSync(commandLine) && !readFileSync(commandLine, 'utf8').includes('hub.ts')
}

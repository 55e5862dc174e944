/** PostgreSQL refuses to run as root: which user runs it instead, and whether that user can reach a path. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { DeployError } from '../errors.ts'

/** User and group ids a server process runs under. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

const userName = 'postgres'

/**
 * The user PostgreSQL runs as: `null` when this process is not root and may run it itself.
 * As root the system user `postgres` is taken, and made where it is missing.
 * @throws DeployError `POSTGRES_USER_MISSING` when no such user exists and none can be made.
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null
  const found = lookUp(userName)
  if (found !== null) return found
  for (const [command, ...options] of [
    ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', userName],
    ['adduser', '-S', '-D', '-H', userName],
  ] as const) {
    spawnSync(command, options, { stdio: 'ignore' })
    const made = lookUp(userName)
    if (made !== null) return made
  }
  throw new DeployError(
    'POSTGRES_USER_MISSING',
    'PostgreSQL does not run as root, and no system user "postgres" exists or can be made here. Next: run the hub as an ordinary user, or create the user.',
  )
}

function lookUp(name: string): ServerUser | null {
  const row = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name)
  return row === undefined ? null : { uid: Number(row[2]), gid: Number(row[3]) }
}

/** Whether the server's user can enter a folder: every folder above it has to let that user through. */
export function canEnter(folder: string, user: ServerUser | null): boolean {
  if (user === null) return true
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { uid: user.uid, gid: user.gid, stdio: 'ignore' }).status ===
    0
  )
}

/** Whether the server's user can run a program where it lies. */
export function canRun(program: string, user: ServerUser | null): boolean {
  const as = user === null ? {} : { uid: user.uid, gid: user.gid, cwd: '/' }
  return spawnSync(program, ['--version'], { ...as, stdio: 'ignore' }).status === 0
}

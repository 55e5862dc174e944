/** One writer for one log: a second process would sign a second history. A lock whose process is gone is taken over. */
import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { lockAttempts, lockBeatMs, lockSilentMs } from '../limits.ts'

interface Owner {
  readonly pid: number
  /** Start of the process as the system counts it, where it tells: a number used again is another process. */
  readonly started: string | null
  /** Boot and process namespace: only within one does the number say which process it is. */
  readonly space?: string | null
  readonly id: string
}

/** Locks held by this process: after a crash its number may come back to us. */
const heldHere = new Set<string>()

const lockFile = 'lock'

/**
 * Takes the lock of a folder; gives the call that releases it.
 * @throws AuditLogError `AUDIT_LOCKED`
 */
export function takeLock(directory: string, name: string = lockFile): () => void {
  const path = join(directory, name)
  const own: Owner = { pid: process.pid, started: startOf(process.pid), space: ownSpace(), id: randomUUID() }
  const draft = `${path}.${own.id}`
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < lockAttempts; attempt += 1) {
      if (linked(draft, path)) {
        heldHere.add(own.id)
        const beat = setInterval(() => beatIfOwn(path, own), lockBeatMs)
        beat.unref()
        return () => {
          clearInterval(beat)
          release(path, own)
        }
      }
      const owner = readOwner(path)
      if (owner !== null && isAlive(owner, path))
        throw new AuditLogError('AUDIT_LOCKED', `process ${owner.pid} writes this log`)
      if (owner !== null) removeStale(path, owner)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw new AuditLogError('AUDIT_LOCKED', 'another process takes the lock')
}

/** Link fails where the name exists, and the file is never seen half written. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Moved away first, then looked at: of two that see a stale lock one moves it, and a living one that was moved by mistake is put back. */
function removeStale(path: string, stale: Owner): void {
  const aside = `${path}.stale-${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (readOwner(aside)?.id !== stale.id) linked(aside, path)
  rmSync(aside, { force: true })
}

function release(path: string, own: Owner): void {
  heldHere.delete(own.id)
  if (readOwner(path)?.id === own.id) rmSync(path, { force: true })
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new AuditLogError(
      'AUDIT_LOCKED',
      'the lock file cannot be read; remove it by hand once no process writes this log',
      { cause: error },
    )
  }
}

/** An owner in another container or on another machine cannot be looked at: it lives while its lock is touched. */
function isAlive({ pid, started, space = null, id }: Owner, path: string): boolean {
  const here = ownSpace()
  if (space !== null && here !== null && space !== here) return isTouched(path)
  if (pid === process.pid) return heldHere.has(id)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
  const now = startOf(pid)
  return started === null || now === null || started === now
}

function isTouched(path: string): boolean {
  const touchedMs = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return touchedMs !== undefined && Math.abs(Date.now() - touchedMs) < lockSilentMs
}

function beatIfOwn(path: string, own: Owner): void {
  try {
    if (readOwner(path)?.id === own.id) utimesSync(path, new Date(), new Date())
  } catch {
    // A disk that fails is the writer's to tell.
  }
}

function ownSpace(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}

/** Field 22 of `/proc/<pid>/stat`, counted behind the name, with the boot it belongs to. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`
  } catch {
    return null
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

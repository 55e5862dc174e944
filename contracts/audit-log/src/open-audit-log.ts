/** Opens a log: takes its lock, checks its past, cuts a torn tail and says so in an entry. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AuditDamaged, AuditLogError, AuditUnavailable } from './errors.ts'
import { type AuditLog, GroupWriter } from './group-writer.ts'
import { takeLock } from './lock.ts'
import { readFolder, segmentName } from './segments.ts'
import { type AuditStore, fileStore } from './store.ts'
import { cutTornTail, unnamedTornTails } from './torn-tail.ts'

/** Where and as whom a process writes. */
export interface AuditLogOptions {
  /** The process's own folder; made where it is missing. */
  readonly directory: string
  /** Name of the log in receipts: `<hub>/audit/<node>`. */
  readonly origin: string
  /** The file system, when absent. */
  readonly store?: AuditStore
  /** Hears of every failure of the disk and of every recovery. */
  readonly onState?: (state: { readonly writable: boolean; readonly error?: unknown }) => void
}

/**
 * Opens the log for appending.
 * @throws AuditLogError `AUDIT_LOCKED`, `AUDIT_ORIGIN`; AuditDamaged; AuditUnavailable when the disk takes nothing.
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { directory, origin } = options
  const store = options.store ?? fileStore
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const release = takeLock(directory)
  try {
    await demandOrigin(directory, origin)
    const { bad, head, last } = await readFolder(directory)
    if (bad !== null && !bad.torn) throw new AuditDamaged(bad.badIndex, bad.file, bad.reason)
    const file = last?.file ?? segmentName(head.next)
    if (bad !== null) await cutTornTail(directory, store, { file, length: last?.length ?? 0, next: head.next })
    const writer = new GroupWriter({ ...options, store, release, head, file, length: last?.length ?? 0 })
    await writer.start(await unnamedTornTails(directory, head.next))
    return writer
  } catch (error) {
    release()
    throw error instanceof AuditLogError ? error : new AuditUnavailable('the log cannot be opened', { cause: error })
  }
}

async function demandOrigin(directory: string, origin: string): Promise<void> {
  const path = join(directory, 'origin')
  const known = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (known === null || known === '') await writeFile(path, `${origin}\n`, { mode: 0o600 })
  else if (known !== `${origin}\n`) throw new AuditLogError('AUDIT_ORIGIN', `the folder belongs to ${known.trim()}`)
}

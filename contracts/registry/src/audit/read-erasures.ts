/** The book of erasures as the log's files tell it at a start: every year of the registry's own log, all of it. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError, folderOf, listOrigins, logLeaves, readLeaf } from '@xinqiao/audit-log'
import { destroyActs, dropAct, ErasureBook, eraseActs, type LoggedAct } from './erasure-book.ts'

/** Most leaves are ticks and looks: these bytes tell the few that are parsed. */
const wanted: readonly Buffer[] = [eraseActs.first, destroyActs.first, dropAct].map((act) =>
  Buffer.from(`"act":"${act}"`),
)

/**
 * Reads it. `directory`: `…/audit/<node>`; `onGone` hears of a log whose entries were removed at the end of its term: the keys
 * of all that it speaks of have ended with it.
 * @throws AuditLogError `AUDIT_TILE_INVALID` where a bundle is missing, of the newest log or beside others that are there
 */
export function readErasures(directory: string, onGone: (folder: string) => void): ErasureBook {
  const book = new ErasureBook()
  if (!existsSync(directory)) return book
  const folders = listOrigins(directory).map(folderOf)
  for (const folder of folders) {
    try {
      for (const leaf of logLeaves(join(directory, folder))) takeLeaf(book, leaf)
    } catch (error) {
      const isMissing = error instanceof AuditLogError && error.code === 'AUDIT_TILE_INVALID'
      if (!isMissing || folder === folders.at(-1) || hasBundles(join(directory, folder))) throw error
      onGone(folder)
    }
  }
  return book
}

/** At the end of a log's term all its bundles go; one that is missing among others is damage. */
function hasBundles(log: string): boolean {
  const entries = join(log, 'tile', 'entries')
  return existsSync(entries) && readdirSync(entries).length > 0
}

function takeLeaf(book: ErasureBook, leaf: Buffer): void {
  if (!wanted.some((bytes) => leaf.includes(bytes))) return
  const entry = readLeaf(leaf)
  // The closed form of kind `admin`, checked when it was written.
  if (entry.kind === 'admin') book.take(entry as unknown as LoggedAct)
}

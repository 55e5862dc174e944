/** The book of erasures as the log's files tell it at a start: every year of the registry's own log, all of it. */
import { existsSync } from 'node:fs'
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
 * @throws AuditLogError `AUDIT_TILE_INVALID` where a bundle of the newest log is missing
 */
export function readErasures(directory: string, onGone: (folder: string) => void): ErasureBook {
  const book = new ErasureBook()
  if (!existsSync(directory)) return book
  const folders = listOrigins(directory).map(folderOf)
  for (const folder of folders) {
    try {
      for (const leaf of logLeaves(join(directory, folder))) takeLeaf(book, leaf)
    } catch (error) {
      const isOld = error instanceof AuditLogError && error.code === 'AUDIT_TILE_INVALID' && folder !== folders.at(-1)
      if (!isOld) throw error
      onGone(folder)
    }
  }
  return book
}

function takeLeaf(book: ErasureBook, leaf: Buffer): void {
  if (!wanted.some((bytes) => leaf.includes(bytes))) return
  const entry = readLeaf(leaf)
  // The closed form of kind `admin`, checked when it was written.
  if (entry.kind === 'admin') book.take(entry as unknown as LoggedAct)
}

/** Makes the index of a log again out of a copied or running folder (audit.md §5): the index is disposable, the leaves are not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCheckpoint, readNote } from '@xinqiao/audit-log'
import { AuditStoreError } from '../errors.ts'
import { folderSource } from '../keeper/entry-source.ts'
import type { AuditDatabase } from '../keeper/messages.ts'
import { StoreLine } from '../keeper/store-line.ts'
import { openReader } from '../reading/audit-reader.ts'
import { type AuditWriter, openAuditWriter } from '../store/audit-writer.ts'
import { migrateAuditStore } from '../store/migrate.ts'

/** What was made again. */
export interface Reindexed {
  readonly origin: string
  /** Entries under the folder's checkpoint, all of them indexed now. */
  readonly indexed: number
}

/**
 * Empties and fills the index for every origin below `…/audit/<node>`. Payloads that are stored stay; those that only the
 * WAL still holds come along.
 * @throws AuditStoreError `AUDIT_STORE_UNAVAILABLE`, also where a folder's tiles cannot be read
 */
export async function reindexFolder(directory: string, database: AuditDatabase): Promise<readonly Reindexed[]> {
  const { databaseUrl, migrationUrl } = database
  if (migrationUrl !== undefined) await migrateAuditStore(migrationUrl, databaseUrl)
  const [reader, writer] = [openReader(databaseUrl), openAuditWriter(databaseUrl)]
  try {
    const done: Reindexed[] = []
    for (const folder of checkpointedFolders(directory)) {
      const { origin, size } = checkpointOf(folder)
      await writer.head(origin)
      await reader.emptyIndex(origin)
      await fill(origin, folder, size, writer)
      done.push({ origin, indexed: size })
    }
    return done
  } finally {
    await Promise.all([reader.close(), writer.close()])
  }
}

/** The keeper's own line, ended when it is level or at its first failure. */
async function fill(origin: string, folder: string, built: number, writer: AuditWriter): Promise<void> {
  const source = folderSource(folder)
  const ended = Promise.withResolvers<string | null>()
  const line: StoreLine = new StoreLine(built, {
    origin,
    writer,
    ready: async () => {},
    source,
    onEvent: (event) => {
      if (event.kind !== 'payloads-missing') ended.resolve(event.kind)
    },
    onMoved: () => {
      if (line.isLevel) ended.resolve(null)
    },
  })
  const failure = await ended.promise
  await line.close()
  source.close()
  if (failure !== null) throw new AuditStoreError('AUDIT_STORE_UNAVAILABLE', `The index was not filled: ${failure}.`)
}

/** Folders of the node that hold a checkpoint; what has none yet has nothing to index. */
function checkpointedFolders(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(directory, entry.name, 'checkpoint')))
    .map(({ name }) => join(directory, name))
    .sort()
}

function checkpointOf(folder: string): { readonly origin: string; readonly size: number } {
  return readCheckpoint(readNote(readFileSync(join(folder, 'checkpoint'), 'utf8')).text)
}

/** Brings a data folder, or one file of it, into a running hub: registry files as a whole, then records through the ingest doors. */

import { type FoundHub, findAgency } from './find-hub.ts'
import { type IngestFigures, ingestFile } from './ingest-file.ts'
import { readFolder } from './read-folder.ts'
import { readJsonKey } from './read-key.ts'
import { sendToRegistry } from './registry-calls.ts'

/** What loading did. */
export interface LoadFigures {
  /** Answer of the registry; `null` when the path held records only. */
  readonly registry: Readonly<Record<string, unknown>> | null
  readonly records: readonly { readonly provider: string; readonly path: string; readonly figures: IngestFigures }[]
}

/** Told how far it is. */
export interface LoadProgress {
  onRecords?(provider: string, path: string, figures: IngestFigures): void
  /** Says `false` to leave a record file out (it was taken in before). */
  wants?(path: string, file: string): boolean
}

/**
 * Loads a path. The registry checks its files as a whole before anything is taken over; records are judged one by one.
 * @throws CliError with every finding (exit 1), or `HUB_UNREACHABLE` (exit 5).
 */
export async function loadPath(hub: FoundHub, path: string, progress: LoadProgress = {}): Promise<LoadFigures> {
  const folder = readFolder(path)
  const registry = folder.files.size === 0 ? null : await sendToRegistry(hub, folder.files)
  const records: LoadFigures['records'][number][] = []
  const wanted = folder.recordFiles.filter(({ path: inside, file }) => progress.wants?.(inside, file) ?? true)
  const byProvider = Map.groupBy(wanted, ({ provider }) => provider)
  await Promise.all(
    [...byProvider].map(async ([provider, files]) => {
      const agency = findAgency(hub, provider)
      const key = readJsonKey(agency.key)
      for (const { path: inside, file } of files) {
        const figures = await ingestFile({ url: agency.ingest, key, file })
        progress.onRecords?.(provider, inside, figures)
        records.push({ provider, path: inside, figures })
      }
    }),
  )
  return { registry, records }
}

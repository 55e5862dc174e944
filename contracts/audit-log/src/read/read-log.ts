/** Serves what stands in a node's folder of logs, by address; who may have it is the caller's business (audit.md §5). */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { type OriginFile, readOriginFile } from '../notes/index.ts'
import { entriesPath, tilePath } from '../tiles/tile-path.ts'
import { type ProvenEntry, proveEntry } from '../verify/prove-entry.ts'
import type { LogAddress, LogResource } from './log-path.ts'
import { settledNote } from './settled-note.ts'

/** An answer of the log's. */
export interface LogAnswer {
  readonly type: 'text/plain; charset=utf-8' | 'application/octet-stream'
  readonly bytes: Buffer
  /** Full tiles and bundles never change. */
  readonly isImmutable: boolean
}

export interface LogReading {
  /** A checkpoint, tile or bundle; `null` where there is none. */
  read(address: Pick<LogAddress, 'year'>, resource: Exclude<LogResource, { kind: 'entry' }>): Promise<LogAnswer | null>
  /** An entry under the newest checkpoint that witnesses signed, else under the last one; `null` where neither covers it: ask again within a minute. */
  entry(year: string, index: number): Promise<ProvenEntry | null>
  /** Keys of every year that is there. */
  keys(): Promise<readonly OriginFile[]>
}

const yearForm = /^\d{4}(?:-[1-9]\d{0,3})?$/u

/** Reads below one node's folder, `…/audit/<node>`. */
export function readingOf(directory: string): LogReading {
  return {
    read: async ({ year }, resource) => {
      if (resource.kind === 'checkpoint') {
        const bytes = await fileOrNull(join(directory, year, 'checkpoint'))
        return bytes === null ? null : { type: 'text/plain; charset=utf-8', bytes, isImmutable: false }
      }
      const bytes = await fileOrNull(join(directory, year, pathOf(resource)))
      return bytes === null ? null : { type: 'application/octet-stream', bytes, isImmutable: true }
    },
    entry: async (year, index) => {
      const folder = join(directory, year)
      const last = await fileOrNull(join(folder, 'checkpoint'))
      if (last === null) return null
      return provenEntry(folder, (await settledNote(folder, index)) ?? last.toString('utf8'), index)
    },
    keys: async () => {
      const years = (await readdir(directory).catch(none)).filter((name) => yearForm.test(name)).sort()
      const files = await Promise.all(years.map((year) => fileOrNull(join(directory, year, 'origin'))))
      return files.filter((file) => file !== null).map((file) => readOriginFile(file.toString('utf8')))
    },
  }
}

function pathOf(resource: Exclude<LogResource, { kind: 'entry' | 'checkpoint' }>): string {
  const { n, width } = resource
  return resource.kind === 'entries' ? entriesPath(n, width) : tilePath(resource.level, n, width)
}

function provenEntry(directory: string, checkpoint: string, index: number): ProvenEntry | null {
  try {
    return proveEntry(directory, index, checkpoint)
  } catch (error) {
    // Bundles of a year that has run out are removed; the tiles of hashes stay.
    const isNotThere =
      error instanceof AuditLogError && ['AUDIT_NOT_COVERED', 'AUDIT_TILE_INVALID'].includes(error.code)
    if (isNotThere) return null
    throw error
  }
}

async function fileOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

function none(): readonly string[] {
  return []
}

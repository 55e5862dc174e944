/** Keeps old checkpoints under their day: they are what a history that was rewritten and signed again has to agree with. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptForm, readKept } from '../notes/kept-checkpoints.ts'
import type { AuditStore } from '../wal/store.ts'

const folderName = 'checkpoints'
const shanghaiAheadMs = 8 * 60 * 60 * 1000
const dateDigits = 10

export class CheckpointBook {
  readonly #directory: string
  readonly #store: AuditStore
  /** The day's file and where its last whole note ends. */
  #page: { readonly path: string; length: number } | undefined

  /** `directory`: the origin's folder. */
  constructor(directory: string, store: AuditStore) {
    this.#directory = directory
    this.#store = store
  }

  /** Keeps a signed note under the day of `atMs` (UTC milliseconds; the day is Shanghai's). Durable when it resolves. */
  async keep(note: string, atMs: number): Promise<void> {
    const folder = join(this.#directory, folderName)
    const path = join(folder, `${new Date(atMs + shanghaiAheadMs).toISOString().slice(0, dateDigits)}.txt`)
    if (this.#page?.path !== path) {
      await this.#store.makeFolder(folder)
      this.#page = { path, length: wholeLength(path) }
    }
    const page = this.#page
    const bytes = Buffer.from(keptForm(note))
    this.#page = undefined
    const file = await this.#store.open(path)
    try {
      await file.truncate(page.length)
      await file.write(bytes, page.length)
    } finally {
      await file.close()
    }
    await this.#store.syncFolder(folder)
    await this.#store.syncFolder(this.#directory)
    this.#page = { path, length: page.length + bytes.length }
  }
}

/** Bytes of a file up to the end of its last whole note: a crash may have left another unfinished. */
function wholeLength(path: string): number {
  try {
    return readKept(readFileSync(path, 'utf8')).notes.reduce((sum, note) => sum + Buffer.byteLength(keptForm(note)), 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
}

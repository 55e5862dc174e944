/** The port to the copied folder: all that the verifier reads. Everything else of it is arithmetic and node:crypto. */
import type { WalEntry } from '../wal/group.ts'

/** One origin's folder. Paths are those of audit.md §3; what is not there is undefined. */
export interface LogReads {
  text(path: string): string | undefined
  bytes(path: string): Buffer | undefined
  /** Names in a folder, sorted; none where it is not there. */
  names(path: string): readonly string[]
  /** The groups of the WAL in order, up to the first that does not read. */
  wal(): Iterable<WalGroup>
}

/** A group of the WAL, or why the next one does not read. `torn`: nothing whole stands behind it. */
export type WalGroup =
  | { readonly ok: true; readonly file: string; readonly entries: readonly WalEntry[] }
  | { readonly ok: false; readonly file: string; readonly next: number; readonly torn: boolean }

/** Parts the log's tests share: a folder of its own, entries, and a disk that fails on command around the real one. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { AuditEntry } from './audit-entry.ts'
import { type AuditStore, fileStore } from './store.ts'

export const origin = 'xinqiao/audit/test'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder, gone when the tests are over. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-'))
  folders.push(folder)
  return folder
}

/** An entry as a gateway would write it; `n` tells them apart. */
export function entry(n: number): AuditEntry {
  return {
    v: 1,
    kind: 'answer',
    at: 1_795_487_400_000 + n,
    contract: 'CT-42@7',
    purpose: 'DAILY_SUPERVISION',
    decision: 'permit',
    seen: [{ o: 'released', items: ['tax.credit.grade'], subj: [`pseudonym-${n}`], rows: 1 }],
    n,
  }
}

/** The segments of a folder, in order. */
export function segments(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.ndjson'))
    .sort()
    .map((name) => join(directory, name))
}

/** The leaves of a folder, parsed. */
export function leaves(directory: string): readonly Record<string, unknown>[] {
  return segments(directory)
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line.startsWith('{"index"'))
    .map((line) => JSON.parse(line).leaf)
}

/** What a disk can do to a write. */
export interface Disk {
  readonly store: AuditStore
  /** Calls in their order: `write 120`, `sync`, `truncate 0`, `folder`. */
  readonly calls: string[]
  fail: 'write' | 'half-write' | 'sync' | 'truncate' | null
  /** Held back until it resolves. */
  beforeSync: Promise<void> | null
}

/** The real file system behind a disk that fails on command: the fault is the disk's, everything else is real. */
export function failingDisk(code = 'EIO'): Disk {
  const error = (): Error => Object.assign(new Error(code), { code })
  const disk: Disk = {
    calls: [],
    fail: null,
    beforeSync: null,
    store: {
      syncFolder: async (path) => {
        disk.calls.push('folder')
        await fileStore.syncFolder(path)
      },
      open: async (path) => {
        const file = await fileStore.open(path)
        return {
          write: async (bytes, position) => {
            disk.calls.push('write')
            if (disk.fail === 'write') throw error()
            if (disk.fail === 'half-write') {
              await file.write(bytes.subarray(0, bytes.length >> 1), position)
              throw error()
            }
            await file.write(bytes, position)
          },
          sync: async () => {
            if (disk.beforeSync !== null) await disk.beforeSync
            disk.calls.push('sync')
            if (disk.fail === 'sync') throw error()
            await file.sync()
          },
          truncate: async (length) => {
            disk.calls.push('truncate')
            if (disk.fail === 'truncate') throw error()
            await file.truncate(length)
          },
          close: async () => file.close(),
        }
      },
    },
  }
  return disk
}

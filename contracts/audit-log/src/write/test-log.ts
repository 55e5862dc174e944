/** Parts the log's tests share: folders, keys, entries, and a disk that fails on command around the real one. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { logLeaves } from '../build/log-leaves.ts'
import type { AuditEntry } from '../leaf/audit-entry.ts'
import { type CheckpointSigner, fileSigner } from '../notes/signer.ts'
import { type AuditStore, fileStore } from '../wal/store.ts'
import type { AuditLog } from './audit-log.ts'
import { type AuditLogOptions, openAuditLog } from './open-audit-log.ts'

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

const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })

/** One key under the name of each origin: enough where the name is what counts. */
export async function signerFor(origin: string): Promise<CheckpointSigner> {
  return fileSigner(origin, jwk)
}

/** A moment of the year 2026 that the tests' clocks begin with. */
export const november: number = Date.parse('2026-11-24T10:00:00+08:00')

/** Opens the log of a node in this folder, on a clock that stands. */
export function openLog(directory: string, options: Partial<AuditLogOptions> = {}): Promise<AuditLog> {
  return openAuditLog({ directory, hub: 'xinqiao', node: 'test', signerFor, now: () => november, ...options })
}

/** An entry as a gateway would write it; `n` tells them apart. */
export function entry(n: number): AuditEntry {
  return {
    ac: `ac-${n}`,
    agency: 'tax',
    at: november + n,
    basis: ['REG-16.2'],
    bundle: { digest: 'digest', number: 17 },
    by: 'p9lTqg',
    bytes: n,
    channel: 'public_affairs_sharing',
    client: 'tax-app',
    code: null,
    contract: 'CT-42@7',
    decision: 'permit',
    failed: [],
    key: '2026-11',
    kind: 'query',
    op: '0123456789abcdef0123456789abcdef',
    pc: `pc-${n}`,
    purpose: 'DAILY_SUPERVISION',
    refused: [],
    seen: [{ items: ['tax.credit.grade'], o: 'released', rows: 1, subj: [`pseudonym-${n}`] }],
    status: 200,
    trace: `trace-${n}`,
    v: 1,
    withheld: {},
  }
}

/** Builds an origin's folder up to this size; gives its checkpoint. */
export async function build(directory: string, origin: string, size: number): Promise<string> {
  const builder = await openLogBuilder({ directory, signer: await signerFor(origin) })
  try {
    return (await builder.advance(size)).checkpoint ?? ''
  } finally {
    builder.close()
  }
}

/** What the leaves of an origin's folder say. Ours carry their `n` as `bytes`; those of the log itself their act. */
export function told(directory: string): readonly (string | number)[] {
  return leavesOf(directory).map((leaf) => (leaf['act'] ?? leaf['bytes']) as string | number)
}

/** The leaves of an origin's folder, parsed. */
export function leavesOf(directory: string): readonly Readonly<Record<string, unknown>>[] {
  return [...logLeaves(directory)].map((leaf) => JSON.parse(leaf.toString('utf8')) as Record<string, unknown>)
}

/** Segments of an origin's folder, in order. */
export function segmentsOf(directory: string): readonly string[] {
  const folder = join(directory, 'wal')
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
}

/** What a disk can do to a write. */
export interface Disk {
  readonly store: AuditStore
  /** Calls to segments in their order: `write`, `truncate`. */
  readonly calls: string[]
  fail: 'write' | 'half-write' | 'after-write' | 'truncate' | 'open' | null
  /** Held back until it resolves. */
  beforeWrite: Promise<void> | null
}

/** The real file system behind a disk that fails on command: the fault is the disk's, everything else is real. */
export function failingDisk(code = 'EIO'): Disk {
  const fail = (when: boolean): void => {
    if (when) throw Object.assign(new Error(code), { code })
  }
  const disk: Disk = {
    calls: [],
    fail: null,
    beforeWrite: null,
    store: {
      ...fileStore,
      open: async (path) => {
        fail(disk.fail === 'open')
        const file = await fileStore.open(path)
        return {
          ...file,
          write: async (bytes, position) => {
            disk.calls.push('write')
            await disk.beforeWrite
            fail(disk.fail === 'write')
            if (disk.fail === 'half-write') await file.write(bytes.subarray(0, bytes.length >> 1), position)
            else await file.write(bytes, position)
            fail(disk.fail === 'half-write' || disk.fail === 'after-write')
          },
          truncate: async (length) => {
            disk.calls.push('truncate')
            fail(disk.fail === 'truncate')
            await file.truncate(length)
          },
        }
      },
    },
  }
  return disk
}

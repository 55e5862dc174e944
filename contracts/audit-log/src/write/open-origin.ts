/** Opens one origin's folder for writing, or looks at one that is written no more: key, checkpoint, WAL, torn tail (audit.md §3, Recovery). */
import { join } from 'node:path'
import { type BuiltState, readBuiltState } from '../build/built-state.ts'
import { AuditLogError } from '../errors.ts'
import { readWal, type WalFound } from '../wal/recover-wal.ts'
import type { Reserve } from '../wal/reserve.ts'
import type { AuditStore } from '../wal/store.ts'
import { cutTorn } from './cut-torn.ts'
import { GroupWriter, type WriterState } from './group-writer.ts'
import { demandFolder, folderOf, type OriginName, originOf } from './origin-folder.ts'
import { SegmentShelf } from './segment-shelf.ts'
import type { LogBefore } from './system-leaves.ts'

/** How much of an origin is durable. `directory`: the origin's own folder. */
export interface DurableSize {
  readonly origin: string
  readonly directory: string
  readonly size: number
}

/** What all origins of a node share. `node`: the node's folder; `prefix`: `<hub>/audit/<node>`. */
export interface NodeParts {
  readonly node: string
  readonly prefix: string
  readonly store: AuditStore
  readonly reserve: Reserve
  readonly signerFor: (origin: string) => Promise<{ readonly vkey: string }>
  readonly now: () => number
  readonly onState: (state: WriterState) => void
  readonly onDurable: (durable: DurableSize) => void
}

/** An origin as a start finds it. */
export interface FoundOrigin {
  readonly name: OriginName
  readonly origin: string
  readonly vkey: string
  readonly directory: string
  readonly shelf: SegmentShelf
  readonly wal: WalFound
  readonly built: BuiltState
}

/**
 * Looks at an origin, making its folder where it is new, and cuts a torn tail.
 * @throws AuditLogError `AUDIT_ORIGIN`; AuditDamaged, and then nothing was touched
 */
export async function findOrigin(name: OriginName, parts: NodeParts): Promise<FoundOrigin> {
  const { node, prefix, store, signerFor } = parts
  const origin = `${prefix}/${folderOf(name)}`
  const directory = join(node, folderOf(name))
  await demandFolder(directory, { origin, vkey: (await signerFor(origin)).vkey }, store)
  return findKnown(name, parts)
}

/**
 * The same of an origin that is written no more: it needs its own key file only.
 * @throws AuditLogError `AUDIT_ORIGIN`; AuditDamaged, and then nothing was touched
 */
export async function findKnown(name: OriginName, { node, store }: NodeParts): Promise<FoundOrigin> {
  const directory = join(node, folderOf(name))
  const file = originOf(directory)
  if (file === null) throw new AuditLogError('AUDIT_ORIGIN', `the folder ${folderOf(name)} does not say whose it is`)
  const { origin, vkey } = file
  const built = readBuiltState(directory, { origin, vkey })
  const wal = readWal(directory, built.size)
  if (wal.torn !== null) await cutTorn(wal.torn, node, store)
  await syncLast(wal, store)
  // A segment without entries is the one that goes on.
  const filled = wal.segments.filter(({ first, end }) => end > first)
  return { name, origin, vkey, directory, shelf: new SegmentShelf(store, filled), wal, built }
}

/** Opens it for writing, behind what it holds. */
export async function writeOrigin(found: FoundOrigin, parts: NodeParts): Promise<GroupWriter> {
  const { origin, directory, shelf, wal } = found
  const { store, reserve, now, onState, onDurable } = parts
  const writer = new GroupWriter({
    origin,
    directory,
    store,
    reserve,
    shelf,
    next: wal.next,
    now,
    onState,
    onDurable: (size) => onDurable({ origin, directory, size }),
  })
  await writer.start()
  return writer
}

/** What the next origin's first entry says of this one. */
export function beforeOf({ origin, wal, built }: FoundOrigin): LogBefore {
  return { origin, size: wal.next, checkpoint: built.note }
}

/** A process that was killed may have written its last group and not have synced it: it counts from now on. */
async function syncLast({ segments }: WalFound, store: AuditStore): Promise<void> {
  const last = segments.at(-1)
  if (last === undefined) return
  const file = await store.open(last.path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

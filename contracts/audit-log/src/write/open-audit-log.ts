/** Opens the log of a process: takes the lock, looks at what earlier processes left, and says in an entry what it found (audit.md §3, Recovery). */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AuditLogError, AuditUnavailable } from '../errors.ts'
import { takeLock } from '../wal/lock.ts'
import { Reserve } from '../wal/reserve.ts'
import { listSegments } from '../wal/segments.ts'
import { type AuditStore, fileStore } from '../wal/store.ts'
import type { AuditLog } from './audit-log.ts'
import { continueOrigin } from './continue-origin.ts'
import { forgetCuts, readCuts } from './cut-torn.ts'
import type { WriterState } from './group-writer.ts'
import { KeptSizes } from './kept-sizes.ts'
import { legalYear } from './legal-year.ts'
import { type CurrentOrigin, NodeLog } from './node-log.ts'
import {
  beforeOf,
  type DurableSize,
  type FoundOrigin,
  findKnown,
  findOrigin,
  type NodeParts,
  writeOrigin,
} from './open-origin.ts'
import { folderOf, listOrigins, type OriginName } from './origin-folder.ts'
import { startLeaf, yearLeaf } from './system-leaves.ts'

/** Where and as whom a process writes. */
export interface AuditLogOptions {
  /** The node's own folder, `…/audit/<node>`; made where it is missing. */
  readonly directory: string
  /** Name of the hub, `xinqiao` where it has no other. */
  readonly hub: string
  /** Name of this process among the hub's. */
  readonly node: string
  /** The key that signs an origin's checkpoints; its public half stands in the folder. Each origin has its own. */
  readonly signerFor: (origin: string) => Promise<{ readonly vkey: string }>
  /** UTC milliseconds; the system's clock when absent. */
  readonly now?: () => number
  /** The file system, when absent. */
  readonly store?: AuditStore
  /** Hears of every failure of the disk and of every recovery. */
  readonly onState?: (state: WriterState) => void
  /** Hears after each group how much is durable: what the builder may build. */
  readonly onDurable?: (durable: DurableSize) => void
}

/**
 * Opens the log for appending.
 * @throws AuditLogError `AUDIT_LOCKED`, `AUDIT_ORIGIN`; AuditDamaged; AuditUnavailable when the disk takes nothing.
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { directory, hub, node, signerFor, now = Date.now, store = fileStore } = options
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new AuditUnavailable('the folder cannot be made', { cause: error })
  }
  const release = takeLock(directory)
  const parts: NodeParts = {
    node: directory,
    prefix: `${hub}/audit/${node}`,
    store,
    reserve: new Reserve(join(directory, 'reserve'), store),
    signerFor,
    now,
    onState: options.onState ?? (() => undefined),
    onDurable: options.onDurable ?? (() => undefined),
  }
  try {
    return await openNode(parts, release)
  } catch (error) {
    release()
    throw error instanceof AuditLogError ? error : new AuditUnavailable('the log cannot be opened', { cause: error })
  }
}

async function openNode(parts: NodeParts, release: () => void): Promise<AuditLog> {
  const { node, store, reserve, now } = parts
  const names = listOrigins(node)
  const year = legalYear(now())
  const last = names.at(-1)
  const goesOn = last !== undefined && last.year >= year ? last : undefined
  const left = names.filter((name) => name !== goesOn)
  const older = await Promise.all(
    left.filter((name) => isOpenYet(name, parts) || name === left.at(-1)).map((name) => findKnown(name, parts)),
  )
  const found = await findOrigin(goesOn ?? { year, turn: 1 }, parts)
  await reserve.make()
  const writer = await writeOrigin(found, parts)
  try {
    await begin({ found, writer }, older.at(-1), parts)
    await writer.append(startLeaf(writer.size, readCuts(node), now()))
    await forgetCuts(node, store)
  } catch (error) {
    await writer.close()
    throw error
  }
  const sizes = new KeptSizes(found)
  for (const one of older) {
    const durable = { origin: one.origin, directory: one.directory, size: one.wal.next }
    sizes.leave(durable, one.shelf)
    if (!one.shelf.isEmpty) parts.onDurable(durable)
  }
  return new NodeLog(parts, { found, writer }, sizes, release)
}

/** The first entries of an origin that follows another, or what a crash left missing of them. */
async function begin(
  { found, writer }: CurrentOrigin,
  previous: FoundOrigin | undefined,
  parts: NodeParts,
): Promise<void> {
  if (previous === undefined) return
  const { now } = parts
  const { year, turn } = found.name
  if (turn > 1) {
    // Where the closed one was taken away nothing of it can be missing any more, and an older year is another story.
    if (previous.name.year !== year || previous.name.turn !== turn - 1) return
    const { directory, built } = previous
    const closed = { ...beforeOf(previous), directory, covered: built.size }
    await continueOrigin(writer, found, closed, { reason: 'its closing was interrupted', now })
  } else if (writer.size === 0) {
    await writer.append(yearLeaf(beforeOf(previous), now()))
  }
}

function isOpenYet(name: OriginName, { node }: NodeParts): boolean {
  return listSegments(join(node, folderOf(name))).length > 0
}

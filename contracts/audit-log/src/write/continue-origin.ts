/**
 * A closed origin goes on in a new one (audit.md §3, Recovery 4): the new one's first entry names both, and what no checkpoint of the
 * old one covers is written again behind it. Whatever interrupts this, the next start goes on where it was.
 */
import { readLeaf } from '../leaf/audit-entry.ts'
import { folderTiles } from '../tiles/tile-folder.ts'
import { WalCursor } from '../wal/wal-cursor.ts'
import type { GroupWriter } from './group-writer.ts'
import { type LogBefore, originLeaf } from './system-leaves.ts'

/** The closed log. `covered`: size of its checkpoint. */
export interface ClosedLog extends LogBefore {
  readonly directory: string
  readonly covered: number
}

/** Writes what is still missing of it. `directory`: the new origin's folder. */
export async function continueOrigin(
  writer: GroupWriter,
  { directory, built }: { readonly directory: string; readonly built: { readonly size: number } },
  closed: ClosedLog,
  { reason, now }: { readonly reason: string; readonly now: () => number },
): Promise<void> {
  const { origin, size, checkpoint, covered } = closed
  if (writer.size === 0) await writer.append(originLeaf({ origin, size, checkpoint }, reason, size - covered, now()))
  const from = firstWrittenAgain(directory, built.size)
  const cursor = new WalCursor(closed.directory, from + writer.size - 1)
  try {
    while (writer.size - 1 < size - from) {
      const entries = cursor.read(size)
      await Promise.all(entries.map(({ leaf, sealed }) => writer.append(leaf.toString('utf8'), sealed)))
    }
  } finally {
    cursor.close()
  }
}

/** Index in the closed log from which on its entries stand in the new one. */
function firstWrittenAgain(directory: string, built: number): number {
  const first = readLeaf(built > 0 ? folderTiles(directory, built).leaf(0) : firstOfWal(directory))
  const before = first['before'] as { readonly size: number }
  return before.size - Number(first['again'])
}

function firstOfWal(directory: string): Buffer {
  const cursor = new WalCursor(directory, 0)
  try {
    return cursor.read(1)[0]?.leaf ?? Buffer.alloc(0)
  } finally {
    cursor.close()
  }
}

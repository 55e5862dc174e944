/** The segments of a log's folder, in order, and what they hold up to the first group that does not fit. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChainHead, emptyChain, readGroup, wholeGroupBehind } from './commit-group.ts'

const suffix = '.ndjson'
const nameDigits = 20

/** What a folder holds. `bad` is the first group that does not fit, if any. */
export interface FolderReading {
  readonly head: ChainHead
  /** Last segment, whole up to `length` bytes; none in a new folder. */
  readonly last: { readonly file: string; readonly length: number } | null
  readonly bad: BadGroup | null
}

/** A group that does not fit. `torn`: nothing whole stands behind it, so it was never acknowledged. `cut`: it merely ends too early. */
export interface BadGroup {
  readonly file: string
  readonly badIndex: number
  readonly reason: string
  readonly torn: boolean
  readonly cut: boolean
}

/** Name of the segment that begins with this entry. */
export function segmentName(first: number): string {
  return `${String(first).padStart(nameDigits, '0')}${suffix}`
}

/** Names of a folder's segments, in order. */
export async function segmentNames(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory)
  return names.filter((name) => name.length === nameDigits + suffix.length && name.endsWith(suffix)).sort()
}

/** Reads all segments and checks every entry. `onLeaf` sees each leaf that fits. */
export async function readFolder(
  directory: string,
  onLeaf?: (text: string, index: number) => void,
): Promise<FolderReading> {
  let head = emptyChain
  let last: FolderReading['last'] = null
  const names = await segmentNames(directory)
  for (const [order, file] of names.entries()) {
    const bytes = await readFile(join(directory, file))
    const isLast = order === names.length - 1
    if (file !== segmentName(head.next)) {
      return {
        head,
        last,
        bad: { file, badIndex: head.next, reason: 'a segment is missing or misnamed', torn: false, cut: false },
      }
    }
    let at = 0
    while (at < bytes.length) {
      const group = readGroup(bytes, at, head)
      if (!group.ok) {
        const { badIndex, reason, cut } = group
        const torn = isLast && !wholeGroupBehind(bytes, at)
        return { head, last: { file, length: at }, bad: { file, badIndex, reason, torn, cut: cut && torn } }
      }
      for (const [offset, leaf] of group.leaves.entries()) onLeaf?.(leaf, head.next + offset)
      head = group.head
      at = group.end
    }
    last = { file, length: at }
  }
  return { head, last, bad: null }
}

/**
 * The form of the WAL: one group for each write, all numbers big end first.
 *
 *     u32 length | u32 CRC-32 | u64 first index | entries          length: bytes of the entries; CRC-32: over first index and entries
 *     entry: u32 leaf length | u32 sealed length | leaf | sealed
 *
 * A group is written only after the one before was synced, so only the last group of the last file can ever be torn.
 */
import { crc32 } from 'node:zlib'
import { behindTornFactor, groupBytesRead } from '../limits.ts'

export const groupHeaderBytes = 16
export const entryHeaderBytes = 8

/** One entry as the WAL holds it; the bytes are views of what was read. `sealed` is empty where the entry has no payload. */
export interface WalEntry {
  readonly index: number
  readonly leaf: Buffer
  readonly sealed: Buffer
}

/** A group that reads, or why it does not. `end`: where the next begins. */
export type GroupReading =
  | { readonly ok: true; readonly first: number; readonly end: number; readonly entries: readonly WalEntry[] }
  | { readonly ok: false; readonly reason: string }

const crcAt = 4
const firstAt = 8
const sealedLengthAt = 4

/** Fills in the header of a group that stands in `bytes` from 0 to `end`, its header's room included. */
export function writeGroupHeader(bytes: Buffer, end: number, first: number): void {
  bytes.writeUInt32BE(end - groupHeaderBytes, 0)
  writeIndex(bytes, first, firstAt)
  bytes.writeUInt32BE(crc32(bytes.subarray(firstAt, end)), crcAt)
}

/** Bytes of the group whose header stands here, as the header says; undefined where not even a header is whole, or no log writes so many. */
export function groupBytesAt(bytes: Buffer, at: number): number | undefined {
  if (at + groupHeaderBytes > bytes.length) return undefined
  const length = groupHeaderBytes + bytes.readUInt32BE(at)
  return length > groupBytesRead ? undefined : length
}

/** Reads the group at this place. */
export function readGroup(bytes: Buffer, at: number): GroupReading {
  const length = groupBytesAt(bytes, at)
  if (length === undefined || at + length > bytes.length) return { ok: false, reason: 'the group is cut off' }
  const end = at + length
  if (crc32(bytes.subarray(at + firstAt, end)) !== bytes.readUInt32BE(at + crcAt))
    return { ok: false, reason: 'the group is not as it was written' }
  const first = readIndex(bytes, at + firstAt)
  const entries = readEntries(bytes, at + groupHeaderBytes, end, first)
  return entries === null
    ? { ok: false, reason: 'the group does not hold whole entries' }
    : { ok: true, first, end, entries }
}

/**
 * Whether a whole group with a later index stands anywhere from here on: then what is bad before it is no torn tail. Neither are
 * bytes made so that very much in them looks like groups, which would take hours to be told apart.
 */
export function wholeGroupBehind(bytes: Buffer, from: number, next: number): boolean {
  const highest = next + bytes.length / entryHeaderBytes
  let left = behindTornFactor * bytes.length
  for (let at = from; at + groupHeaderBytes <= bytes.length; at++) {
    const first = readIndex(bytes, at + firstAt)
    if (!(first > next && first <= highest)) continue
    left -= groupBytesAt(bytes, at) ?? 0
    if (left < 0 || readGroup(bytes, at).ok) return true
  }
  return false
}

function readEntries(bytes: Buffer, start: number, end: number, first: number): readonly WalEntry[] | null {
  const entries: WalEntry[] = []
  let at = start
  while (at < end) {
    const leafAt = at + entryHeaderBytes
    if (leafAt > end) return null
    const sealedAt = leafAt + bytes.readUInt32BE(at)
    const next = sealedAt + bytes.readUInt32BE(at + sealedLengthAt)
    if (next > end) return null
    entries.push({
      index: first + entries.length,
      leaf: bytes.subarray(leafAt, sealedAt),
      sealed: bytes.subarray(sealedAt, next),
    })
    at = next
  }
  return entries.length === 0 ? null : entries
}

const highUnit = 2 ** 32

function writeIndex(bytes: Buffer, index: number, at: number): void {
  bytes.writeUInt32BE(Math.floor(index / highUnit), at)
  bytes.writeUInt32BE(index % highUnit, at + 4)
}

function readIndex(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * highUnit + bytes.readUInt32BE(at + 4)
}

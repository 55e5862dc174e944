/**
 * The form on disk: one group of entries for each write, a line for the group and a line for each entry, each entry chained to the one before.
 * A line has one spelling only, so any changed byte is found.
 */
import { hash } from 'node:crypto'
import { type Leaf, leafHash } from './audit-entry.ts'

/** Where the chain stands: index of the next entry, and the hash over all before. */
export interface ChainHead {
  readonly next: number
  readonly chain: string
}

/** Start of every chain. */
export const emptyChain: ChainHead = { next: 0, chain: '0'.repeat(64) }

/** A group that could be read, or where and why it could not. */
export type GroupReading =
  | { readonly ok: true; readonly head: ChainHead; readonly end: number; readonly leaves: readonly string[] }
  | { readonly ok: false; readonly badIndex: number; readonly reason: string; readonly cut: boolean }

interface GroupLine {
  readonly group: number
  readonly count: number
  readonly bytes: number
  readonly sha256: string
}

const newline = 0x0a

/** Writes a group behind this head. */
export function writeGroup(
  head: ChainHead,
  leaves: readonly Leaf[],
): { readonly bytes: Buffer; readonly head: ChainHead } {
  let { next, chain } = head
  let lines = ''
  for (const leaf of leaves) {
    chain = chainHash(chain, leaf.hash)
    lines += `${entryLine(next, leaf.hash, chain, leaf.text)}\n`
    next += 1
  }
  const body = Buffer.from(lines)
  const line: GroupLine = {
    group: head.next,
    count: leaves.length,
    bytes: body.length,
    sha256: hash('sha256', body, 'hex'),
  }
  return { bytes: Buffer.concat([Buffer.from(`${JSON.stringify(line)}\n`), body]), head: { next, chain } }
}

/** Reads the group at this place and checks it against the head before it. */
export function readGroup(bytes: Buffer, start: number, head: ChainHead): GroupReading {
  const bad = (badIndex: number, reason: string, cut = false): GroupReading => ({ ok: false, badIndex, reason, cut })
  const lineEnd = bytes.indexOf(newline, start)
  if (lineEnd === -1) return bad(head.next, 'the last group is cut off', true)
  const line = groupLine(bytes.toString('utf8', start, lineEnd))
  if (line === undefined) return bad(head.next, 'the line of its group is not as it was written')
  const bodyStart = lineEnd + 1
  const end = bodyStart + line.bytes
  if (line.group !== head.next) return bad(head.next, `its group begins with entry ${line.group}`)
  if (end > bytes.length) return bad(head.next, 'the last group is cut off', true)
  let { next, chain } = head
  let at = bodyStart
  const leaves: string[] = []
  for (; at < end; next += 1) {
    const stop = bytes.indexOf(newline, at)
    const leaf = stop === -1 || stop >= end ? undefined : readEntry(bytes, at, stop, next, chain)
    if (leaf === undefined) return bad(next, 'the entry is not as it was written')
    chain = leaf.chain
    leaves.push(leaf.text)
    at = stop + 1
  }
  if (leaves.length !== line.count || hash('sha256', bytes.subarray(bodyStart, end), 'hex') !== line.sha256) {
    return bad(head.next, 'the group does not hold what its line says')
  }
  return { ok: true, head: { next, chain }, end, leaves }
}

/** Whether a whole group stands anywhere behind this place: then what is bad before it is no torn tail. */
export function wholeGroupBehind(bytes: Buffer, start: number): boolean {
  for (let at = bytes.indexOf(newline, start) + 1; at > 0 && at < bytes.length; at = bytes.indexOf(newline, at) + 1) {
    const lineEnd = bytes.indexOf(newline, at)
    if (lineEnd === -1) return false
    const line = groupLine(bytes.toString('utf8', at, lineEnd))
    if (line === undefined || lineEnd + 1 + line.bytes > bytes.length) continue
    if (hash('sha256', bytes.subarray(lineEnd + 1, lineEnd + 1 + line.bytes), 'hex') === line.sha256) return true
  }
  return false
}

function readEntry(
  bytes: Buffer,
  start: number,
  stop: number,
  index: number,
  chain: string,
): { readonly text: string; readonly chain: string } | undefined {
  const line = bytes.toString('utf8', start, stop)
  const mark = ',"leaf":'
  const at = line.indexOf(mark)
  if (at === -1) return undefined
  const text = line.slice(at + mark.length, -1)
  const expected = leafHash(text)
  const next = chainHash(chain, expected)
  // Compared as bytes: what is no UTF-8 would read like something else.
  const written = Buffer.from(entryLine(index, expected, next, text))
  return written.equals(bytes.subarray(start, stop)) ? { text, chain: next } : undefined
}

function entryLine(index: number, leaf: string, chain: string, text: string): string {
  return `{"index":${index},"leafHash":"${leaf}","chain":"${chain}","leaf":${text}}`
}

/** The chain's next hash, over both before it: hexadecimal of fixed length, so nothing can be shifted between them. */
function chainHash(before: string, leaf: string): string {
  return hash('sha256', `\u0001${before}${leaf}`, 'hex')
}

function groupLine(text: string): GroupLine | undefined {
  if (!text.startsWith('{"group":')) return undefined
  let line: GroupLine
  try {
    line = JSON.parse(text) as GroupLine
  } catch {
    return undefined
  }
  const { group, count, bytes, sha256 } = line
  const whole = [group, count, bytes].every((figure) => Number.isSafeInteger(figure) && figure >= 0)
  return whole && text === JSON.stringify({ group, count, bytes, sha256 }) ? line : undefined
}

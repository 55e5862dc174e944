/**
 * Addresses of a log over HTTP (audit.md §5): `/audit/<node>/<year>/checkpoint`, `/tile/<level>/<n>`, `/tile/entries/<n>`
 * with paths as C2SP tlog-tiles writes them, and `/entry/<index>`. One resource has one spelling; whatever is spelt otherwise
 * is no address, so that none can lead out of the folder.
 */
import { entriesPath, tilePath, tileWidth } from '../tiles/tile-path.ts'

/** What is asked for. */
export type LogResource =
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'tile'; readonly level: number; readonly n: number; readonly width: number }
  | { readonly kind: 'entries'; readonly n: number; readonly width: number }
  | { readonly kind: 'entry'; readonly index: number }

/** Of which log. */
export interface LogAddress {
  readonly node: string
  /** `2026`; `2026-2` where that year's first origin was closed. */
  readonly year: string
  readonly resource: LogResource
}

const form = /^\/audit\/([a-z0-9][a-z0-9.-]{0,62})\/(\d{4}(?:-[1-9]\d{0,3})?)\/(.+)$/u
const tileForm = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/u
const entryForm = /^entry\/(0|[1-9]\d{0,15})$/u

/** Reads the path of an address, without its query; `undefined` for any that is none. */
export function readLogPath(path: string): LogAddress | undefined {
  const [, node, year, rest] = form.exec(path) ?? []
  if (node === undefined || year === undefined || rest === undefined) return undefined
  const resource = resourceOf(rest)
  return resource === undefined ? undefined : { node, year, resource }
}

function resourceOf(rest: string): LogResource | undefined {
  if (rest === 'checkpoint') return { kind: 'checkpoint' }
  const index = entryForm.exec(rest)?.[1]
  if (index !== undefined)
    return Number.isSafeInteger(Number(index)) ? { kind: 'entry', index: Number(index) } : undefined
  const [, level, number, partial] = tileForm.exec(rest) ?? []
  if (level === undefined || number === undefined) return undefined
  const n = Number(number.replaceAll(/[x/]/gu, ''))
  const width = partial === undefined ? tileWidth : Number(partial)
  const isEntries = level === 'entries'
  // What is written back is what was asked for, or it was another spelling.
  const path = isEntries ? entriesPath(n, width) : tilePath(Number(level), n, width)
  if (path !== rest || width > tileWidth) return undefined
  return isEntries ? { kind: 'entries', n, width } : { kind: 'tile', level: Number(level), n, width }
}

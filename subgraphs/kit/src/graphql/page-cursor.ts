/** Cursor of a row: base64url of `determinedOn|record`. The hub seals it before a caller sees it. */
import { parseLegalDate } from '@xinqiao/schema'
import { KitError } from '../errors.ts'
import type { PagePosition } from '../record-source.ts'

/** The cursor after which the next page begins (exclusive). */
export function pageCursor(position: PagePosition): string {
  return Buffer.from(`${position.determinedOn}|${position.record}`).toString('base64url')
}

/**
 * Reads a cursor back.
 * @throws KitError `BAD_USER_INPUT`
 */
export function readPageCursor(cursor: string): PagePosition {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const bar = text.indexOf('|')
  const determinedOn = text.slice(0, Math.max(bar, 0))
  if (parseLegalDate(determinedOn) === undefined || bar === text.length - 1)
    throw new KitError('BAD_USER_INPUT', 400, 'The cursor is not one this subgraph gave.')
  return { determinedOn, record: text.slice(bar + 1) }
}

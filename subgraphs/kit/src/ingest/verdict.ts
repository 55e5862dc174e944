/** What the ingest door says of one line: a row to keep, or a refusal without any value in it. */
import { type AnyCode, codeEntry } from '@xinqiao/schema'

/** A judged record, ready for the tables: document numbers sealed, `digest` keyed (base64). */
export interface JudgedRow {
  readonly record: string
  readonly item: string
  readonly subject: string
  readonly subject_kind: string
  readonly corrects: number | null
  readonly digest: string
  readonly determined_on: string
  readonly ongoing: boolean
  readonly concluded_on: string | null
  readonly valid_to: string | null
  readonly seriousness: string | null
  readonly basis: unknown
  readonly division: string
  readonly arising_from: string
  readonly secrecy: string
  readonly data: unknown
  readonly catalog_version: string
  /** Sealed kind, number and name of a natural person. */
  readonly person: string | null
}

/** One line of the answer (data.md §2). */
export interface RefusedLine {
  readonly line: number
  readonly id: string | null
  readonly code: AnyCode
  readonly path: string
  readonly article: string
  readonly message: string
}

/** Why a record is refused; `alarm` tells what the agency hears besides the answer. */
export interface LineRefusal {
  readonly kind: 'refused'
  readonly id: string | null
  readonly item: string | null
  readonly code: AnyCode
  readonly path: string
  readonly article: string
  readonly message: string
  readonly alarm: { readonly kind: 'prohibited'; readonly category: string } | { readonly kind: 'secret' } | null
}

export type Verdict = { readonly kind: 'accepted'; readonly row: JudgedRow } | LineRefusal

/** What is told of the refused record itself. */
export interface RefusedRecord {
  readonly id: string | null
  readonly item: string | null
}

/** Makes a refusal in the words of the hub's one table; `what` says what was expected, never what was sent. */
export function refuse(
  record: RefusedRecord,
  code: AnyCode,
  path: string,
  what = '',
  more: { readonly article?: string; readonly alarm?: LineRefusal['alarm'] } = {},
): LineRefusal {
  const { zh, en, article, nextZh, nextEn } = codeEntry(code)
  const words = [zh, nextZh, en, what, nextEn].filter((part) => part !== '')
  return {
    kind: 'refused',
    ...record,
    code,
    path,
    article: more.article ?? article,
    message: words.join(' '),
    alarm: more.alarm ?? null,
  }
}

/** What the index holds of a leaf (audit.md §2, §5): made from the leaf's bytes alone, so that it can be made again from the tiles. */
import { indexedCharsMax } from '../limits.ts'

/** A row of `audit_entry`. */
export interface EntryRow {
  readonly index: number
  /** UTC milliseconds, as the leaf says. */
  readonly at: number
  readonly kind: string
  /** Month of the pseudonym key, `2026-11`; without one, the month of `at` in Asia/Shanghai. */
  readonly month: string
  readonly agency: string | null
  readonly client: string | null
  readonly official: string | null
  readonly contract: string | null
  readonly channel: string | null
  readonly purpose: string | null
  readonly decision: string | null
  /** Catalog items seen or refused, each once. */
  readonly items: readonly string[]
  /** Codes of refusals and failures, each once; empty where all was released. */
  readonly codes: readonly string[]
  /** Pseudonyms of the subjects touched, each once. */
  readonly pseudonyms: readonly string[]
  readonly leaf: string
  /** Whether it says that the process stopped: nothing comes behind it before the next start. */
  readonly isStop: boolean
  /** A log whose history goes on in this one, and how much of it was signed: nothing is added to it any more. */
  readonly closes: { readonly origin: string; readonly size: number } | null
}

type Fields = Readonly<Record<string, unknown>>

const outcomesWithoutCode: ReadonlySet<string> = new Set(['released', 'empty'])
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/
/** Asia/Shanghai keeps UTC+8 all year. */
const shanghaiAheadMs = 8 * 60 * 60 * 1000
/** The last year that is written with four digits. */
const latestMs = Date.UTC(9999, 0, 1)

/** The row of a leaf. The writer let only known forms in; what is missing or of another type is left out, never guessed. */
export function entryRow(index: number, leaf: Uint8Array): EntryRow {
  const text = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('utf8')
  const fields = JSON.parse(text) as Fields
  const at = typeof fields['at'] === 'number' ? fields['at'] : 0
  const seen = list(fields['seen']).map(asFields)
  const refused = list(fields['refused']).map(list)
  const failed = list(fields['failed']).map(asFields)
  return {
    index,
    at,
    kind: word(fields['kind']) ?? '',
    month: monthOf(fields['key'], at),
    agency: word(fields['agency']),
    client: word(fields['client']),
    official: word(fields['by']),
    contract: word(fields['contract']),
    channel: word(fields['channel']),
    purpose: word(fields['purpose']),
    decision: word(fields['decision']),
    items: words([...seen.flatMap((group) => list(group['items'])), ...refused.map(([, item]) => item)]),
    codes: words([
      fields['code'],
      ...refused.map(([code]) => code),
      ...seen.map((group) => group['o']).filter((outcome) => !outcomesWithoutCode.has(String(outcome))),
      ...failed.map((one) => one['code']),
    ]),
    pseudonyms: words(seen.flatMap((group) => list(group['subj']))),
    leaf: text,
    isStop: fields['kind'] === 'system' && fields['act'] === 'stop',
    closes: fields['kind'] === 'system' ? closedLog(asFields(fields['before']), fields['again']) : null,
  }
}

function monthOf(key: unknown, at: number): string {
  if (typeof key === 'string' && monthForm.test(key)) return key
  // A clock that was set beyond every calendar must not stop the index for ever.
  const ms = Math.min(Math.max(at, 0), latestMs)
  return new Date(ms + shanghaiAheadMs).toISOString().slice(0, 'yyyy-mm'.length)
}

/** What no checkpoint of it covered is written again in the new one, and comes into the index from there. */
function closedLog({ origin, size }: Fields, again: unknown): EntryRow['closes'] {
  if (typeof origin !== 'string' || typeof size !== 'number') return null
  return { origin, size: size - (typeof again === 'number' ? again : 0) }
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function words(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(word).filter((one) => one !== null))]
}

/** PostgreSQL's text takes no zero byte, and its indexes no long text; one in a client's name must not stop the whole index. */
function word(value: unknown): string | null {
  return typeof value === 'string' && value !== ''
    ? value.slice(0, indexedCharsMax).replaceAll('\u0000', '\ufffd')
    : null
}

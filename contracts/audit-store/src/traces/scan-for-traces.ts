/** Looks for words that must stand nowhere in the evidence: names, numbers, codes and cases of subjects (audit.md §10, AU11). */
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Needle, needlesOf } from './needles.ts'

/** Where to look. */
export interface TraceSources {
  /** Files, or folders with all that is below: logs with WAL, tiles and bundles; exports. */
  readonly paths: readonly string[]
  /** Audit stores: every row of every table. */
  readonly databaseUrls: readonly string[]
}

/** A word found. `place`: the file, or `table <name>`; `word`: its place among the words, `form`: how it stood there. */
export interface Trace {
  readonly place: string
  readonly word: number
  readonly form: Needle['form']
}

/** What was found, and how much was looked at: a scan that saw nothing proves nothing. */
export interface TraceScan {
  readonly traces: readonly Trace[]
  readonly files: number
  readonly rows: number
}

const rowsAtOnce = 500

/** Searches all sources for all forms of the words: plain, base64, hexadecimal, escaped, hashed without a key. */
export async function scanForTraces(words: readonly string[], sources: TraceSources): Promise<TraceScan> {
  const needles = needlesOf(words)
  const files = sources.paths.flatMap(filesBelow)
  const traces = files.flatMap((file) => found(readFileSync(file), file, needles))
  let rows = 0
  for (const url of sources.databaseUrls) {
    for await (const { table, bytes } of rowsOf(url)) {
      rows += 1
      traces.push(...found(bytes, `table ${table}`, needles))
    }
  }
  return { traces, files: files.length, rows }
}

function found(bytes: Buffer, place: string, needles: readonly Needle[]): readonly Trace[] {
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ word, form }) => ({ place, word, form }))
}

function filesBelow(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry: Dirent) => {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) return filesBelow(inside)
    return entry.isFile() ? [inside] : []
  })
}

/** Every row of the four tables as text, a payload as its bytes. */
async function* rowsOf(url: string): AsyncGenerator<{ readonly table: string; readonly bytes: Buffer }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin read only')
    for (const [table, row] of [
      ['audit_head', 'convert_to(t::text, $$UTF8$$)'],
      ['audit_entry', 'convert_to(t::text, $$UTF8$$)'],
      ['audit_subject', 'convert_to(t::text, $$UTF8$$)'],
      ['audit_payload', 'sealed'],
    ] as const) {
      await client.query(`declare rows_${table} cursor for select ${row} as bytes from ${table} t`)
      for (;;) {
        const { rows } = await client.query<{ bytes: Buffer }>(`fetch ${rowsAtOnce} from rows_${table}`)
        if (rows.length === 0) break
        for (const { bytes } of rows) yield { table, bytes }
      }
    }
  } finally {
    await client.end()
  }
}

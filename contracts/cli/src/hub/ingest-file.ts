/** Sends one file through an agency's ingest door, streamed, and reads the refused lines as they come (data.md §2). */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { ownError } from '../texts/lessons.ts'
import type { Jwk } from './read-key.ts'
import { signedStream } from './signed-request.ts'

/** One refused line of an ingest answer; no value of the record is in it. */
export interface RefusedLine {
  readonly line: number
  readonly id: string | null
  readonly code: string
  readonly path: string | null
  readonly article: string | null
  readonly message: string
}

/** Figures of a file that was read to its end. */
export interface IngestFigures {
  readonly accepted: number
  readonly unchanged: number
  readonly refused: number
  readonly refusals: readonly RefusedLine[]
}

const contentTypes: Readonly<Record<string, string>> = {
  '.ndjson': 'application/x-ndjson',
  '.csv': 'text/csv',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
/** Refusals kept for showing; all are counted. */
const refusalsKept = 1_000

/** The item an official file is about stands in its name: `20-amr.penalty.csv`. */
export function itemOfFileName(file: string): string | null {
  return /(?:^|[/\\])(?:\d+-)?([a-z]+(?:\.[A-Za-z]+)+)\.(?:csv|xlsx)$/.exec(file)?.[1] ?? null
}

/**
 * Sends the file. Sending it again changes nothing.
 * @throws CliError `FILE_KIND_UNKNOWN` (exit 2), `SIGNATURE_NOT_ACCEPTED` (exit 3), `INGEST_REFUSED` or `INGEST_CUT_OFF` (exit 5).
 */
export async function ingestFile(wish: {
  readonly url: string
  readonly key: Jwk
  readonly file: string
  readonly item?: string | undefined
  readonly onSent?: (bytes: number) => void
}): Promise<IngestFigures> {
  const contentType = contentTypes[extname(wish.file).toLowerCase()]
  if (contentType === undefined) throw ownError('FILE_KIND_UNKNOWN')
  const item = wish.item ?? itemOfFileName(wish.file)
  const url =
    item === null || contentType === contentTypes['.ndjson'] ? wish.url : `${wish.url}?item=${encodeURIComponent(item)}`
  const digest = await digestOf(wish.file)
  const response = await signedStream({
    url,
    body: () => counted(wish.file, wish.onSent),
    digest,
    contentType,
    key: wish.key,
    tag: 'xinqiao-ingest-1',
  })
  if (response.status !== 200 || response.body === null) {
    throw ownError(response.status === 401 ? 'SIGNATURE_NOT_ACCEPTED' : 'INGEST_REFUSED', `HTTP ${response.status}`)
  }
  return readAnswer(Readable.fromWeb(response.body))
}

async function digestOf(file: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest()
}

async function* counted(file: string, onSent?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let sent = 0
  for await (const chunk of createReadStream(file)) {
    const bytes = chunk as Buffer
    sent += bytes.length
    onSent?.(sent)
    yield bytes
  }
}

async function readAnswer(body: Readable): Promise<IngestFigures> {
  const refusals: RefusedLine[] = []
  let last: { accepted?: number; unchanged?: number; refused?: number } = {}
  for await (const line of createInterface({ input: body, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue
    const row: RefusedLine & typeof last = JSON.parse(line)
    if (row.accepted !== undefined) last = row
    else if (refusals.length < refusalsKept) refusals.push(row)
  }
  if (last.accepted === undefined) throw ownError('INGEST_CUT_OFF')
  return { accepted: last.accepted, unchanged: last.unchanged ?? 0, refused: last.refused ?? 0, refusals }
}

/**
 * One file through the door, in two steps (README, Decisions):
 * read — lines are judged as they come and wait on the stage, in batches, under the sender's back-pressure;
 * move — once the whole file is the one that was signed, batches go from the stage into the records.
 * A kill before the end of the first step leaves nothing; in the second it leaves whole batches, which read `unchanged`
 * when the file is sent again. Either way each record is there once.
 */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { KitError } from '../errors.ts'
import type { KitEvents } from '../events.ts'
import { ingestBatchRecords, refusedShareAlarm, refusedShareRecordsMin } from '../limits.ts'
import type { KitTables } from '../store/tables.ts'
import type { IngestRules } from './ingest-rules.ts'
import { judgeRecord } from './judge-record.ts'
import { keepRecords } from './keep-records.ts'
import { clearLeftOver, clearMoved, clearStage, type StagedLine, stagedLines, stageLines } from './stage.ts'
import { countDay } from './tally.ts'
import { type RefusedLine, refuse } from './verdict.ts'

/** One record of a file by its line: a value, or why the line could not be read as one. */
export type FileRow =
  | { readonly line: number; readonly value: unknown }
  | { readonly line: number; readonly problem: string; readonly path?: string }

export interface IngestParts {
  readonly db: Kysely<KitTables>
  readonly rules: IngestRules
  readonly events: KitEvents
}

/** A file that has been read to its end and waits on the stage. */
export interface ReadFile {
  readonly upload: string
  readonly records: number
}

/** Last line of the answer. */
export interface IngestFigures {
  readonly accepted: number
  readonly unchanged: number
  readonly refused: number
}

/** First step. When the rows end in an error, or `whole` throws (not the file that was signed), nothing stays. */
export async function readFile(
  rows: AsyncIterable<FileRow>,
  whole: () => void | Promise<void>,
  parts: IngestParts,
): Promise<ReadFile> {
  const upload = randomUUID()
  let records = 0
  await clearLeftOver(parts.db)
  try {
    let batch: StagedLine[] = []
    for await (const row of rows) {
      records += 1
      batch.push(judgeRow(row, upload, parts))
      if (batch.length < ingestBatchRecords) continue
      await stageLines(parts.db, upload, batch)
      batch = []
    }
    await stageLines(parts.db, upload, batch)
    await whole()
    return { upload, records }
  } catch (error) {
    await clearStage(parts.db, upload)
    parts.events.fileRolledBack(upload, codeOf(error))
    throw error
  }
}

/** Second step: yields the refused lines in order, then counts the day and gives the figures. */
export async function* moveFile(file: ReadFile, parts: IngestParts): AsyncGenerator<RefusedLine, IngestFigures> {
  const startedMs = performance.now()
  const counts = new Map<string, number>()
  const count = (code: string): void => void counts.set(code, (counts.get(code) ?? 0) + 1)
  let after = 0
  let moved = 0
  for (;;) {
    const lines = await stagedLines(parts.db, file.upload, after, ingestBatchRecords)
    const last = lines.at(-1)
    if (last === undefined) break
    after = last.line
    for (const refused of await moveLines(lines, parts, count)) {
      count(refused.code)
      yield refused
    }
    await clearMoved(parts.db, file.upload, after)
    moved += lines.length
  }
  // Fewer lines than were read: the stage was cleared under this file. Without its last line the sender sends again.
  if (moved !== file.records) throw new KitError('STORE_UNAVAILABLE', 503, 'The stage does not hold the whole file.')
  await countDay(parts.db, parts.rules.clock.today(), counts)
  const accepted = counts.get('ACCEPTED') ?? 0
  const unchanged = counts.get('UNCHANGED') ?? 0
  const refused = [...counts.values()].reduce((sum, n) => sum + n, 0) - accepted - unchanged
  const { events } = parts
  events.fileTaken(file.upload, accepted, unchanged, refused, Math.round(performance.now() - startedMs))
  if (file.records >= refusedShareRecordsMin && refused > file.records * refusedShareAlarm)
    events.manyRefused(file.upload, refused, file.records)
  return { accepted, unchanged, refused }
}

/** Keeps the accepted rows of a batch; gives the refused ones, version conflicts among them, in the order of the lines. */
async function moveLines(
  lines: readonly StagedLine[],
  parts: IngestParts,
  count: (code: string) => void,
): Promise<readonly RefusedLine[]> {
  const rows = lines.flatMap(({ row }) => (row === null ? [] : [row]))
  const kept = await keepRecords(parts.db, rows)
  const refused: RefusedLine[] = []
  let next = 0
  for (const { line, refusal, row } of lines) {
    // PostgreSQL keeps no order of keys; the answer has one.
    if (refusal !== null) refused.push(inOrder(line, refusal))
    if (row === null) continue
    const outcome = kept[next]
    next += 1
    if (outcome === 'version_conflict')
      refused.push(
        inOrder(
          line,
          refuse({ id: row.record.slice(row.item.length + 1), item: row.item }, 'VERSION_CONFLICT', 'corrects'),
        ),
      )
    else count(outcome === 'unchanged' ? 'UNCHANGED' : 'ACCEPTED')
  }
  return refused
}

function judgeRow(row: FileRow, upload: string, parts: IngestParts): StagedLine {
  const { line } = row
  const verdict =
    'problem' in row
      ? refuse({ id: null, item: null }, 'RECORD_INVALID', row.path ?? '', row.problem)
      : judgeRecord(row.value, parts.rules)
  if (verdict.kind === 'accepted') return { line, refusal: null, row: verdict.row }
  const { alarm, item } = verdict
  if (alarm?.kind === 'prohibited') parts.events.prohibitedCategoryRefused(upload, line, item, alarm.category)
  if (alarm?.kind === 'secret') parts.events.secretOffered(upload, line, item)
  return { line, refusal: inOrder(line, verdict), row: null }
}

/** The fields of an answer's line in the order of data.md §2. */
function inOrder(line: number, { id, code, path, article, message }: Omit<RefusedLine, 'line'>): RefusedLine {
  return { line, id, code, path, article, message }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'STORE_UNAVAILABLE'
}

/** The stage: judged lines of a file wait here, in small transactions, until the file's digest holds (README, Decisions). */
import { type Kysely, sql } from 'kysely'
import { ingestBatchRecords, ingestTimeoutMs } from '../limits.ts'
import type { KitTables } from '../store/tables.ts'
import type { JudgedRow, RefusedLine } from './verdict.ts'

export interface StagedLine {
  readonly line: number
  readonly refusal: RefusedLine | null
  readonly row: JudgedRow | null
}

/** Puts a batch of judged lines on the stage, in one statement. */
export async function stageLines(db: Kysely<KitTables>, upload: string, lines: readonly StagedLine[]): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into ingest_stage (upload, line, refusal, row)
    select ${upload}, s.line, s.refusal, s.row
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as s (line integer, refusal jsonb, row jsonb)`.execute(db)
}

/** The next lines of a file after a line, in order. */
export async function stagedLines(
  db: Kysely<KitTables>,
  upload: string,
  after: number,
  count: number,
): Promise<readonly StagedLine[]> {
  const found = await sql<StagedLine>`select line, refusal, row from ingest_stage
    where upload = ${upload} and line > ${after} order by line limit ${count}`.execute(db)
  return found.rows
}

/** Takes a file's lines up to one off the stage: they have moved. */
export async function clearMoved(db: Kysely<KitTables>, upload: string, line: number): Promise<void> {
  await db.deleteFrom('ingest_stage').where('upload', '=', upload).where('line', '<=', line).execute()
}

/** Takes a whole file off the stage: it is rolled back. In parts, so that no statement outlasts its time. */
export async function clearStage(db: Kysely<KitTables>, upload: string): Promise<void> {
  for (;;) {
    const lines = await stagedLines(db, upload, 0, ingestBatchRecords)
    const last = lines.at(-1)
    if (last === undefined) return
    await clearMoved(db, upload, last.line)
  }
}

/** Whatever a killed process left, once no file can still be under way with it. Its sender has no answer and sends again. */
export async function clearLeftOver(db: Kysely<KitTables>): Promise<void> {
  const oldest = sql<Date>`now() - make_interval(secs => ${ingestTimeoutMs / 1000})`
  await db.deleteFrom('ingest_stage').where('at', '<', oldest).execute()
}

/** The stage: judged lines of a file wait here, in small transactions, until the file's digest holds (README, Decisions). */
import { type Kysely, sql } from 'kysely'
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

/** Takes a file off the stage: it has moved, or is rolled back. */
export async function clearStage(db: Kysely<KitTables>, upload: string): Promise<void> {
  await db.deleteFrom('ingest_stage').where('upload', '=', upload).execute()
}

/** At start: whatever a killed process left. Its sender has no answer and sends the file again. */
export async function clearWholeStage(db: Kysely<KitTables>): Promise<void> {
  await db.deleteFrom('ingest_stage').execute()
}

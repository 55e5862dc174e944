/** Published keys of audit origins. A row is never changed and never taken away: old checkpoints are verified with it for ever. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Makes the table, or, going back, takes it away. */
export const auditKeyTable: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `create table audit_key (
           origin text primary key, vkey text not null, registered_at timestamptz not null default now())`,
      )
      .execute(db)
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await sql.raw('drop table audit_key').execute(db)
  },
}

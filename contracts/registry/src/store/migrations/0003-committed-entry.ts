/** Which entry of the audit log the last committed act has: written in the act's own transaction, so that a crash leaves both or neither. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Adds the columns, or, going back, takes them away. */
export const committedEntry: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `alter table revision add column entry_origin text, add column entry_index bigint, add column entry_hash text,
           add constraint entry_whole check (num_nonnulls(entry_origin, entry_index, entry_hash) in (0, 3))`,
      )
      .execute(db)
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `alter table revision drop constraint entry_whole,
           drop column entry_origin, drop column entry_index, drop column entry_hash`,
      )
      .execute(db)
  },
}

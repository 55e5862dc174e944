/** Who signs the audit logs' checkpoints beside the hub: one rule for all of them. Former ones stand in the bundles and in the log. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Makes the table, or, going back, takes it away. */
export const witnessRuleTable: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw('create table witness_rule (single boolean primary key default true check (single), document json not null)')
      .execute(db)
  },
  async down(db: Kysely<unknown>): Promise<void> {
    await sql.raw('drop table witness_rule').execute(db)
  },
}

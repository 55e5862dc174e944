/** Brings the database to the newest tables and gives the service role what it needs, and no more. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { AuditStoreError } from '../errors.ts'
import { connectTimeoutMs } from '../limits.ts'
import { auditTables } from './audit-tables.ts'
import { surviveBreaks } from './survive-breaks.ts'

/**
 * Runs the migrations as the tables' owner; repeating it changes nothing.
 * @throws AuditStoreError `AUDIT_STORE_UNAVAILABLE` when the database does not answer or a migration fails.
 */
export async function migrateAuditStore(migrationUrl: string, databaseUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: migrationUrl, max: 1, connectionTimeoutMillis: connectTimeoutMs })
  surviveBreaks(pool)
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ '0001-audit': auditTables }) } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    await grant(db, roleOf(databaseUrl), roleOf(migrationUrl))
  } catch (cause) {
    throw new AuditStoreError('AUDIT_STORE_UNAVAILABLE', 'The tables of the audit store could not be made ready.', {
      cause,
    })
  } finally {
    await db.destroy()
  }
}

/** Rows may be added and taken away; an entry of the index is never changed, a head only moves. */
async function grant(db: Kysely<unknown>, service: string, owner: string): Promise<void> {
  if (service === owner) return
  const role = sql.id(service)
  await sql`grant usage on schema public to ${role}`.execute(db)
  await sql`grant select, insert, delete on audit_entry, audit_subject, audit_payload to ${role}`.execute(db)
  await sql`grant select, insert, update on audit_head to ${role}`.execute(db)
  await sql`grant execute on function audit_open_month(text), audit_drop_month(text) to ${role}`.execute(db)
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

/** Brings the database to the newest tables and gives the service role what it needs, and no more. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { RegistryError } from '../errors.ts'
import { registryTables } from './migrations/0001-registry.ts'
import { auditKeyTable } from './migrations/0002-audit-keys.ts'
import { committedEntry } from './migrations/0003-committed-entry.ts'
import { witnessRuleTable } from './migrations/0004-witnesses.ts'

const migrations = {
  '0001-registry': registryTables,
  '0002-audit-keys': auditKeyTable,
  '0003-committed-entry': committedEntry,
  '0004-witnesses': witnessRuleTable,
}
/** Tables whose rows the service may also take away: bounded stores, never records of what was decided. */
const deletable = ['bundle', 'supergraph', 'revoked_token', 'quota_lease', 'client']

/**
 * Runs the migrations as the tables' owner.
 * @throws RegistryError `STORE_UNAVAILABLE` when the database does not answer or a migration fails.
 */
export async function migrate(migrationUrl: string, databaseUrl: string): Promise<void> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: migrationUrl, max: 1 }) }),
  })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    await grant(db, roleOf(databaseUrl), roleOf(migrationUrl))
  } catch (cause) {
    throw new RegistryError('STORE_UNAVAILABLE', 503, 'The tables of the registry could not be brought up to date.', {
      cause,
    })
  } finally {
    await db.destroy()
  }
}

async function grant(db: Kysely<unknown>, service: string, owner: string): Promise<void> {
  if (service === owner) return
  const role = sql.id(service)
  await sql`grant usage on schema public to ${role}`.execute(db)
  await sql`grant select, insert, update on all tables in schema public to ${role}`.execute(db)
  await sql`revoke all on kysely_migration, kysely_migration_lock from ${role}`.execute(db)
  for (const table of deletable) await sql`grant delete on ${sql.table(table)} to ${role}`.execute(db)
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

/** Brings an agency's database to its newest tables and gives the service role what it needs, and no more. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { KitError } from '../errors.ts'

/** An agency's migrations by name, in order, and what the service may do with its tables. */
export interface TablePlan {
  readonly migrations: Readonly<Record<string, Migration>>
  /** Table → rights of the service role. */
  readonly rights: Readonly<Record<string, string>>
}

/** Rights on the kit's tables. A change row once written can be neither changed nor taken away by the service. */
export const recordTableRights: Readonly<Record<string, string>> = {
  record: 'select, insert, update',
  person: 'select, insert, update',
  change: 'select, insert',
  ingest_stage: 'select, insert, delete',
  tally: 'select, insert, update',
}

/**
 * Runs the migrations as the tables' owner, then grants.
 * @throws KitError `STORE_UNAVAILABLE`
 */
export async function migrate(migrationUrl: string, databaseUrl: string, plan: TablePlan): Promise<void> {
  const pool = new pg.Pool({ connectionString: migrationUrl, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => plan.migrations } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw error
    await grant(db, roleOf(databaseUrl), roleOf(migrationUrl), plan.rights)
  } catch (cause) {
    throw new KitError('STORE_UNAVAILABLE', 503, 'The tables could not be brought up to date.', { cause })
  } finally {
    await db.destroy()
  }
}

async function grant(
  db: Kysely<unknown>,
  service: string,
  owner: string,
  rights: Readonly<Record<string, string>>,
): Promise<void> {
  if (service === owner) return
  const role = sql.id(service)
  await sql`grant usage on schema public to ${role}`.execute(db)
  await sql`grant usage on all sequences in schema public to ${role}`.execute(db)
  for (const [table, verbs] of Object.entries(rights)) {
    await sql`revoke all on ${sql.table(table)} from ${role}`.execute(db)
    await sql`grant ${sql.raw(verbs)} on ${sql.table(table)} to ${role}`.execute(db)
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}

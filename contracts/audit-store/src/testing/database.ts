/** A database of its own on the test run's PostgreSQL, with an owner and a service role, as in a real hub. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the superuser of the run's PostgreSQL. */
    postgresAdminUrl: string
  }
}

/** Connection strings of a fresh database. */
export interface TestDatabase {
  readonly databaseUrl: string
  readonly migrationUrl: string
}

/** Makes the database and its two roles; the whole cluster ends with the run. */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl')
  const name = `audit_${randomUUID().replaceAll('-', '')}`
  const password = randomUUID()
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    for (const role of ['owner', 'service'])
      await admin.query(`create role ${name}_${role} login password '${password}'`)
    await admin.query(`create database ${name} owner ${name}_owner`)
    await admin.query(`revoke all on database ${name} from public`)
    await admin.query(`grant connect on database ${name} to ${name}_service`)
  } finally {
    await admin.end()
  }
  const url = (role: string): string => {
    const made = new URL(adminUrl)
    made.pathname = `/${name}`
    made.username = `${name}_${role}`
    made.password = password
    return made.href
  }
  return { databaseUrl: url('service'), migrationUrl: url('owner') }
}

/** Rows of one statement. */
export async function ask(url: string, sql: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

/** A database of its own for a test file, on the run's one PostgreSQL: an owner for the tables, a service role for the rows. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the superuser of the run's PostgreSQL (deploy/postgres/test-cluster.ts). */
    postgresAdminUrl: string
  }
}

/** Connection strings of one test database. `adminUrl` sees everything: what a dump would show. */
export interface TestDatabase {
  readonly databaseUrl: string
  readonly migrationUrl: string
  readonly adminUrl: string
  drop(): Promise<void>
}

/** Makes the database and its two roles. */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = inject('postgresAdminUrl')
  const name = `kit_${randomBytes(6).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  await asAdmin(adminUrl, [
    `create role ${name}_owner login password '${password}'`,
    `create role ${name}_service login password '${password}'`,
    `create database ${name} owner ${name}_owner`,
  ])
  const url = (role: string | null): string => {
    const made = new URL(adminUrl)
    made.pathname = `/${name}`
    if (role !== null) [made.username, made.password] = [`${name}_${role}`, password]
    return made.href
  }
  await asAdmin(url(null), [`revoke create on schema public from public`, `alter schema public owner to ${name}_owner`])
  return {
    databaseUrl: url('service'),
    migrationUrl: url('owner'),
    adminUrl: url(null),
    drop: () =>
      asAdmin(adminUrl, [`drop database ${name} with (force)`, `drop role ${name}_owner`, `drop role ${name}_service`]),
  }
}

async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

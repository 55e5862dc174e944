/** A database per part of the hub, each with an owner for migrations and a least-privilege role for the service. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** Connection strings of one database: `serviceUrl` reads and writes rows, `migrationUrl` owns the tables. */
export interface DatabaseUrls {
  readonly serviceUrl: string
  readonly migrationUrl: string
}

type Passwords = Readonly<Record<string, { readonly owner: string; readonly service: string }>>

/**
 * Makes databases and roles that are missing, and gives their connection strings. Passwords lie in the
 * state folder's `keys/databases.json` (mode 0600); running it again changes nothing.
 */
export async function ensureDatabases(
  adminUrl: string,
  stateDir: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, DatabaseUrls>> {
  const passwords = readPasswords(stateDir, names)
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const urls = new Map<string, DatabaseUrls>()
    for (const name of names) {
      const secret = passwords[name]
      if (secret === undefined) continue
      await ensureRole(admin, `${name}_owner`, secret.owner)
      await ensureRole(admin, `${name}_service`, secret.service)
      await ensureDatabase(admin, adminUrl, name)
      urls.set(name, {
        serviceUrl: urlOf(adminUrl, name, 'service', secret.service),
        migrationUrl: urlOf(adminUrl, name, 'owner', secret.owner),
      })
    }
    return urls
  } finally {
    await admin.end()
  }
}

async function ensureRole(admin: pg.Client, role: string, password: string): Promise<void> {
  const known = await admin.query('select 1 from pg_roles where rolname = $1', [role])
  const verb = known.rowCount === 0 ? 'create' : 'alter'
  await admin.query(`${verb} role ${admin.escapeIdentifier(role)} login password ${admin.escapeLiteral(password)}`)
}

async function ensureDatabase(admin: pg.Client, adminUrl: string, name: string): Promise<void> {
  const known = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (known.rowCount === 0)
    await admin.query(
      `create database ${admin.escapeIdentifier(name)} owner ${admin.escapeIdentifier(`${name}_owner`)}`,
    )
  await admin.query(`revoke all on database ${admin.escapeIdentifier(name)} from public`)
  await admin.query(
    `grant connect, temporary on database ${admin.escapeIdentifier(name)} to ${admin.escapeIdentifier(`${name}_service`)}`,
  )
  const inside = new pg.Client({ connectionString: withDatabase(adminUrl, name) })
  await inside.connect()
  try {
    const owner = inside.escapeIdentifier(`${name}_owner`)
    const service = inside.escapeIdentifier(`${name}_service`)
    await inside.query(`alter schema public owner to ${owner}`)
    await inside.query(`revoke create on schema public from public; grant usage on schema public to ${service}`)
  } finally {
    await inside.end()
  }
}

function readPasswords(stateDir: string, names: readonly string[]): Passwords {
  const file = join(stateDir, 'keys', 'databases.json')
  mkdirSync(join(stateDir, 'keys'), { recursive: true, mode: 0o700 })
  const known: Passwords = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const secret = (): string => randomBytes(24).toString('base64url')
  const all = { ...Object.fromEntries(names.map((name) => [name, { owner: secret(), service: secret() }])), ...known }
  writeFileSync(file, JSON.stringify(all, null, 2), { mode: 0o600 })
  return all
}

function urlOf(adminUrl: string, name: string, role: 'owner' | 'service', password: string): string {
  const url = new URL(withDatabase(adminUrl, name))
  url.username = `${name}_${role}`
  url.password = password
  return url.href
}

function withDatabase(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

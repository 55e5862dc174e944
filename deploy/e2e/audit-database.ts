/** The audit store of a hub under test, asked past all doors. */
import pg from 'pg'
import { portsFrom } from '../hub/ports.ts'
import type { HubUnderTest } from './hub-under-test.ts'

/** The audit store's own connection string, service role. */
export function auditDatabaseUrl(hub: HubUnderTest): string {
  const { audit } = hub.readKey('keys/databases.json') as { audit: { service: string } }
  const { postgres } = portsFrom(Number(new URL(hub.file.gateway).port))
  return `postgres://audit_service:${audit.service}@127.0.0.1:${postgres}/audit`
}

/** Rows of one statement. */
export async function askAuditStore(
  hub: HubUnderTest,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: auditDatabaseUrl(hub) })
  await client.connect()
  try {
    return (await client.query(sql, [...values])).rows
  } finally {
    await client.end()
  }
}

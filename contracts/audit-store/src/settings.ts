/** Settings of a log's keeper, read by the process that starts it. */
import type { AuditDatabase } from './keeper/messages.ts'

/** Where payloads and index go. Who signs the checkpoints beside the log is no setting: the office decides it, and the bundle says it. */
export interface KeeperSettings {
  /** `AUDIT_DATABASE_URL`, `AUDIT_MIGRATION_URL`; `null` where there is none: payloads stay in the log's files. */
  readonly database: AuditDatabase | null
  /** `NODE_COMPILE_CACHE` of this process. */
  readonly compileCache: string | null
}

/** A log without database. */
export const noKeeperSettings: KeeperSettings = Object.freeze({
  database: null,
  compileCache: null,
})

/** Reads them; what is wrong is added to `mistakes`. */
export function readKeeperSettings(
  env: Readonly<Record<string, string | undefined>>,
  mistakes: string[],
): KeeperSettings {
  return {
    database: readDatabase(env, mistakes),
    compileCache: env['NODE_COMPILE_CACHE'] ?? null,
  }
}

function readDatabase(env: Readonly<Record<string, string | undefined>>, mistakes: string[]): AuditDatabase | null {
  const databaseUrl = env['AUDIT_DATABASE_URL'] ?? ''
  const migrationUrl = env['AUDIT_MIGRATION_URL'] ?? ''
  for (const [name, url] of [
    ['AUDIT_DATABASE_URL', databaseUrl],
    ['AUDIT_MIGRATION_URL', migrationUrl],
  ] as const) {
    const isDatabase = url === '' || /^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? '')
    if (!isDatabase) mistakes.push(`${name}: expected postgres://…`)
  }
  if (databaseUrl === '') return null
  return { databaseUrl, ...(migrationUrl === '' ? {} : { migrationUrl }) }
}

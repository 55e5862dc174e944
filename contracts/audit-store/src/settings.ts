/** Settings of a log's keeper, read by the process that starts it. */
import { readFileSync } from 'node:fs'
import { AuditLogError, readWitnessPolicy } from '@xinqiao/audit-log'
import type { AuditDatabase } from './keeper/messages.ts'

/** Where payloads and index go, and who signs the checkpoints beside the log. */
export interface KeeperSettings {
  /** `AUDIT_DATABASE_URL`, `AUDIT_MIGRATION_URL`; `null` where there is none: payloads stay in the log's files. */
  readonly database: AuditDatabase | null
  /** Content of the file that `AUDIT_WITNESSES` names: `{ "witnesses": [{ "vkey", "url" }], "quorum": 2 }`; `null` without. */
  readonly witnesses: unknown
  /** `NODE_COMPILE_CACHE` of this process. */
  readonly compileCache: string | null
}

/** A log without database and witnesses. */
export const noKeeperSettings: KeeperSettings = Object.freeze({
  database: null,
  witnesses: null,
  compileCache: null,
})

/** Reads them; what is wrong is added to `mistakes`. */
export function readKeeperSettings(
  env: Readonly<Record<string, string | undefined>>,
  mistakes: string[],
): KeeperSettings {
  return {
    database: readDatabase(env, mistakes),
    witnesses: readWitnesses(env['AUDIT_WITNESSES'], mistakes),
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

function readWitnesses(file: string | undefined, mistakes: string[]): unknown {
  if (file === undefined || file === '') return null
  try {
    const policy: unknown = JSON.parse(readFileSync(file, 'utf8'))
    readWitnessPolicy(policy)
    return policy
  } catch (error) {
    const why = error instanceof AuditLogError ? error.message : 'it cannot be read as JSON'
    mistakes.push(`AUDIT_WITNESSES: expected a file with a witness policy (${why})`)
    return null
  }
}

/** Settings of a subgraph: read once from the environment, all mistakes named at once. The only reader of process.env here. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProviderId } from '@xinqiao/schema'
import { KitError } from './errors.ts'

/** A JSON Web Key. */
export type KeyJwk = Readonly<Record<string, unknown>>

/** Secrets of one agency: made there, never leaving (trust.md §2). */
export interface AgencyKeys {
  /** Ed25519 private key: answers and ingest. */
  readonly agency: KeyJwk
  /** X25519 private key: the hourly keys. */
  readonly agreement: KeyJwk
  /** Makes `ref` from a document number; the same at the hub and every kit. */
  readonly ref: Uint8Array
  /** Seals document numbers in the agency's database. */
  readonly records: Uint8Array
}

/** One full, frozen configuration; made by `readAgencyConfig`, or by hand in tests. */
export interface AgencyConfig {
  readonly profile: 'development' | 'production'
  /** `HUB_CLOCK`: moves legal time only. */
  readonly clock: string
  readonly host: string
  readonly port: number
  /** The agency's own address as the hub calls it; `null` takes the bound one (tests, port 0). */
  readonly publicUrl: string | null
  readonly registryUrl: string
  /** Public key of the office root, pinned at onboarding. */
  readonly officeRoot: KeyJwk
  readonly stateDir: string
  /** Role that reads and writes rows, and nothing else. */
  readonly databaseUrl: string
  /** Role that owns the tables; runs the migrations and is not used again. */
  readonly migrationUrl: string
  readonly keys: AgencyKeys
  /** A catalog in the format of law/catalog.yaml instead of the built-in one. */
  readonly catalogFile: string | null
  readonly logLevel: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the environment of one agency; `prefix` names its database variables (`TAX` → `TAX_DATABASE_URL`).
 * @throws KitError `CONFIG_INVALID` with every mistake.
 */
export function readAgencyConfig(
  provider: ProviderId,
  prefix: string,
  standardPort: number,
  env: Environment = process.env,
): AgencyConfig {
  const mistakes: string[] = []
  const need = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') mistakes.push(`${name}: expected a value, got none`)
    return value ?? ''
  }
  const profile = env['XINQIAO_PROFILE'] ?? 'development'
  if (profile !== 'development' && profile !== 'production')
    mistakes.push('XINQIAO_PROFILE: expected development or production')
  const production = profile === 'production'
  const clock = env['HUB_CLOCK'] ?? 'system'
  if (production && clock !== 'system') mistakes.push('HUB_CLOCK: the production profile keeps the system clock')
  const port = Number(env['PORT'] ?? standardPort)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) mistakes.push('PORT: expected a port, 0 to 65535')
  const publicUrl = env['PUBLIC_URL'] ?? null
  if (publicUrl === null ? production : !URL.canParse(publicUrl))
    mistakes.push('PUBLIC_URL: expected the URL the hub calls')
  const folder = need('KEYS_DIR')
  const databaseUrl = need(`${prefix}_DATABASE_URL`)
  const config: AgencyConfig = {
    profile: production ? 'production' : 'development',
    clock,
    host: env['HOST'] ?? '127.0.0.1',
    port,
    publicUrl: publicUrl?.replace(/\/$/u, '') ?? null,
    registryUrl: need('REGISTRY_URL').replace(/\/$/u, ''),
    officeRoot: readJwk(need('OFFICE_ROOT'), 'OFFICE_ROOT', mistakes),
    stateDir: need('STATE_DIR'),
    databaseUrl,
    migrationUrl: env[`${prefix}_MIGRATION_URL`] ?? databaseUrl,
    keys: {
      agency: readJwk(join(folder, `agency-${provider}.jwk.json`), 'KEYS_DIR', mistakes),
      agreement: readJwk(join(folder, `agency-${provider}-agreement.jwk.json`), 'KEYS_DIR', mistakes),
      ref: readSecret(join(folder, 'ref.key'), mistakes),
      records: readSecret(join(folder, `records-${provider}.key`), mistakes),
    },
    catalogFile: env['CATALOG_FILE'] ?? null,
    logLevel: env['LOG_LEVEL'] ?? 'info',
  }
  if (mistakes.length > 0) throw new KitError('CONFIG_INVALID', 0, `Settings are wrong: ${mistakes.join('; ')}.`)
  return Object.freeze(config)
}

function readJwk(file: string, variable: string, mistakes: string[]): KeyJwk {
  try {
    const key: KeyJwk = JSON.parse(readFileSync(file, 'utf8'))
    return key
  } catch {
    mistakes.push(`${variable}: expected a JSON Web Key in ${file}`)
    return {}
  }
}

/** A secret of 32 bytes, base64url in its file. */
function readSecret(file: string, mistakes: string[]): Uint8Array {
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
    if (secret.byteLength >= 32) return secret
  } catch {
    // Named below like a secret that is too short.
  }
  mistakes.push(`KEYS_DIR: expected a secret of at least 32 bytes in ${file}`)
  return new Uint8Array()
}

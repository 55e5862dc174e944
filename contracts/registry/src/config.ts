/** Settings of the registry: read once from the environment, all mistakes named at once. The only reader of process.env here. */
import { join, resolve, sep } from 'node:path'
import { type KeeperSettings, readKeeperSettings } from '@xinqiao/audit-store'
import { RegistryError } from './errors.ts'
import { type RegistryKeys, readKeys } from './keys/signing-keys.ts'
import { retentionMonthsDefault, retentionMonthsMin } from './limits.ts'

/** One full, frozen configuration; made by `readConfig`, or by hand in tests. */
export interface RegistryConfig {
  readonly profile: 'development' | 'production'
  /** `HUB_CLOCK`: moves legal time only. */
  readonly clock: string
  readonly host: string
  readonly registryPort: number
  readonly issuerPort: number
  /** Public URLs; `null` takes the bound address (development, port 0). */
  readonly registryUrl: string | null
  readonly issuerUrl: string | null
  /** Audience of access tokens. */
  readonly gatewayUrl: string
  readonly stateDir: string
  /** The key store: months' keys, its agreement key, keys of the registry's audit origins. Never the log's folder. */
  readonly keyStoreDir: string
  /** Months after which a month's keys are destroyed. */
  readonly retentionMonths: number
  /** Database of the audit log; the registry brings the audit store's tables up to date. */
  readonly auditKeeper: KeeperSettings
  /** Addresses of the nodes whose checkpoints this registry takes, by name; none without the role `provincial`. */
  readonly provincialNodes: Readonly<Record<string, string>>
  /** Where generated client keys go (development). */
  readonly keysDir: string
  /** Least-privilege service role. */
  readonly databaseUrl: string
  /** Owner of the tables, for migrations. */
  readonly migrationUrl: string
  readonly keys: RegistryKeys
  /** Hosts an agency's endpoint may name: exact, or a suffix beginning with a dot. */
  readonly agencyHosts: readonly string[]
  readonly logLevel: string
}

export { publicHalf, type RegistryKeys } from './keys/signing-keys.ts'

type Environment = Readonly<Record<string, string | undefined>>

const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Reads the environment.
 * @throws RegistryError `CONFIG_INVALID` with every mistake.
 */
export function readConfig(env: Environment = process.env): RegistryConfig {
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
  const keysDir = need('KEYS_DIR')
  const stateDir = need('STATE_DIR')
  const stored = keyStore(env['KEY_STORE_DIR'] ?? join(stateDir, 'key-store'), join(stateDir, 'audit'), mistakes)
  const config: RegistryConfig = {
    profile: production ? 'production' : 'development',
    clock,
    host: env['HOST'] ?? '127.0.0.1',
    registryPort: port(env, 'PORT', 4002, mistakes),
    issuerPort: port(env, 'ISSUER_PORT', 4001, mistakes),
    registryUrl: url(env, 'PUBLIC_URL', production, mistakes),
    issuerUrl: url(env, 'ISSUER_URL', production, mistakes),
    gatewayUrl: url(env, 'GATEWAY_URL', true, mistakes) ?? '',
    stateDir,
    keyStoreDir: stored,
    retentionMonths: retention(env, mistakes),
    auditKeeper: readKeeperSettings(env, mistakes),
    provincialNodes: nodes(env, mistakes),
    keysDir,
    databaseUrl: need('REGISTRY_DATABASE_URL'),
    migrationUrl: env['REGISTRY_MIGRATION_URL'] ?? env['REGISTRY_DATABASE_URL'] ?? '',
    keys: readKeys(keysDir, stored, production, mistakes),
    agencyHosts: env['AGENCY_HOSTS']?.split(',').map((host) => host.trim()) ?? (production ? [] : loopback),
    logLevel: env['LOG_LEVEL'] ?? 'info',
  }
  if (mistakes.length > 0) throw new RegistryError('CONFIG_INVALID', 0, `Settings are wrong: ${mistakes.join('; ')}.`)
  return Object.freeze(config)
}

function port(env: Environment, name: string, standard: number, mistakes: string[]): number {
  const value = Number(env[name] ?? standard)
  if (!Number.isInteger(value) || value < 0 || value > 65_535) mistakes.push(`${name}: expected a port, 0 to 65535`)
  return value
}

/** `gateway=https://gateway.example,feeds=https://…` */
function nodes(env: Environment, mistakes: string[]): Readonly<Record<string, string>> {
  const pairs = (env['AUDIT_PROVINCIAL'] ?? '').split(',').filter((pair) => pair.trim() !== '')
  const found = pairs.map((pair) => /^([a-z0-9.-]+)=(https?:\/\/[^/\s]+)$/u.exec(pair.trim()))
  if (found.includes(null)) mistakes.push('AUDIT_PROVINCIAL: expected <node>=<address>, parted by commas')
  return Object.fromEntries(found.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? '']])))
}

/** What is copied or shown with the log must never bring its keys along (audit.md §2). */
function keyStore(folder: string, logDir: string, mistakes: string[]): string {
  if (`${resolve(folder)}${sep}`.startsWith(`${resolve(logDir)}${sep}`))
    mistakes.push('KEY_STORE_DIR: expected a folder outside that of the audit log')
  return folder
}

function retention(env: Environment, mistakes: string[]): number {
  const months = Number(env['AUDIT_RETENTION_MONTHS'] ?? retentionMonthsDefault)
  if (!Number.isSafeInteger(months) || months < retentionMonthsMin)
    mistakes.push(
      `AUDIT_RETENTION_MONTHS: expected a whole number of months, ${retentionMonthsMin} at least (OPI-XXIV.b)`,
    )
  return months
}

function url(env: Environment, name: string, needed: boolean, mistakes: string[]): string | null {
  const value = env[name]
  if (value === undefined || value === '') {
    if (needed) mistakes.push(`${name}: expected a URL, got none`)
    return null
  }
  if (!URL.canParse(value)) mistakes.push(`${name}: expected a URL`)
  return value.replace(/\/$/, '')
}

/** Settings of the gateway: read once from the environment, all mistakes named at once. The only reader of process.env here. */
import { readFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { type KeeperSettings, readKeeperSettings } from '@xinqiao/audit-store'
import type { Jwk } from '@xinqiao/contracts'
import { GatewayError } from './errors.ts'

/** Keys of the gateway; each has one use (trust.md §2). */
export interface GatewayKeys {
  /** Ed25519 private key: fetches of agencies that ask for it, and leases. */
  readonly fetch: Jwk
  /** X25519 private key: the hourly keys. */
  readonly agreement: Jwk
  /** ES256 private key: statements over answers. */
  readonly answer: Jwk
  /** Seals the cursors of pages; 32 bytes. */
  readonly cursor: Uint8Array
  /** Makes `ref` from a document number; the same at the hub and every kit. */
  readonly ref: Uint8Array
}

/** One full, frozen configuration; made by `readConfig`, or by hand in tests. */
export interface GatewayConfig {
  readonly profile: 'development' | 'production'
  /** `HUB_CLOCK`: moves legal time only. */
  readonly clock: string
  readonly host: string
  readonly port: number
  /** The door's own address as callers name it; `null` takes the bound one (development, port 0). */
  readonly publicUrl: string | null
  readonly registryUrl: string
  /** Public key of the office root, pinned at onboarding. */
  readonly officeRoot: Jwk
  readonly stateDir: string
  /** Keys made or taken by this process itself: of its audit origins, the sealed copy of the months' keys. Never the log's folder. */
  readonly ownKeysDir: string
  /** Database of the audit log; its witnesses stand in the bundle. */
  readonly auditKeeper: KeeperSettings
  readonly keys: GatewayKeys
  /** Name of this replica in receipts: `xinqiao/audit/<node>`; one audit folder a node. */
  readonly node: string
  readonly logLevel: string
}

type Environment = Readonly<Record<string, string | undefined>>

const secretBytesMin = 32

/**
 * Reads the environment.
 * @throws GatewayError `CONFIG_INVALID` with every mistake.
 */
export function readConfig(env: Environment = process.env): GatewayConfig {
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
  const folder = need('KEYS_DIR')
  const stateDir = need('STATE_DIR')
  const config: GatewayConfig = {
    profile: production ? 'production' : 'development',
    clock,
    host: env['HOST'] ?? '127.0.0.1',
    port: readPort(env['PORT'] ?? '4000', mistakes),
    publicUrl: readUrl('PUBLIC_URL', env['PUBLIC_URL'], production, mistakes),
    registryUrl: readUrl('REGISTRY_URL', env['REGISTRY_URL'], true, mistakes) ?? '',
    officeRoot: readJwk('OFFICE_ROOT', need('OFFICE_ROOT'), mistakes),
    stateDir,
    ownKeysDir: readOwnKeysDir(env['OWN_KEYS_DIR'] ?? join(stateDir, 'own-keys'), join(stateDir, 'audit'), mistakes),
    auditKeeper: readKeeperSettings(env, mistakes),
    keys: {
      fetch: readJwk('KEYS_DIR', join(folder, 'fetch.jwk.json'), mistakes),
      agreement: readJwk('KEYS_DIR', join(folder, 'agreement.jwk.json'), mistakes),
      answer: readJwk('KEYS_DIR', join(folder, 'answer.jwk.json'), mistakes),
      cursor: readSecret(join(folder, 'cursor.key'), mistakes),
      ref: readSecret(join(folder, 'ref.key'), mistakes),
    },
    node: env['HUB_NODE'] ?? 'gateway',
    logLevel: env['LOG_LEVEL'] ?? 'info',
  }
  if (mistakes.length > 0) throw new GatewayError('CONFIG_INVALID', `Settings are wrong: ${mistakes.join('; ')}.`)
  return Object.freeze(config)
}

/** Nothing calls home: @apollo/server and @apollo/gateway export and report unless this stands before their objects are made (trust.md §12). */
export function silenceApollo(env: Record<string, string | undefined> = process.env): void {
  env['APOLLO_TELEMETRY_DISABLED'] = '1'
  for (const name of ['APOLLO_KEY', 'APOLLO_GRAPH_REF', 'APOLLO_SCHEMA_REPORTING']) delete env[name]
}

/** Environment of the processes beside the gateway: nothing of its settings, nothing that calls home. */
export function childEnvironment(env: Environment = process.env): Record<string, string> {
  const compiled = env['NODE_COMPILE_CACHE']
  return {
    TZ: 'UTC',
    APOLLO_TELEMETRY_DISABLED: '1',
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
  }
}

/** What is copied or shown with the log must never bring its keys along (audit.md §2). */
function readOwnKeysDir(folder: string, logDir: string, mistakes: string[]): string {
  if (`${resolve(folder)}${sep}`.startsWith(`${resolve(logDir)}${sep}`))
    mistakes.push('OWN_KEYS_DIR: expected a folder outside that of the audit log')
  return folder
}

function readPort(text: string, mistakes: string[]): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) mistakes.push('PORT: expected a port, 0 to 65535')
  return port
}

function readUrl(name: string, value: string | undefined, needed: boolean, mistakes: string[]): string | null {
  if (value === undefined || value === '') {
    if (needed) mistakes.push(`${name}: expected a URL, got none`)
    return null
  }
  if (!URL.canParse(value)) mistakes.push(`${name}: expected a URL`)
  return value.replace(/\/$/u, '')
}

function readJwk(name: string, file: string, mistakes: string[]): Jwk {
  try {
    const key: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof key === 'object' && key !== null) return key as Jwk
  } catch {
    // Named below like a file that holds no key.
  }
  mistakes.push(`${name}: expected a JSON Web Key in ${file}`)
  return {}
}

/** A secret, base64url in its file. */
function readSecret(file: string, mistakes: string[]): Uint8Array {
  try {
    const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
    if (secret.byteLength >= secretBytesMin) return secret
  } catch {
    // Named below like a secret that is too short.
  }
  mistakes.push(`KEYS_DIR: expected a secret of at least ${secretBytesMin} bytes in ${file}`)
  return new Uint8Array()
}

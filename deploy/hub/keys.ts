/** The demo hub's keys: made on the first start, kept in the state folder's `keys/`, each file readable by its owner only. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPairJwk } from '@xinqiao/schema'

/** A JSON Web Key. */
export type Jwk = Readonly<Record<string, unknown>>

const secretBytes = 32
const hubKeys: readonly (readonly [file: string, algorithm: 'ES256' | 'Ed25519' | 'X25519'])[] = [
  ['office-root', 'Ed25519'],
  ['bundle', 'Ed25519'],
  ['operator', 'Ed25519'],
  ['auditor', 'Ed25519'],
  ['fetch', 'Ed25519'],
  ['agreement', 'X25519'],
  ['token', 'ES256'],
  ['answer', 'ES256'],
]
const hubSecrets: readonly string[] = ['ref', 'cursor', 'pseudonym']

/** Makes every key that is missing; one that is there is never replaced. Gives the folder they lie in. */
export async function ensureKeys(stateDir: string, agencies: readonly string[]): Promise<string> {
  const folder = join(stateDir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const [name, algorithm] of hubKeys) await ensureJwk(folder, name, algorithm)
  for (const name of hubSecrets) ensureSecret(folder, name)
  for (const agency of agencies) {
    await ensureJwk(folder, `agency-${agency}`, 'Ed25519')
    await ensureJwk(folder, `agency-${agency}-agreement`, 'X25519')
    ensureSecret(folder, `records-${agency}`)
  }
  writeFileSync(
    join(folder, 'office-root.public.jwk.json'),
    JSON.stringify(publicHalf(readJwk(folder, 'office-root')), null, 2),
  )
  return folder
}

/** Reads one key file by name. */
export function readJwk(folder: string, name: string): Jwk {
  const key: Jwk = JSON.parse(readFileSync(join(folder, `${name}.jwk.json`), 'utf8'))
  return key
}

/** The public half of a key: every private member left out. */
export function publicHalf(key: Jwk): Jwk {
  const { d: _private, ...rest } = key
  return rest
}

async function ensureJwk(folder: string, name: string, algorithm: 'ES256' | 'Ed25519' | 'X25519'): Promise<void> {
  const file = join(folder, `${name}.jwk.json`)
  if (existsSync(file)) return
  const pair = await generateKeyPairJwk(algorithm)
  writeFileSync(file, JSON.stringify(pair.privateKey, null, 2), { mode: 0o600 })
}

function ensureSecret(folder: string, name: string): void {
  const file = join(folder, `${name}.key`)
  if (!existsSync(file)) writeFileSync(file, randomBytes(secretBytes).toString('base64url'), { mode: 0o600 })
}

/**
 * The demo hub's keys: made on the first start, each file readable by its owner only. What the registry signs with, and the
 * master of `ref`, lie in its key store, `key-store/`; what the other parts and the command line work with in `keys/`.
 */
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKeyPairJwk } from '@xinqiao/schema'

/** A JSON Web Key. */
export type Jwk = Readonly<Record<string, unknown>>

const secretBytes = 32
const hubKeys: readonly (readonly [file: string, algorithm: 'ES256' | 'Ed25519' | 'X25519'])[] = [
  ['operator', 'Ed25519'],
  ['auditor', 'Ed25519'],
  ['fetch', 'Ed25519'],
  ['agreement', 'X25519'],
  ['answer', 'ES256'],
]
const storeKeys: typeof hubKeys = [
  ['office-root', 'Ed25519'],
  ['bundle', 'Ed25519'],
  ['token', 'ES256'],
]

/** The registry's key store in this state folder. */
export function keyStoreOf(stateDir: string): string {
  return join(stateDir, 'key-store')
}

/** Makes every key that is missing; one that is there is never replaced. Gives the folder they lie in. */
export async function ensureKeys(stateDir: string, agencies: readonly string[]): Promise<string> {
  const folder = join(stateDir, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The office's list tells since when each of them is honoured.
  const made = new Date().toISOString()
  for (const [name, algorithm] of hubKeys) await ensureJwk(folder, name, algorithm, { made })
  ensureSecret(folder, 'cursor')
  const store = await ensureKeyStore(stateDir, folder)
  for (const agency of agencies) {
    await ensureJwk(folder, `agency-${agency}`, 'Ed25519')
    await ensureJwk(folder, `agency-${agency}-agreement`, 'X25519')
    ensureSecret(folder, `records-${agency}`)
  }
  writeFileSync(
    join(folder, 'office-root.public.jwk.json'),
    JSON.stringify(publicHalf(readJwk(store, 'office-root')), null, 2),
  )
  return folder
}

/** A folder of before the key store keeps its keys: they are moved, never made anew. */
async function ensureKeyStore(stateDir: string, folder: string): Promise<string> {
  const store = keyStoreOf(stateDir)
  mkdirSync(store, { recursive: true, mode: 0o700 })
  for (const [name, algorithm] of storeKeys) {
    const [former, kept] = [join(folder, `${name}.jwk.json`), join(store, `${name}.jwk.json`)]
    if (existsSync(former) && !existsSync(kept)) renameSync(former, kept)
    await ensureJwk(store, name, algorithm)
  }
  const [handedOut, master] = [join(folder, 'ref.key'), join(store, 'ref.key')]
  if (existsSync(handedOut) && !existsSync(master)) copyFileSync(handedOut, master)
  ensureSecret(store, 'ref')
  if (!existsSync(handedOut)) copyFileSync(master, handedOut)
  return store
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

async function ensureJwk(
  folder: string,
  name: string,
  algorithm: 'ES256' | 'Ed25519' | 'X25519',
  more: Jwk = {},
): Promise<void> {
  const file = join(folder, `${name}.jwk.json`)
  if (existsSync(file)) return
  const pair = await generateKeyPairJwk(algorithm)
  writeFileSync(file, JSON.stringify({ ...pair.privateKey, ...more }, null, 2), { mode: 0o600 })
}

function ensureSecret(folder: string, name: string): void {
  const file = join(folder, `${name}.key`)
  if (!existsSync(file)) writeFileSync(file, randomBytes(secretBytes).toString('base64url'), { mode: 0o600 })
}

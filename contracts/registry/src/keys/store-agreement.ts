/** The key store's own X25519 key: with it and the asker's, months' keys are sealed; its public half is on the office's list. */
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecretFile } from '@xinqiao/audit-log'
import type { Jwk } from '@xinqiao/contracts'
import { keyError } from './key-errors.ts'

const name = 'agreement.jwk.json'

/**
 * The private key in this folder, made where there is none.
 * @throws RegistryError `KEYS_DAMAGED`
 */
export function storeAgreement(directory: string): Jwk {
  const file = join(directory, name)
  const made = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
  createSecretFile(file, Buffer.from(JSON.stringify(made)))
  try {
    const { kty, crv, x, d } = JSON.parse(readFileSync(file, 'utf8')) as Jwk
    if (kty === 'OKP' && crv === 'X25519' && typeof x === 'string' && typeof d === 'string') return { kty, crv, x, d }
  } catch (cause) {
    throw keyError('KEYS_DAMAGED', name, { cause })
  }
  throw keyError('KEYS_DAMAGED', name)
}

/**
 * The keys that sign checkpoints: one Ed25519 key an origin, and so a year, made when the origin is first opened and
 * kept as a JSON Web Key in a folder of its own, never beside the log that it vouches for (audit.md §3, trust.md §2).
 */
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { type CheckpointSigner, fileSigner } from '../notes/index.ts'
import { createSecretFile } from './secret-file.ts'

export interface CheckpointKeys {
  /**
   * The signer of an origin; its key is made where there is none.
   * @throws AuditLogError `AUDIT_KEY` when the file holds no such key
   */
  signerFor(origin: string): Promise<CheckpointSigner>
  /** Where an origin's key lies: what a process of its own is told, so that no key travels. */
  fileOf(origin: string): string
}

/** The keys of this folder. Any process that may read it gives the same signers. */
export function checkpointKeys(directory: string): CheckpointKeys {
  const fileOf = (origin: string): string => join(directory, `${encodeURIComponent(origin)}.jwk.json`)
  return {
    fileOf,
    signerFor: async (origin) => signerIn(fileOf(origin), origin),
  }
}

/**
 * The signer whose key lies in this file.
 * @throws AuditLogError `AUDIT_KEY`
 */
export function signerIn(file: string, origin: string): CheckpointSigner {
  try {
    const made = readKey(file) ?? makeKey(file)
    return fileSigner(origin, made)
  } catch (cause) {
    throw new AuditLogError('AUDIT_KEY', 'expected an Ed25519 key in the folder of checkpoint keys', { cause })
  }
}

function readKey(file: string): JsonWebKey | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonWebKey
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Of two processes that make it at once, both take the one that was first. */
function makeKey(file: string): JsonWebKey {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  createSecretFile(file, Buffer.from(JSON.stringify(key)))
  const kept = readKey(file)
  if (kept === undefined) throw new Error('expected the key that was just made')
  return kept
}

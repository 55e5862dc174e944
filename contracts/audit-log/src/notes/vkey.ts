/**
 * Names of keys as C2SP signed-note writes them: `<name>+<key id, 8 hexadecimal digits>+base64(type byte | public key)`,
 * key id = first four bytes of SHA-256(name | 0A | type byte | public key).
 */
import { createPublicKey, hash, type KeyObject } from 'node:crypto'
import { AuditLogError } from '../errors.ts'
import { fromBase64 } from './base64.ts'

/** What a key signs: a log its checkpoints, or a witness the checkpoints of others, with the time (C2SP tlog-cosignature). */
export type KeyUse = 'log' | 'witness'

/** A public key with its name. `id`: four bytes as an unsigned number. */
export interface NoteKey {
  readonly name: string
  readonly id: number
  readonly use: KeyUse
  readonly publicKey: KeyObject
}

const typeOfUse = { log: 0x01, witness: 0x04 } as const
const rawKeyBytes = 32
const idBytes = 4

/**
 * Reads a key.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`
 */
export function readVkey(text: string): NoteKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text)
  const [, name = '', id = '', encoded = ''] = match ?? []
  const key = fromBase64(encoded)
  if (match === null || key === undefined || !isKeyName(name)) throw invalid('expected <name>+<key id>+<base64 key>')
  const use = useOfType(key[0])
  if (use === undefined || key.length !== 1 + rawKeyBytes) {
    throw invalid('expected an Ed25519 key of a log (type 01) or of a witness (type 04)')
  }
  const expected = keyId(name, key)
  if (expected !== Number.parseInt(id, 16)) throw invalid('its key id does not fit its name and key; copy it whole')
  return { name, id: expected, use, publicKey: publicKeyOf(key.subarray(1)) }
}

/**
 * Writes a key.
 * @throws AuditLogError `AUDIT_NOTE_INVALID` for a name with a space or a plus, or a key that is not Ed25519
 */
export function vkeyOf(name: string, publicKey: KeyObject, use: KeyUse): string {
  if (!isKeyName(name)) throw invalid('expected a key name without spaces and plus signs')
  if (publicKey.asymmetricKeyType !== 'ed25519') throw invalid('expected an Ed25519 key')
  const raw = fromBase64Url(publicKey.export({ format: 'jwk' }).x ?? '')
  const key = Buffer.concat([Buffer.of(typeOfUse[use]), raw])
  return `${name}+${keyId(name, key)
    .toString(16)
    .padStart(2 * idBytes, '0')}+${key.toString('base64')}`
}

/** Whether this can name a key: not empty, no space of any kind, no control character, no plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\p{White_Space}\p{Cc}+]/u.test(name)
}

function keyId(name: string, key: Buffer): number {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), key]), 'buffer').readUInt32BE(0)
}

function useOfType(type: number | undefined): KeyUse | undefined {
  if (type === typeOfUse.log) return 'log'
  return type === typeOfUse.witness ? 'witness' : undefined
}

function publicKeyOf(raw: Buffer): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
}

function fromBase64Url(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}

function invalid(message: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', `verifier key: ${message}`)
}

/**
 * What is signed, by the use of the key. A log signs the note's text itself (C2SP signed-note, Ed25519). A witness signs
 * `cosignature/v1`, `time <POSIX seconds>`, then the text, and its signature is `u64 time | 64 bytes` (C2SP tlog-cosignature).
 */
import { verify } from 'node:crypto'
import type { NoteKey } from './vkey.ts'

const timeBytes = 8
const signatureBytes = 64

/** Whether a signature line's bytes are this key's signature of the text. */
export function signatureHolds(key: NoteKey, text: string, signature: Buffer): boolean {
  if (key.use === 'log') return holds(key, Buffer.from(text), signature)
  const atSeconds = cosignedAt(signature)
  return atSeconds !== undefined && holds(key, cosignedMessage(text, atSeconds), signature.subarray(timeBytes))
}

/** When a witness signed, in POSIX seconds; undefined where the bytes are no timed signature. */
export function cosignedAt(signature: Buffer): number | undefined {
  if (signature.length !== timeBytes + signatureBytes) return undefined
  const atSeconds = signature.readBigUInt64BE(0)
  return atSeconds <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(atSeconds) : undefined
}

/** The bytes that a witness signs. */
export function cosignedMessage(text: string, atSeconds: number): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${atSeconds}\n${text}`)
}

/** A witness's signature with its time before it. */
export function timedSignature(atSeconds: number, signature: Uint8Array): Buffer {
  const time = Buffer.alloc(timeBytes)
  time.writeBigUInt64BE(BigInt(atSeconds))
  return Buffer.concat([time, signature])
}

function holds({ publicKey }: NoteKey, message: Buffer, signature: Buffer): boolean {
  return signature.length === signatureBytes && verify(null, message, publicKey, signature)
}

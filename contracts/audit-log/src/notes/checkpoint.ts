/**
 * C2SP tlog-checkpoint: a signed note whose text is three lines, origin, size in decimal, root in base64.
 * This log puts nothing else in it and refuses more, so that a checkpoint says one thing only.
 */
import { AuditLogError } from '../errors.ts'
import { hashBytes } from '../merkle/suite.ts'
import { fromBase64 } from './base64.ts'
import { cosignedMessage, timedSignature } from './signature.ts'
import { type OpenedNote, openNote, readNote, signatureLine } from './signed-note.ts'
import type { CheckpointSigner } from './signer.ts'
import { type NoteKey, readVkey } from './vkey.ts'

/** The state of a log. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

/** A checkpoint whose signatures hold. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: OpenedNote
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Signs a state: the whole note. */
export async function signCheckpoint(checkpoint: Checkpoint, signer: CheckpointSigner): Promise<string> {
  const text = checkpointText(checkpoint)
  const signature = Buffer.from(await signer.sign(Buffer.from(text)))
  const { name, id } = readVkey(signer.vkey)
  return `${text}\n${signatureLine({ name, id, signature })}`
}

/**
 * Reads the text of a note as a checkpoint.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`
 */
export function readCheckpoint(text: string): Checkpoint {
  const [origin = '', digits = '', encoded = '', end, ...more] = text.split('\n')
  const root = fromBase64(encoded)
  const size = Number(digits)
  const isSize = /^(0|[1-9][0-9]*)$/.test(digits) && Number.isSafeInteger(size)
  if (origin === '' || !isSize || root?.length !== hashBytes || end !== '' || more.length > 0) {
    throw new AuditLogError('AUDIT_NOTE_INVALID', 'checkpoint: expected origin, size and root, a line each')
  }
  return { origin, size, root }
}

/**
 * Opens a signed checkpoint. The log's own signature must be among those that hold; witnesses' may be.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`, `AUDIT_SIGNATURE_INVALID`
 */
export function openCheckpoint(note: string, log: NoteKey, witnesses: readonly NoteKey[] = []): OpenedCheckpoint {
  const opened = openNote(note, [log, ...witnesses])
  if (!opened.signedBy.some(({ key }) => key === log)) {
    throw new AuditLogError('AUDIT_SIGNATURE_INVALID', 'checkpoint: the key of the log did not sign it')
  }
  return { ...readCheckpoint(opened.text), note: opened }
}

/**
 * A witness's signature line for a checkpoint (C2SP tlog-cosignature); the caller has checked signature and consistency.
 * `signer`: made for the use `witness`.
 */
export async function cosign(note: string, signer: CheckpointSigner, atSeconds: number): Promise<string> {
  const { text } = readNote(note)
  const signature = await signer.sign(cosignedMessage(text, atSeconds))
  const { name, id } = readVkey(signer.vkey)
  return signatureLine({ name, id, signature: timedSignature(atSeconds, signature) })
}

/**
 * C2SP signed-note: the text, ending in a newline; an empty line; then one line for each signature,
 * `— <key name> base64(key id, 4 bytes | signature)`. Signatures of unknown keys are passed over, one of a known key must hold.
 */
import { AuditLogError } from '../errors.ts'
import { noteBytesMax, noteSignaturesMax } from '../limits.ts'
import { fromBase64 } from './base64.ts'
import { signatureHolds } from './signature.ts'
import { isKeyName, type NoteKey } from './vkey.ts'

/** One signature line. `signature` without the key id. */
export interface SignatureLine {
  readonly name: string
  readonly id: number
  readonly signature: Buffer
}

/** A note taken apart, nothing of it checked yet. `text` ends in its newline. */
export interface UnopenedNote {
  readonly text: string
  readonly lines: readonly SignatureLine[]
}

/** A note whose signatures hold. `signedBy`: the known keys that signed, each once; `others`: lines of keys that were not given. */
export interface OpenedNote {
  readonly text: string
  readonly signedBy: readonly SignedBy[]
  readonly others: readonly SignatureLine[]
}

/** A known key's signature. */
export interface SignedBy {
  readonly key: NoteKey
  readonly line: SignatureLine
}

const mark = '\u2014 '
const idBytes = 4
const newline = 0x0a
const firstPrintable = 0x20

/**
 * Opens a note with the keys that are trusted.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`, or `AUDIT_SIGNATURE_INVALID` where a known key's signature does not hold or none of them signed
 */
export function openNote(note: string, keys: readonly NoteKey[]): OpenedNote {
  const { text, lines } = readNote(note)
  const signedBy: SignedBy[] = []
  const others: SignatureLine[] = []
  for (const line of lines) {
    const key = keys.find(({ name, id }) => name === line.name && id === line.id)
    if (key === undefined) others.push(line)
    else if (!signatureHolds(key, text, line.signature)) throw unsigned('a signature of a known key does not hold')
    else if (!signedBy.some((one) => one.key === key)) signedBy.push({ key, line })
  }
  if (signedBy.length === 0) throw unsigned('no key that was given signed it')
  return { text, signedBy, others }
}

/**
 * Takes a note apart without trusting it.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`
 */
export function readNote(note: string): UnopenedNote {
  if (note.length > noteBytesMax) throw invalid(`expected at most ${noteBytesMax} bytes`)
  if (!note.isWellFormed() || hasControl(note)) throw invalid('expected plain text')
  const end = note.lastIndexOf('\n\n')
  if (end === -1 || !note.endsWith('\n')) throw invalid('expected a text, an empty line and signature lines')
  const rows = note.slice(end + 2, -1).split('\n')
  if (rows.length > noteSignaturesMax) throw invalid(`expected at most ${noteSignaturesMax} signatures`)
  return { text: note.slice(0, end + 1), lines: rows.map(readLine) }
}

/** The line under a note's text that carries a signature. */
export function signatureLine({ name, id, signature }: SignatureLine): string {
  const head = Buffer.alloc(idBytes)
  head.writeUInt32BE(id)
  return `${mark}${name} ${Buffer.concat([head, signature]).toString('base64')}\n`
}

/** Characters below the space, newlines apart. */
function hasControl(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < firstPrintable && unit !== newline) return true
  }
  return false
}

function readLine(row: string): SignatureLine {
  const [name = '', encoded = '', ...more] = row.startsWith(mark) ? row.slice(mark.length).split(' ') : []
  const bytes = fromBase64(encoded)
  if (more.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length <= idBytes) {
    throw invalid('expected signature lines of an em dash, a key name and base64')
  }
  return { name, id: bytes.readUInt32BE(0), signature: bytes.subarray(idBytes) }
}

function invalid(message: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', `signed note: ${message}`)
}

function unsigned(message: string): AuditLogError {
  return new AuditLogError('AUDIT_SIGNATURE_INVALID', `signed note: ${message}`)
}

/** Flags of the verifier, as text from a command line, made into a request. The only place where what they name is read. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { hashBytes } from '../merkle/suite.ts'
import { readKept } from '../notes/kept-checkpoints.ts'
import { readNote } from '../notes/signed-note.ts'
import { type NoteKey, readVkey } from '../notes/vkey.ts'
import type { KeptReceipt, Opening, VerifyRequest } from './verify-request.ts'

/** As written. `base`: folder that paths are relative to. */
export interface VerifyFlags {
  readonly base: string
  readonly key?: readonly string[] | undefined
  readonly from?: readonly string[] | undefined
  readonly witness?: readonly string[] | undefined
  readonly k?: string | undefined
  readonly receipt?: readonly string[] | undefined
  readonly leaf?: readonly string[] | undefined
  readonly entry?: string | undefined
  readonly payload?: string | undefined
  readonly answer?: string | undefined
  readonly hashesOnly?: boolean | undefined
}

/**
 * Reads the flags and the files they name.
 * @throws AuditLogError `AUDIT_NOTE_INVALID` with the flag that does not read
 */
export function readFlags(flags: VerifyFlags): VerifyRequest {
  const witnesses = keysOf(flags, '--witness', flags.witness, 'witness')
  const quorum = flags.k === undefined ? undefined : whole(flags.k)
  if (flags.k !== undefined && (quorum === undefined || quorum < 1 || quorum > witnesses.length)) {
    throw invalid('--k', 'a number from 1 up to that of the witnesses')
  }
  const opening = openingOf(flags)
  return {
    keys: keysOf(flags, '--key', flags.key, 'log'),
    witnesses,
    ...(quorum === undefined ? {} : { quorum }),
    older: (flags.from ?? []).flatMap((path) => checkpointsIn(flags.base, path)),
    receipts: receiptsOf(flags),
    ...(opening === undefined ? {} : { opening }),
    hashesOnly: flags.hashesOnly === true,
  }
}

/**
 * A leaf's hash in hexadecimal, base64 or base64url.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`
 */
export function readLeafHash(text: string): Buffer {
  const hash = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (hash.length !== hashBytes) throw invalid('--leaf', 'a hash of 32 bytes in hexadecimal or base64')
  return hash
}

/** Keys as they are written, or a file with one on each line. */
function keysOf(
  { base }: VerifyFlags,
  flag: string,
  texts: readonly string[] = [],
  use: NoteKey['use'],
): readonly NoteKey[] {
  const lines = texts.flatMap((text) => {
    const path = resolve(base, text)
    return existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : [text]
  })
  const keys = lines.map(readVkey)
  if (keys.some((key) => key.use !== use))
    throw invalid(flag, use === 'log' ? 'the key of a log' : 'the key of a witness')
  // One body under two names would count twice.
  if (use === 'witness' && keys.some((key, at) => keys.findIndex((one) => one.publicKey.equals(key.publicKey)) < at))
    throw invalid(flag, 'a key of its own for each witness')
  return keys
}

/** A file of one signed checkpoint, or of several as a log keeps them. */
function checkpointsIn(base: string, path: string): readonly string[] {
  const text = fileOf(base, '--from', path).toString('utf8')
  const { notes } = readKept(text)
  if (notes.length > 0) return notes
  readNote(text)
  return [text]
}

function receiptsOf({ receipt = [], leaf = [] }: VerifyFlags): readonly KeptReceipt[] {
  if (receipt.length !== leaf.length) throw invalid('--receipt', 'a --leaf <hash> with each receipt')
  return receipt.map((text, order) => {
    const { origin, index } = placeOf('--receipt', text)
    if (origin === undefined) throw invalid('--receipt', '<origin>/<index>')
    return { origin, index, leafHash: readLeafHash(leaf[order] ?? '') }
  })
}

function openingOf({ base, entry, payload, answer }: VerifyFlags): Opening | undefined {
  if (entry === undefined && payload === undefined && answer === undefined) return undefined
  if (entry === undefined || payload === undefined)
    throw invalid('--entry', 'with it --payload FILE, and perhaps --answer FILE')
  return {
    ...placeOf('--entry', entry),
    payload: fileOf(base, '--payload', payload),
    answer: answer === undefined ? undefined : fileOf(base, '--answer', answer),
  }
}

/** `<origin>/<index>`, or an index alone. */
function placeOf(flag: string, text: string): { readonly origin?: string; readonly index: number } {
  const cut = text.lastIndexOf('/')
  const index = whole(text.slice(cut + 1))
  if (index === undefined) throw invalid(flag, '<origin>/<index>')
  return cut === -1 ? { index } : { origin: text.slice(0, cut), index }
}

function whole(text: string): number | undefined {
  const number = Number(text)
  return /^\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined
}

function fileOf(base: string, flag: string, path: string): Buffer {
  try {
    return readFileSync(resolve(base, path))
  } catch (cause) {
    throw new AuditLogError('AUDIT_NOTE_INVALID', `${flag}: expected a file that can be read`, { cause })
  }
}

function invalid(flag: string, expected: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', `${flag}: expected ${expected}`)
}

/** The command line and the key file of the witness program. */
import { generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { AuditLogError } from '../errors.ts'
import { type CheckpointSigner, fileSigner, type NoteKey, readVkey } from '../notes/index.ts'

export const usage = `xinqiao-witness: cosigns the checkpoints of audit logs that only grow (C2SP tlog-witness).
  --new-key FILE --name NAME        makes a key and prints its verifier key; NAME such as court.example/w1
  --key FILE --state DIR --port N   answers POST /add-checkpoint
    --log VKEY                      a log that is known; again for each
    --logs FILE                     more of them, one a line, read anew when an unknown one calls
    --host ADDRESS                  127.0.0.1 unless told; TLS ends in front of it`

/** Reads options; gives the values of each in their order. */
export function readOptions(words: readonly string[]): (name: string) => readonly string[] {
  const found = words.flatMap((flag, at) => {
    if (at % 2 === 1) return []
    if (!usage.includes(` ${flag} `) || words[at + 1] === undefined)
      throw invalid(`an option and its value at word ${at + 1}`)
    return [[flag.slice(2), words[at + 1] as string] as const]
  })
  return (name) => found.filter(([flag]) => flag === name).map(([, value]) => value)
}

/** The one value of an option. */
export function only(options: (name: string) => readonly string[], name: string): string {
  const [value, ...more] = options(name)
  if (value === undefined || more.length > 0) throw invalid(`--${name} once`)
  return value
}

/** Makes a key file for its owner alone. An old one is never replaced: its signatures stand for a memory. */
export function makeKey(path: string, name: string): CheckpointSigner {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const signer = fileSigner(name, jwk, 'witness')
  writeFileSync(path, `${JSON.stringify({ ...jwk, kid: name })}\n`, { flag: 'wx', mode: 0o600, flush: true })
  return signer
}

/** Reads a key file: a private JWK whose `kid` names the witness. */
export function readKey(path: string): CheckpointSigner {
  try {
    const jwk = JSON.parse(readFileSync(path, 'utf8')) as JsonWebKey & { readonly kid: string }
    return fileSigner(jwk.kid, jwk, 'witness')
  } catch (cause) {
    throw invalid('a key file as --new-key makes it', cause)
  }
}

/** Keys by origin: those of the command line and those of the file, read anew for an origin that is not known yet. */
export function readLogs(vkeys: readonly string[], file: string | undefined): (origin: string) => readonly NoteKey[] {
  const read = (): NoteKey[] => {
    const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n')
    return [...vkeys, ...lines.filter((line) => /^[^#\s]/.test(line))].map((vkey) => readVkey(vkey.trim()))
  }
  let keys = read()
  return (origin) => {
    if (file !== undefined && !keys.some(({ name }) => name === origin)) keys = read()
    return keys.filter(({ name, use }) => name === origin && use === 'log')
  }
}

function invalid(expected: string, cause?: unknown): AuditLogError {
  return new AuditLogError('WITNESS_OPTION_INVALID', `expected ${expected}`, { cause })
}

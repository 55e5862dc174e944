/**
 * Checks a kept answer with nothing but files (trust.md §5): the office root vouches for the list of keys, the list for the
 * answer key, that key for the statement, the statement for the answer's bytes; a proof ties its entry to a checkpoint.
 */
import { hash } from 'node:crypto'
import { type Jwk, type KeyList, keysFor, openKeyList } from '@xinqiao/contracts'
import { type AnswerStatement, openStatement } from '@xinqiao/schema'
import { checkEntry, type EntryCheck, type ProofFiles } from './check-entry.ts'

/** The files, as bytes and texts. */
export interface AnswerFiles {
  readonly answer: Uint8Array
  readonly statement: string
  /** The office's signed list of keys. */
  readonly keyList: string
  /** Public key of the office root. */
  readonly root: Jwk
  /** Whether the root came from elsewhere than the list. */
  readonly isRootPinned: boolean
  readonly request: Uint8Array | null
  readonly proof: ProofFiles | null
}

export type CheckName =
  | 'keyList'
  | 'rootPinned'
  | 'signature'
  | 'keyValid'
  | 'answer'
  | 'request'
  | 'entry'
  | 'checkpoint'
  | 'witnesses'
  | 'agencies'

export type CheckState = 'holds' | 'fails' | 'not_checked'

/** One check; `note` is a digest, a key or a count, never a value. */
export interface AnswerCheck {
  readonly check: CheckName
  readonly state: CheckState
  readonly note?: string
}

/** What was found. `statement` is `null` where its signature does not hold: nothing of it may be believed then. */
export interface CheckedAnswer {
  readonly statement: AnswerStatement | null
  readonly checks: readonly AnswerCheck[]
}

/** Runs all checks; the first that fails makes the rest meaningless, and they are left out. */
export async function checkAnswer(files: AnswerFiles): Promise<CheckedAnswer> {
  const list = await openKeyList(files.keyList, [files.root]).catch(() => null)
  if (list === null) return { statement: null, checks: [{ check: 'keyList', state: 'fails' }] }
  const opened: AnswerCheck[] = [
    { check: 'keyList', state: 'holds', note: list.issuedAt },
    { check: 'rootPinned', state: files.isRootPinned ? 'holds' : 'not_checked' },
  ]
  const statement = await openStatement(files.statement, answerKeys(list)).catch(() => null)
  if (statement === null) return { statement, checks: [...opened, { check: 'signature', state: 'fails' }] }
  opened.push({ check: 'signature', state: 'holds' })
  const valid = keysFor(list, 'answer', statement.at).map(({ jwk }) => jwk)
  const isValid = await openStatement(files.statement, valid).then(
    () => true,
    () => false,
  )
  opened.push({ check: 'keyValid', state: isValid ? 'holds' : 'fails' })
  opened.push(
    sameDigest('answer', files.answer, statement.answer),
    sameDigest('request', files.request, statement.request),
  )
  const entry = checkEntry(statement, files.proof)
  return { statement, checks: [...opened, ...entry.map(named), agenciesCheck(statement)] }
}

/** Every answer key of the list; whether it was in use at the time is a check of its own, so that it can be told apart. */
function answerKeys(list: KeyList): readonly Jwk[] {
  return list.keys.filter(({ use }) => use === 'answer').map(({ jwk }) => jwk)
}

function sameDigest(check: CheckName, bytes: Uint8Array | null, expected: string): AnswerCheck {
  if (bytes === null) return { check, state: 'not_checked' }
  return { check, state: hash('sha256', bytes) === expected ? 'holds' : 'fails', note: expected }
}

/** The agencies' own signatures lie with the hub and the agencies; the statement names their digests alone. */
function agenciesCheck({ agencies }: AnswerStatement): AnswerCheck {
  return { check: 'agencies', state: 'not_checked', note: agencies.map(({ agency }) => agency).join(' ') }
}

function named({ check, state, note }: EntryCheck): AnswerCheck {
  return note === undefined ? { check, state } : { check, state, note }
}

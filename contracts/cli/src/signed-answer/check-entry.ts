/** Whether the entry that a statement names stands in the log: its leaf's hash under a checkpoint that the log, and witnesses, signed. */
import {
  AuditLogError,
  checkProof,
  leafHash,
  type NoteKey,
  type OpenedCheckpoint,
  readProof,
  readVkey,
  type TlogProof,
} from '@xinqiao/audit-log'
import type { AnswerStatement } from '@xinqiao/schema'

/** A proof in tlog-proof form, and the keys it is checked with, as C2SP writes them. */
export interface ProofFiles {
  readonly proof: string
  /** `null`: the checkpoint's signature cannot be checked, and so nothing of it counts. */
  readonly logKey: string | null
  readonly witnesses: readonly string[]
}

export interface EntryCheck {
  readonly check: 'entry' | 'checkpoint' | 'witnesses'
  readonly state: 'holds' | 'fails' | 'not_checked'
  readonly note?: string
}

/** The three checks of a proof; all left open where there is none. */
export function checkEntry(statement: AnswerStatement, files: ProofFiles | null): readonly EntryCheck[] {
  if (files === null || files.logKey === null) return notChecked
  try {
    const proof = readProof(files.proof)
    const witnesses = files.witnesses.map(readVkey)
    const opened = checkProof(proof, Buffer.from(statement.leaf, 'hex'), readVkey(files.logKey), witnesses)
    const isNamed = `${opened.origin}/${proof.index}` === statement.receipt && leafFits(proof, statement)
    return [
      { check: 'entry', state: isNamed ? 'holds' : 'fails', note: statement.receipt },
      { check: 'checkpoint', state: 'holds', note: String(opened.size) },
      witnessed(opened, witnesses),
    ]
  } catch (error) {
    if (!(error instanceof AuditLogError)) throw error
    return [{ check: 'entry', state: 'fails', note: error.code }]
  }
}

const notChecked: readonly EntryCheck[] = [
  { check: 'entry', state: 'not_checked' },
  { check: 'checkpoint', state: 'not_checked' },
  { check: 'witnesses', state: 'not_checked' },
]

/** A leaf that comes along must be the one that is named. */
function leafFits({ extra }: TlogProof, { leaf }: AnswerStatement): boolean {
  return extra === undefined || leafHash(extra).toString('hex') === leaf
}

/** Whether more than half of the witnesses that were named signed this checkpoint; a key under two names is one witness. */
function witnessed({ note }: OpenedCheckpoint, named: readonly NoteKey[]): EntryCheck {
  if (named.length === 0) return { check: 'witnesses', state: 'not_checked' }
  const signed = bodiesOf(note.signedBy.map(({ key }) => key).filter(({ use }) => use === 'witness'))
  const count = bodiesOf(named).length
  return {
    check: 'witnesses',
    state: signed.length * 2 > count ? 'holds' : 'fails',
    note: `${signed.map(({ name }) => name).join(' ')} (${signed.length}/${count})`.trim(),
  }
}

function bodiesOf(keys: readonly NoteKey[]): readonly NoteKey[] {
  return keys.filter((key, at) => keys.findIndex((one) => one.publicKey.equals(key.publicKey)) === at)
}

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
    const opened = checkProof(
      proof,
      Buffer.from(statement.leaf, 'hex'),
      readVkey(files.logKey),
      files.witnesses.map(readVkey),
    )
    const isNamed = `${opened.origin}/${proof.index}` === statement.receipt && leafFits(proof, statement)
    return [
      { check: 'entry', state: isNamed ? 'holds' : 'fails', note: statement.receipt },
      { check: 'checkpoint', state: 'holds', note: String(opened.size) },
      witnessed(opened, files.witnesses.length),
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

/** How many of the witnesses that were named signed this checkpoint. */
function witnessed({ note }: OpenedCheckpoint, named: number): EntryCheck {
  if (named === 0) return { check: 'witnesses', state: 'not_checked' }
  const signed = note.signedBy.filter(({ key }: { readonly key: NoteKey }) => key.use === 'witness')
  return {
    check: 'witnesses',
    state: signed.length === 0 ? 'fails' : 'holds',
    note: `${signed.map(({ key }) => key.name).join(' ')} (${signed.length}/${named})`.trim(),
  }
}

/** The judgement of a witness: check a checkpoint against the one remembered, remember it, cosign it (C2SP tlog-witness). */
import { AuditLogError } from '../errors.ts'
import { checkConsistency, emptyRoot } from '../merkle/index.ts'
import {
  type CheckpointSigner,
  cosign,
  type NoteKey,
  openNote,
  readCheckpoint,
  readNote,
  signatureLine,
} from '../notes/index.ts'
import { readAddCheckpoint } from './add-checkpoint-request.ts'
import { refuse, sizeType, textType, type WitnessAnswer } from './witness-answer.ts'
import type { EvidenceKind, WitnessState } from './witness-state.ts'

/** `logKeys`: keys trusted for an origin, none for an unknown one · `signer`: made for the use `witness` · `now`: UTC milliseconds. */
export interface Witness {
  readonly logKeys: (origin: string) => readonly NoteKey[]
  readonly signer: CheckpointSigner
  readonly state: WitnessState
  readonly now: () => number
  /** Alarm: two notes that do not fit each other are kept in this file. */
  readonly onEvidence: (kind: EvidenceKind, file: string) => void
}

/** Judges calls, one after the other: none comes between another's check and its signature. */
export function openJudgement(witness: Witness): (body: string) => Promise<WitnessAnswer> {
  let last: Promise<unknown> = Promise.resolve()
  return (body) => {
    const answer = last.then(() => addCheckpoint(witness, body))
    last = answer.catch(() => {})
    return answer
  }
}

async function addCheckpoint(witness: Witness, body: string): Promise<WitnessAnswer> {
  const request = readAddCheckpoint(body)
  if ('fault' in request) return refuse('REQUEST_INVALID', request.fault)
  const { oldSize, proof } = request
  const note = knownNote(witness, request.checkpoint)
  if (typeof note !== 'string') return note
  const { origin, size, root } = stateOf(note)
  if (oldSize > size) return refuse('REQUEST_INVALID', 'the old size is larger than that of the checkpoint')

  const remembered = witness.state.last(origin)
  const known = remembered === null ? { size: 0, root: emptyRoot() } : stateOf(remembered)
  if (oldSize !== known.size) return { status: 409, type: sizeType, body: `${known.size}\n` }
  const accuse = async (kind: EvidenceKind): Promise<void> => {
    if (remembered !== null) witness.onEvidence(kind, await witness.state.keepEvidence(origin, kind, remembered, note))
  }
  if (size === known.size && !root.equals(known.root)) {
    await accuse('forked')
    return refuse('FORKED')
  }
  if (!checkConsistency({ from: known.size, to: size, fromRoot: known.root, toRoot: root, proof })) {
    await accuse('suspect')
    return refuse('PROOF_INVALID')
  }
  await witness.state.remember(origin, note)
  const line = await cosign(note, witness.signer, Math.floor(witness.now() / 1000))
  return { status: 200, type: textType, body: line }
}

/** The note with the signatures of the keys known for its origin, which hold; or the refusal. */
function knownNote({ logKeys }: Witness, note: string): string | WitnessAnswer {
  try {
    const keys = logKeys(stateOf(note).origin)
    if (keys.length === 0) return refuse('ORIGIN_UNKNOWN')
    const { text, signedBy } = openNote(note, keys)
    return `${text}\n${signedBy.map(({ line }) => signatureLine(line)).join('')}`
  } catch (error) {
    if (!(error instanceof AuditLogError)) throw error
    if (error.code === 'AUDIT_SIGNATURE_INVALID') return refuse('SIGNATURE_INVALID')
    return refuse('REQUEST_INVALID', error.message)
  }
}

function stateOf(note: string): ReturnType<typeof readCheckpoint> {
  return readCheckpoint(readNote(note).text)
}

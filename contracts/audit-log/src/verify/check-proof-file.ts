/** Checks a proof of one entry, without the folder that it came from. */
import { AuditLogError } from '../errors.ts'
import { leafHash } from '../merkle/node-hash.ts'
import { cosignedAt } from '../notes/signature.ts'
import { checkProof, readProof } from '../notes/tlog-proof.ts'
import type { NoteKey } from '../notes/vkey.ts'
import { checkedEntry } from './check-leaf.ts'
import { originOf } from './known-checkpoints.ts'
import { quorumOf } from './verify-request.ts'

/** What a proof is held against. `leafHash`: of the receipt, needed where the proof does not carry its entry. */
export interface ProofRequest {
  readonly keys: readonly NoteKey[]
  readonly witnesses?: readonly NoteKey[]
  readonly quorum?: number
  readonly leafHash?: Buffer
}

/** A proof that holds. `entry`: the leaf as it stands in the log, where the proof carries it. */
export interface CheckedProof {
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly leafHash: string
  readonly entry: string | null
  readonly witnesses: readonly { readonly name: string; readonly atSeconds: number }[]
}

/**
 * Checks signature, witnesses and the way from the leaf to the root.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`, `AUDIT_SIGNATURE_INVALID`, `AUDIT_ENTRY_INVALID` (the entry has no form of this log)
 */
export function checkProofFile(text: string, request: ProofRequest): CheckedProof {
  const proof = readProof(text)
  const origin = originOf(proof.checkpoint)
  const key = request.keys.find(({ name }) => name === origin)
  if (key === undefined) throw unsigned(`expected the key of ${origin}`)
  const hash = request.leafHash ?? (proof.extra === undefined ? undefined : leafHash(proof.extra))
  if (hash === undefined)
    throw new AuditLogError('AUDIT_NOTE_INVALID', 'proof: it carries no entry; give the hash of the leaf')
  const { size, note } = checkProof(proof, hash, key, request.witnesses)
  const signed = note.signedBy.filter(({ key: { use } }) => use === 'witness')
  if ((request.witnesses ?? []).length > 0 && signed.length < quorumOf(request)) {
    throw unsigned(`expected ${quorumOf(request)} of the given witnesses, got ${signed.length}`)
  }
  return {
    origin,
    index: proof.index,
    size,
    leafHash: hash.toString('hex'),
    entry: proof.extra === undefined ? null : entryText(proof.extra, hash),
    witnesses: signed.map(({ key: { name }, line }) => ({ name, atSeconds: cosignedAt(line.signature) ?? 0 })),
  }
}

function entryText(extra: Buffer, hash: Buffer): string {
  if (!leafHash(extra).equals(hash))
    throw new AuditLogError('AUDIT_NOTE_INVALID', 'proof: its entry is not the one that it proves')
  if (checkedEntry(extra) === undefined)
    throw new AuditLogError('AUDIT_ENTRY_INVALID', 'the entry has no form that this log writes')
  return extra.toString('utf8')
}

function unsigned(message: string): AuditLogError {
  return new AuditLogError('AUDIT_SIGNATURE_INVALID', `proof: ${message}`)
}

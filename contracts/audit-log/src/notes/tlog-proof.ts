/**
 * C2SP tlog-proof: `c2sp.org/tlog-proof@v1`; perhaps `extra <base64>`; `index <decimal>`; the hashes of the inclusion proof
 * in base64, a line each, leaf's sibling first; an empty line; the signed checkpoint as it is. Here `extra` is the leaf itself:
 * nothing vouches for it but its own hash, which the proof ties to the root.
 */
import { AuditLogError } from '../errors.ts'
import { checkInclusion } from '../merkle/inclusion.ts'
import { hashBytes } from '../merkle/suite.ts'
import { fromBase64 } from './base64.ts'
import { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import type { NoteKey } from './vkey.ts'

/** A proof that an entry stands in a log. `checkpoint`: the signed note; `extra`: the leaf, where it is told. */
export interface TlogProof {
  readonly index: number
  readonly hashes: readonly Buffer[]
  readonly checkpoint: string
  readonly extra?: Buffer
}

const head = 'c2sp.org/tlog-proof@v1'
/** A tree of 2^53 leaves has no longer proof. */
const hashesMax = 64

export function writeProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const rows = [head]
  if (extra !== undefined) rows.push(`extra ${extra.toString('base64')}`)
  rows.push(`index ${index}`, ...hashes.map((hash) => hash.toString('base64')), '', checkpoint)
  return rows.join('\n')
}

/**
 * Reads a proof without trusting it.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`
 */
export function readProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  const [first, ...rows] = text.slice(0, Math.max(end, 0)).split('\n')
  if (first !== head) throw invalid(`expected a first line ${head}`)
  const extra = rows[0]?.startsWith('extra ') === true ? fromBase64((rows.shift() ?? '').slice('extra '.length)) : null
  const [, digits = ''] = /^index (0|[1-9][0-9]*)$/.exec(rows.shift() ?? '') ?? []
  const index = Number(digits)
  if (extra === undefined || digits === '' || !Number.isSafeInteger(index))
    throw invalid('expected the index of an entry')
  if (rows.length > hashesMax) throw invalid(`expected at most ${hashesMax} hashes`)
  const hashes = rows.map(readHash)
  return { index, hashes, checkpoint: text.slice(end + 2), ...(extra === null ? {} : { extra }) }
}

/**
 * Checks that a proof ties this leaf's hash to a checkpoint of the log.
 * @throws AuditLogError `AUDIT_NOTE_INVALID`, `AUDIT_SIGNATURE_INVALID`; also where the hash is not the one at that index
 */
export function checkProof(
  { index, hashes, checkpoint }: TlogProof,
  leafHash: Uint8Array,
  log: NoteKey,
  witnesses: readonly NoteKey[] = [],
): OpenedCheckpoint {
  const opened = openCheckpoint(checkpoint, log, witnesses)
  if (!checkInclusion({ index, size: opened.size, leafHash, root: opened.root, proof: hashes })) {
    throw invalid('the entry does not stand at this index of the tree')
  }
  return opened
}

function readHash(row: string): Buffer {
  const hash = fromBase64(row)
  if (hash?.length !== hashBytes) throw invalid('expected hashes of 32 bytes in base64')
  return hash
}

function invalid(message: string): AuditLogError {
  return new AuditLogError('AUDIT_NOTE_INVALID', `proof: ${message}`)
}

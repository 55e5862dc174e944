/**
 * The body of `POST /add-checkpoint` (C2SP tlog-witness), every line ended by U+000A:
 *
 *     old <size that the witness signed last, decimal>
 *     <base64 hash of the consistency proof>      none to 63 lines
 *                                                 one empty line
 *     <checkpoint: a signed note>
 */

import { proofLinesMax } from '../limits.ts'
import { hashBytes } from '../merkle/index.ts'

export interface AddCheckpointRequest {
  readonly oldSize: number
  readonly proof: readonly Buffer[]
  /** The signed note, nothing of it checked. */
  readonly checkpoint: string
}

export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpointRequest): string {
  return `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`
}

/** Reads a body, or says which line does not fit. */
export function readAddCheckpoint(body: string): AddCheckpointRequest | { readonly fault: string } {
  const end = body.indexOf('\n\n')
  if (end < 0) return { fault: 'expected an empty line between the proof and the checkpoint' }
  const [first = '', ...lines] = body.slice(0, end).split('\n')
  const oldSize = first.startsWith('old ') ? readSize(first.slice('old '.length)) : null
  if (oldSize === null) return { fault: 'line 1: expected "old <size>", in decimal without leading zeroes' }
  if (lines.length > proofLinesMax) return { fault: `expected at most ${proofLinesMax} lines of proof` }
  const proof = lines.map((line) => Buffer.from(line, 'base64'))
  const wrong = proof.findIndex((hash, at) => hash.length !== hashBytes || hash.toString('base64') !== lines[at])
  if (wrong >= 0) return { fault: `line ${wrong + 2}: expected ${hashBytes} bytes in base64` }
  return { oldSize, proof, checkpoint: body.slice(end + 2) }
}

/** A tree size in decimal without leading zeroes; null where it is none. */
export function readSize(text: string): number | null {
  const size = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(size) ? size : null
}

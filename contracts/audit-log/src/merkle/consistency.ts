/** Proofs that an older tree is the beginning of a newer one (made as RFC 6962 §2.1.2 says, checked as RFC 9162 §2.1.4.2 says). */
import { emptyRoot, nodeHash } from './node-hash.ts'
import { intl, isHash, type Suite } from './suite.ts'
import { type HashReader, rangeHash, splitPoint } from './tree.ts'

/** What is claimed: the tree of `from` leaves with `fromRoot` is the beginning of the tree of `to` leaves with `toRoot`. */
export interface ConsistencyClaim {
  readonly from: number
  readonly to: number
  readonly fromRoot: Uint8Array
  readonly toRoot: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * The proof; empty where `from` is 0 or `to`.
 * @throws RangeError where `from` is larger than `to`
 */
export function consistencyProof(from: number, to: number, reader: HashReader, suite: Suite = intl): Buffer[] {
  if (!(from >= 0 && from <= to)) throw new RangeError(`expected a size of at most ${to}, got ${from}`)
  if (from === 0 || from === to) return []
  const proof: Buffer[] = []
  let start = 0
  let end = to
  // Down to the subtree that ends where the older tree ends; it is named only where the older root does not name it.
  while (end !== from) {
    const middle = start + splitPoint(end - start)
    if (from <= middle) {
      proof.push(rangeHash(middle, end, reader, suite))
      end = middle
    } else {
      proof.push(rangeHash(start, middle, reader, suite))
      start = middle
    }
  }
  if (start !== 0) proof.push(rangeHash(start, end, reader, suite))
  return proof.reverse()
}

/** Whether the claim holds. Never throws, whatever it is given. */
export function checkConsistency(claim: ConsistencyClaim, suite: Suite = intl): boolean {
  const { from, to, fromRoot, toRoot, proof } = claim
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from > to) return false
  if (![fromRoot, toRoot, ...proof].every(isHash)) return false
  if (from === to) return proof.length === 0 && Buffer.compare(fromRoot, toRoot) === 0
  if (from === 0) return proof.length === 0 && emptyRoot(suite).equals(fromRoot)
  let place = from - 1
  let last = to - 1
  while (place % 2 === 1) {
    place = (place - 1) / 2
    last = Math.floor(last / 2)
  }
  const hashes = place === 0 ? [fromRoot, ...proof] : [...proof]
  const first = hashes.shift()
  if (first === undefined) return false
  let older = first
  let newer = first
  for (const hash of hashes) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      older = nodeHash(hash, older, suite)
      newer = nodeHash(hash, newer, suite)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      newer = nodeHash(newer, hash, suite)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && Buffer.compare(older, fromRoot) === 0 && Buffer.compare(newer, toRoot) === 0
}

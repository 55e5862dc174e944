/** Proofs that a leaf stands in a tree (made as RFC 6962 §2.1.1 says, checked as RFC 9162 §2.1.3.2 says). */
import { nodeHash } from './node-hash.ts'
import { intl, isHash, type Suite } from './suite.ts'
import { type HashReader, rangeHash, splitPoint } from './tree.ts'

/** What is claimed: this hash is that of leaf `index` of the tree with this size and root. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: readonly Uint8Array[]
}

/**
 * Hashes beside the way from a leaf to the root, leaf's sibling first.
 * @throws RangeError for an index outside the tree
 */
export function inclusionProof(index: number, size: number, reader: HashReader, suite: Suite = intl): Buffer[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`expected an index below ${size}, got ${index}`)
  const proof: Buffer[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    const left = index < middle
    proof.push(left ? rangeHash(middle, end, reader, suite) : rangeHash(start, middle, reader, suite))
    if (left) end = middle
    else start = middle
  }
  return proof.reverse()
}

/** Whether the claim holds. Never throws, whatever it is given. */
export function checkInclusion(claim: InclusionClaim, suite: Suite = intl): boolean {
  const { index, size, leafHash, root, proof } = claim
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  if (![leafHash, root, ...proof].every(isHash)) return false
  let place = index
  let last = size - 1
  let hash = leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash, suite)
      while (place % 2 === 0 && place !== 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      hash = nodeHash(hash, sibling, suite)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && Buffer.compare(hash, root) === 0
}

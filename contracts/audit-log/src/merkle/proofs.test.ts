import { getHashes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkConsistency, consistencyProof } from './consistency.ts'
import { checkInclusion, inclusionProof } from './inclusion.ts'
import { leafHash } from './node-hash.ts'
import { intl, type Suite, suiteOf } from './suite.ts'
import { DefinedTree } from './test-tree.ts'

const sizeMax = 130
const leaves = Array.from({ length: sizeMax }, (_, index) => Buffer.from(`entry ${index}`))
const hasSm3 = getHashes().includes('sm3')

/** Every proof with one hash spoilt, one left out at either end, and one too many. */
function* wrongProofs(proof: readonly Buffer[]): Generator<readonly Uint8Array[]> {
  for (const [place, hash] of proof.entries()) {
    const spoilt = Buffer.from(hash)
    spoilt[place] = (spoilt[place] ?? 0) ^ 1
    yield proof.with(place, spoilt)
  }
  if (proof.length > 0) yield proof.slice(1)
  if (proof.length > 0) yield proof.slice(0, -1)
  yield [...proof, Buffer.alloc(32)]
  yield [Buffer.alloc(31), ...proof]
}

const suites: readonly [Suite, string][] = [
  [intl, 'sha256'],
  [suiteOf('sm', 'sm3'), 'sm3'],
]

describe.each(suites)('AU1 proofs of suite $name', (suite, algorithm) => {
  const able = algorithm === 'sha256' || hasSm3
  const tree = new DefinedTree(leaves, able ? algorithm : 'sha256')

  test.runIf(able)('AU1 every inclusion proof up to size 130 holds, and every wrong one is refused', () => {
    const mistakes: object[] = []
    for (let size = 1; size <= sizeMax; size++) {
      const root = tree.root(0, size)
      for (let index = 0; index < size; index++) {
        const hash = leafHash(leaves[index] as Buffer, suite)
        const proof = inclusionProof(index, size, tree, suite)
        const claim = { index, size, leafHash: hash, root, proof }
        const held = checkInclusion(claim, suite)
        const wrong = [...wrongProofs(proof)].some((spoilt) => checkInclusion({ ...claim, proof: spoilt }, suite))
        const elsewhere = size > 1 && checkInclusion({ ...claim, index: (index + 1) % size }, suite)
        const otherLeaf = checkInclusion({ ...claim, leafHash: root.map((byte) => byte ^ 1) }, suite)
        if (!held || wrong || elsewhere || otherLeaf) mistakes.push({ size, index, held, wrong, elsewhere, otherLeaf })
      }
    }
    expect(mistakes).toEqual([])
  })

  test.runIf(able)('AU1 every consistency proof up to size 130 holds, and every wrong one is refused', () => {
    const mistakes: object[] = []
    for (let to = 1; to <= sizeMax; to++) {
      for (let from = 0; from <= to; from++) {
        const proof = consistencyProof(from, to, tree, suite)
        const claim = { from, to, fromRoot: tree.root(0, from), toRoot: tree.root(0, to), proof }
        const held = checkConsistency(claim, suite)
        const wrong = [...wrongProofs(proof)].some((spoilt) => checkConsistency({ ...claim, proof: spoilt }, suite))
        const otherPast = checkConsistency({ ...claim, fromRoot: claim.fromRoot.map((byte) => byte ^ 1) }, suite)
        const otherNow = from > 0 && checkConsistency({ ...claim, toRoot: claim.toRoot.map((byte) => byte ^ 1) }, suite)
        if (!held || wrong || otherPast || otherNow) mistakes.push({ from, to, held, wrong, otherPast, otherNow })
      }
    }
    expect(mistakes).toEqual([])
  })
})

test('a proof outside the tree is not made, and one over impossible sizes never holds', () => {
  const tree = new DefinedTree(leaves)
  expect(() => inclusionProof(5, 5, tree)).toThrow(RangeError)
  expect(() => consistencyProof(6, 5, tree)).toThrow(RangeError)
  const root = tree.root(0, 5)
  for (const size of [-1, 0, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(checkInclusion({ index: 0, size, leafHash: root, root, proof: [] })).toBe(false)
    expect(checkConsistency({ from: 1, to: size, fromRoot: root, toRoot: root, proof: [] })).toBe(false)
  }
})

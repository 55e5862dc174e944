/** The Merkle tree of RFC 6962: hashing, growing, proofs. */
export { type ConsistencyClaim, checkConsistency, consistencyProof } from './consistency.ts'
export { GrowingTree, type OnSubtree } from './growing-tree.ts'
export { checkInclusion, type InclusionClaim, inclusionProof } from './inclusion.ts'
export { emptyRoot, leafHash, nodeHash } from './node-hash.ts'
export { hashBytes, intl, type Suite, suiteOf } from './suite.ts'
export { completeSubtrees, type HashReader, treeRoot } from './tree.ts'

/**
 * How RFC 6962 §2.1 hashes: a leaf behind the byte 00, a node behind the byte 01, so that no leaf is ever taken for a node;
 * the empty tree is the hash of nothing.
 */
import { leafBytesMax } from '../limits.ts'
import { hashBytes, intl, type Suite } from './suite.ts'

const leafMark = 0x00
const nodeMark = 0x01
const leafRoom = Buffer.alloc(1 + leafBytesMax, leafMark)
const nodeRoom = Buffer.alloc(1 + 2 * hashBytes, nodeMark)

/** Hash of a leaf of any length. */
export function leafHash(leaf: Uint8Array, suite: Suite = intl): Buffer {
  if (leaf.length > leafBytesMax) return suite.digest(Buffer.concat([Buffer.of(leafMark), leaf]))
  leafRoom.set(leaf, 1)
  return suite.digest(leafRoom.subarray(0, 1 + leaf.length))
}

/** Hash of the node over these two, 32 bytes each. */
export function nodeHash(left: Uint8Array, right: Uint8Array, suite: Suite = intl): Buffer {
  nodeRoom.set(left, 1)
  nodeRoom.set(right, 1 + hashBytes)
  return suite.digest(nodeRoom)
}

/** Root of a tree without leaves. */
export function emptyRoot(suite: Suite = intl): Buffer {
  return suite.digest(Buffer.alloc(0))
}

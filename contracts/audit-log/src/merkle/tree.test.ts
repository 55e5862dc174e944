import { describe, expect, test } from 'vitest'
import { GrowingTree } from './growing-tree.ts'
import { leafHash } from './node-hash.ts'
import { intl } from './suite.ts'
import { DefinedTree } from './test-tree.ts'
import { completeSubtrees, treeRoot } from './tree.ts'

/** Leaves and roots that implementations of RFC 6962 are commonly checked with. */
const knownLeaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const knownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('AU1 the tree of RFC 6962', () => {
  test('AU1 has the known root after each of the eight known leaves', () => {
    const tree = new GrowingTree(0, [])
    const roots = [tree.root().toString('hex')]
    for (const leaf of knownLeaves) {
      tree.append(leafHash(Buffer.from(leaf, 'hex')))
      roots.push(tree.root().toString('hex'))
    }
    expect(roots).toEqual(knownRoots)
  })

  test('grows to the root that the definition gives, and goes on from its edge at every size', () => {
    const leaves = Array.from({ length: 300 }, (_, index) => Buffer.from(`leaf ${index}`))
    const defined = new DefinedTree(leaves)
    for (let size = 0; size < leaves.length; size++) {
      const edge = completeSubtrees(0, size).map(({ level, index }) => defined.hash(level, index))
      const tree = new GrowingTree(size, edge)
      expect(tree.root()).toEqual(treeRoot(size, defined))
      tree.append(leafHash(leaves[size] as Buffer))
      expect(tree.root()).toEqual(defined.root(0, size + 1))
    }
  })

  test('tells each complete subtree once, as it closes', () => {
    const leaves = Array.from({ length: 16 }, (_, index) => Buffer.of(index))
    const defined = new DefinedTree(leaves)
    const told: string[] = []
    const tree = new GrowingTree(0, [], (level, index, hash) => {
      expect(hash).toEqual(defined.hash(level, index))
      told.push(`${level}/${index}`)
    })
    for (const leaf of leaves) tree.append(leafHash(leaf))
    expect(told.toSorted()).toHaveLength(8 + 4 + 2 + 1)
    expect(new Set(told).size).toBe(told.length)
  })

  test('hashes a leaf behind 00 and of any length, so that no leaf passes for a node', () => {
    const node = Buffer.concat([Buffer.of(1), Buffer.alloc(64)])
    expect(leafHash(node.subarray(1))).not.toEqual(intl.digest(node))
    const long = Buffer.alloc(70_000, 7)
    expect(leafHash(long)).toEqual(intl.digest(Buffer.concat([Buffer.of(0), long])))
  })
})

/**
 * Walks all entries of a checkpoint's tree from the first to the last, a bundle at a time, and makes the tree anew: each leaf against
 * its tile, each tile against the hashes below it, and the root at every size that some checkpoint speaks of.
 */
import { AuditLogError } from '../errors.ts'
import { GrowingTree } from '../merkle/growing-tree.ts'
import { leafHash } from '../merkle/node-hash.ts'
import { hashBytes } from '../merkle/suite.ts'
import { readBundle } from '../tiles/entry-bundle.ts'
import { entriesPath, tileCount, tileHeight, tilePath, tileWidth, widthOf } from '../tiles/tile-path.ts'
import { type Changed, differences, fitsAbove, fitsRoot, hashesOf } from './judge-tile.ts'
import type { LogReads } from './log-reads.ts'
import type { Findings } from './statement.ts'
import { checkPartialBundles, checkTileFiles } from './tile-check.ts'

/** What the walk is for. `onEntry` sees each entry that fits, with its leaf's hash. */
export interface WalkOptions {
  readonly size: number
  readonly root: Buffer
  /** Sizes at which the root is wanted. */
  readonly sizes: ReadonlySet<number>
  readonly hashesOnly: boolean
  readonly onEntry: (index: number, leaf: Buffer, hash: Buffer) => void
  /** Sees the hash of each leaf, also where its entry is not there. */
  readonly onHash: (index: number, hash: Buffer) => void
}

export class TreeWalk {
  readonly roots: Map<number, Buffer> = new Map()
  readonly tree: GrowingTree
  readonly #reads: LogReads
  readonly #findings: Findings
  readonly #options: WalkOptions
  /** Hashes of the tiles above level 0 that are being filled. */
  readonly #above: Buffer[][] = []

  constructor(reads: LogReads, findings: Findings, options: WalkOptions) {
    this.#reads = reads
    this.#findings = findings
    this.#options = options
    this.tree = new GrowingTree(0, [], (level, index, hash) => this.#onSubtree(level, index, hash))
    this.noteRoot()
  }

  /** False where it had to stop: what follows cannot be told right or wrong. */
  run(): boolean {
    const { size, root } = this.#options
    for (let n = 0; n < tileCount(0, size); n++) {
      const hashes = this.#checkedHashes(n, widthOf(0, n, size))
      if (hashes === undefined) return false
      for (const [place, hash] of hashes.entries()) {
        this.#options.onHash(n * tileWidth + place, hash)
        this.tree.append(hash)
        this.noteRoot()
      }
    }
    this.#checkOpenTiles()
    if (this.tree.root().equals(root)) return true
    this.#findings.add('ROOT_DIFFERS', 'checkpoint', size)
    return true
  }

  /** The hashes of a tile's leaves as the rest of the tree is to be judged by. */
  #checkedHashes(n: number, width: number): readonly Buffer[] | undefined {
    const tile = this.#tile(n, width)
    const entries = this.#options.hashesOnly ? undefined : this.#entries(n, width)
    if (entries === undefined) return this.#storedHashes(n, width, tile)
    const made = entries.map((entry) => leafHash(entry))
    const bad = tile === undefined || tile.equals(Buffer.concat(made)) ? [] : differences(tile, made)
    const guilty = tile === undefined || bad.length === 0 ? 'none' : this.#judge(n, made, hashesOf(tile))
    for (const place of bad) {
      if (guilty !== 'tile') this.#findings.add('ENTRY_CHANGED', entriesPath(n, width), n * tileWidth + place)
    }
    if (guilty === 'unknown') return undefined
    for (const [place, entry] of entries.entries()) {
      if (guilty !== 'entries' || !bad.includes(place))
        this.#options.onEntry(n * tileWidth + place, entry, made[place] as Buffer)
    }
    if (guilty === 'entries') return hashesOf(tile as Buffer)
    checkTileFiles(this.#reads, this.#findings, 0, n, Buffer.concat(made))
    checkPartialBundles(this.#reads, this.#findings, n, entries)
    return made
  }

  /** The tile's own hashes, where there are no entries to judge it by: the tiles above and the root judge it. */
  #storedHashes(n: number, width: number, tile: Buffer | undefined): readonly Buffer[] | undefined {
    if (tile === undefined) {
      this.#findings.add('TILE_MISSING', tilePath(0, n, width))
      return undefined
    }
    checkTileFiles(this.#reads, this.#findings, 0, n, tile)
    return hashesOf(tile)
  }

  #judge(n: number, made: readonly Buffer[], stored: readonly Buffer[]): Changed {
    const { size, root } = this.#options
    const fits = made.length === tileWidth ? fitsAbove(this.#reads, n, size) : fitsRoot(this.tree, root)
    if (fits(stored)) return 'entries'
    return fits(made) ? 'tile' : 'unknown'
  }

  #entries(n: number, width: number): readonly Buffer[] | undefined {
    const path = entriesPath(n, width)
    const own = this.#reads.bytes(path)
    const bytes = own ?? this.#reads.bytes(entriesPath(n))
    if (bytes === undefined) {
      this.#findings.add('BUNDLE_MISSING', path, n * tileWidth)
      return undefined
    }
    try {
      const entries = readBundle(bytes, own === undefined ? width : undefined)
      if (entries.length === width) return entries
    } catch (error) {
      if (!(error instanceof AuditLogError)) throw error
    }
    this.#findings.add('BUNDLE_INVALID', path, n * tileWidth)
    return undefined
  }

  /** The tile as stored, where it has its length. */
  #tile(n: number, width: number): Buffer | undefined {
    const bytes = this.#reads.bytes(tilePath(0, n, width)) ?? this.#reads.bytes(tilePath(0, n))
    return bytes !== undefined && bytes.length >= width * hashBytes ? bytes.subarray(0, width * hashBytes) : undefined
  }

  #onSubtree(height: number, index: number, hash: Buffer): void {
    if (height % tileHeight !== 0 || this.tree.size >= this.#options.size) return
    const level = height / tileHeight
    const open = (this.#above[level] ??= [])
    open.push(hash)
    if (open.length === tileWidth) this.#closeTile(level, Math.floor(index / tileWidth))
  }

  #checkOpenTiles(): void {
    for (const [level, open] of this.#above.entries()) {
      if (open !== undefined && open.length > 0) {
        this.#closeTile(level, Math.floor(Math.floor(this.#options.size / tileWidth ** level) / tileWidth))
      }
    }
  }

  #closeTile(level: number, n: number): void {
    checkTileFiles(this.#reads, this.#findings, level, n, Buffer.concat(this.#above[level] ?? []))
    this.#above[level] = []
  }

  /** Keeps the root where the size is one that is wanted. */
  noteRoot(): void {
    if (this.#options.sizes.has(this.tree.size)) this.roots.set(this.tree.size, this.tree.root())
  }
}

/**
 * The tiles of a growing log: entries go in, full tiles and bundles come out as they fill, and partial ones whenever a checkpoint
 * is about to be signed. A checkpoint may be signed only after `save`, and what it replaces is removed only after that (`sweep`).
 */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { GrowingTree } from '../merkle/growing-tree.ts'
import { leafHash } from '../merkle/node-hash.ts'
import { hashBytes, intl, type Suite } from '../merkle/suite.ts'
import { completeSubtrees } from '../merkle/tree.ts'
import { fill, filled, OpenBundle, type OpenTile, openTile } from './open-tile.ts'
import { fileDisk, type TileDisk } from './tile-disk.ts'
import { TileFiles } from './tile-files.ts'
import { folderTiles, readTileFile } from './tile-folder.ts'
import { entriesPath, tileHeight, tilePath, tileWidth, widthOf } from './tile-path.ts'
import { hashAt } from './tile-reader.ts'

const partialSuffix = '.p'

/** Where and with what. `disk` and `suite` are for tests and other suites. */
export interface GrowingTilesOptions {
  readonly directory: string
  /** Size that the folder's tiles hold: that of its last checkpoint. */
  readonly size: number
  readonly disk?: TileDisk
  readonly suite?: Suite
}

export class GrowingTiles {
  readonly #directory: string
  readonly #suite: Suite
  readonly #files: TileFiles
  readonly #tree: GrowingTree
  readonly #levels: OpenTile[] = []
  #bundle: OpenBundle
  readonly #full: { readonly path: string; readonly bytes: Buffer }[] = []
  #replaced: string[] = []

  /**
   * Goes on where the folder's tiles end.
   * @throws AuditLogError `AUDIT_TILE_INVALID` where tiles or bundle of that size are missing or do not fit each other
   */
  constructor({ directory, size, disk = fileDisk, suite = intl }: GrowingTilesOptions) {
    const stored = folderTiles(directory, size, suite)
    this.#directory = directory
    this.#suite = suite
    this.#files = new TileFiles(directory, disk)
    const edge = completeSubtrees(0, size).map(({ level, index }) => stored.hash(level, index))
    this.#tree = new GrowingTree(size, edge, (level, _index, hash) => this.#onSubtree(level, hash), suite)
    for (let level = 0; level === 0 || size >= tileWidth ** level; level++) {
      const n = Math.floor(size / tileWidth ** (level + 1))
      const width = widthOf(level, n, size)
      const bytes = width === 0 ? undefined : readTileFile(directory, level, n, width)
      this.#levels.push(openTile(n, bytes?.subarray(0, width * hashBytes)))
      this.#findReplaced(tilePath(level, n))
    }
    const { n, width } = this.#level(0)
    this.#bundle = new OpenBundle(width === 0 ? [] : this.#checked(stored.entries(n)))
    this.#findReplaced(entriesPath(n))
  }

  get size(): number {
    return this.#tree.size
  }

  /** Root over all entries so far. */
  root(): Buffer {
    return this.#tree.root()
  }

  /** Adds the next entry and gives its leaf's hash. Nothing is on disk before `save`. */
  append(leaf: Uint8Array): Buffer {
    const hash = leafHash(leaf, this.#suite)
    const { n, width } = this.#level(0)
    this.#bundle.add(leaf)
    if (width === tileWidth - 1) {
      this.#close(entriesPath(n), this.#bundle.bytes())
      this.#bundle = new OpenBundle()
    }
    this.#fill(0, hash)
    this.#tree.append(hash)
    return hash
  }

  /** Writes the tiles and bundles that are full: frees memory in a long run before the next `save`. */
  async flush(): Promise<void> {
    const written = this.#full.length
    for (const { path, bytes } of this.#full.slice(0, written)) await this.#files.write(path, bytes)
    this.#full.splice(0, written)
  }

  /** Makes all tiles of the present size durable: a checkpoint of it may be signed now. */
  async save(): Promise<void> {
    await this.flush()
    for (const [level, tile] of this.#levels.entries()) {
      if (tile.width === tile.saved) continue
      if (level === 0) await this.#files.write(entriesPath(tile.n, tile.width), this.#bundle.bytes())
      await this.#files.write(tilePath(level, tile.n, tile.width), filled(tile))
      tile.saved = tile.width
    }
    await this.#files.sync()
  }

  /** Removes partial tiles whose full tile a signed checkpoint covers. */
  async sweep(): Promise<void> {
    const replaced = this.#replaced
    this.#replaced = []
    for (const path of replaced) await this.#files.remove(path)
  }

  #onSubtree(level: number, hash: Buffer): void {
    if (level % tileHeight === 0) this.#fill(level / tileHeight, hash)
  }

  #fill(level: number, hash: Buffer): void {
    const tile = this.#level(level)
    if (!fill(tile, hash)) return
    this.#close(tilePath(level, tile.n), tile.bytes)
    this.#levels[level] = openTile(tile.n + 1)
  }

  #close(path: string, bytes: Buffer): void {
    this.#full.push({ path, bytes })
    this.#replaced.push(`${path}${partialSuffix}`)
  }

  #level(level: number): OpenTile {
    return (this.#levels[level] ??= openTile(0))
  }

  /** The open bundle's entries, which must be those of the open tile. */
  #checked(leaves: Buffer[]): Buffer[] {
    const { bytes } = this.#level(0)
    const fits = leaves.every((leaf, place) => leafHash(leaf, this.#suite).equals(hashAt(bytes, place)))
    if (!fits) throw new AuditLogError('AUDIT_TILE_INVALID', 'the last entry bundle does not fit its tile')
    return leaves
  }

  /** Partial tiles that a crash left beside their full tile. */
  #findReplaced(open: string): void {
    const folder = dirname(open)
    if (!existsSync(join(this.#directory, folder))) return
    const names = new Set(readdirSync(join(this.#directory, folder)))
    for (const name of names) {
      if (name.endsWith(partialSuffix) && names.has(name.slice(0, -partialSuffix.length))) {
        this.#replaced.push(`${folder}/${name}`)
      }
    }
  }
}

/** The tile of one level that is being filled, and the bundle beside level 0. */
import { hashBytes } from '../merkle/suite.ts'
import { bundled } from './entry-bundle.ts'
import { tileWidth } from './tile-path.ts'

/** Tile number `n` of a level, filled up to `width`. */
export interface OpenTile {
  n: number
  width: number
  bytes: Buffer
  /** Width that is on disk. */
  saved: number
}

export function openTile(n: number, saved?: Buffer): OpenTile {
  const bytes = Buffer.alloc(tileWidth * hashBytes)
  if (saved !== undefined) bytes.set(saved)
  const width = (saved?.length ?? 0) / hashBytes
  return { n, width, bytes, saved: width }
}

/** Adds a hash; true when that makes it full. */
export function fill(tile: OpenTile, hash: Uint8Array): boolean {
  tile.bytes.set(hash, tile.width * hashBytes)
  tile.width += 1
  return tile.width === tileWidth
}

/** The part that is filled. */
export function filled(tile: OpenTile): Buffer {
  return tile.bytes.subarray(0, tile.width * hashBytes)
}

/** Entries of the bundle that is being filled, each as it stands there. */
export class OpenBundle {
  readonly #entries: Buffer[]

  constructor(leaves: readonly Buffer[] = []) {
    this.#entries = leaves.map(bundled)
  }

  add(leaf: Uint8Array): void {
    this.#entries.push(bundled(leaf))
  }

  bytes(): Buffer {
    return Buffer.concat(this.#entries)
  }
}

/**
 * Where C2SP tlog-tiles keeps a tile: `tile/<level>/<n>` and `tile/entries/<n>`, n in groups of three digits of which all but the
 * last begin with x (1234067 is x001/x234/067), and `.p/<width>` behind one that is not full.
 */

/** Hashes of a full tile, entries of a full bundle. */
export const tileWidth = 256
/** Heights of the tree between one level of tiles and the next. */
export const tileHeight = 8

const groupDigits = 3

/** Path of a tile of hashes under the log's folder. */
export function tilePath(level: number, n: number, width: number = tileWidth): string {
  return `tile/${level}/${numberPath(n)}${partialPath(width)}`
}

/** Path of a bundle of entries under the log's folder. */
export function entriesPath(n: number, width: number = tileWidth): string {
  return `tile/entries/${numberPath(n)}${partialPath(width)}`
}

/** How wide tile `n` of a level is in a tree of this size: 0 where the tree does not reach it. */
export function widthOf(level: number, n: number, size: number): number {
  const hashes = Math.floor(size / tileWidth ** level)
  return Math.min(Math.max(hashes - n * tileWidth, 0), tileWidth)
}

/** Tiles of a level in a tree of this size, the last perhaps partial. */
export function tileCount(level: number, size: number): number {
  return Math.ceil(Math.floor(size / tileWidth ** level) / tileWidth)
}

function numberPath(n: number): string {
  const digits = String(n)
  const padded = digits.padStart(Math.ceil(digits.length / groupDigits) * groupDigits, '0')
  return padded.replaceAll(/\d{3}(?=\d)/g, 'x$&/')
}

function partialPath(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`
}

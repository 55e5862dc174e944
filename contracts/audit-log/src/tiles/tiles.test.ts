import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { leafHash } from '../merkle/node-hash.ts'
import { DefinedTree } from '../merkle/test-tree.ts'
import { treeRoot } from '../merkle/tree.ts'
import { readBundle } from './entry-bundle.ts'
import { GrowingTiles } from './growing-tiles.ts'
import { fileDisk, type TileDisk } from './tile-disk.ts'
import { folderTiles } from './tile-folder.ts'
import { entriesPath, tileCount, tilePath, widthOf } from './tile-path.ts'

const folders: string[] = []
const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tiles-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const leafOf = (index: number): Buffer => Buffer.from(`entry ${index}`)

async function grow(tiles: GrowingTiles, size: number): Promise<void> {
  while (tiles.size < size) tiles.append(leafOf(tiles.size))
  await tiles.save()
  await tiles.sweep()
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted()
}

describe('AU2 the tiles of C2SP tlog-tiles', () => {
  test('have their paths', () => {
    expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067')
    expect(tilePath(1, 0, 17)).toBe('tile/1/000.p/17')
    expect(tilePath(63, 1_000, 1)).toBe('tile/63/x001/000.p/1')
    expect(entriesPath(273, 112)).toBe('tile/entries/273.p/112')
    expect(widthOf(0, 273, 70_000)).toBe(112)
    expect([0, 1, 2, 3].map((level) => tileCount(level, 70_000))).toEqual([274, 2, 1, 0])
  })

  test('AU2 a log of 70,000 entries has exactly the tiles that the format prescribes', async () => {
    const directory = freshFolder()
    await grow(new GrowingTiles({ directory, size: 0 }), 70_000)
    const files = filesOf(directory)
    const full = (under: string): string[] => files.filter((name) => new RegExp(`^tile/${under}/\\d{3}$`).test(name))
    expect(full('0')).toHaveLength(273)
    expect(full('entries')).toHaveLength(273)
    expect(files.filter((name) => !full('0').includes(name) && !full('entries').includes(name))).toEqual([
      'tile/0/273.p/112',
      'tile/1/000',
      'tile/1/001.p/17',
      'tile/2/000.p/1',
      'tile/entries/273.p/112',
    ])
    for (const name of full('0')) expect(statSync(join(directory, name)).size).toBe(8_192)
  })

  test('AU2 a tree of 256 has one full tile and one hash above it', async () => {
    const directory = freshFolder()
    await grow(new GrowingTiles({ directory, size: 0 }), 256)
    expect(filesOf(directory)).toEqual(['tile/0/000', 'tile/1/000.p/1', 'tile/entries/000'])
  })
})

describe('growing tiles', () => {
  test('go on from every size to the same tree, and keep a partial tile for each saved size until the full one is there', async () => {
    const directory = freshFolder()
    const sizes = [1, 2, 255, 256, 257, 511, 512, 600]
    const defined = new DefinedTree(Array.from({ length: 600 }, (_, index) => leafOf(index)))
    for (const size of sizes) {
      const before = sizes[sizes.indexOf(size) - 1] ?? 0
      const tiles = new GrowingTiles({ directory, size: before })
      await grow(tiles, size)
      expect(tiles.root()).toEqual(defined.root(0, size))
      for (const older of sizes.filter((one) => one <= size)) {
        expect(treeRoot(older, folderTiles(directory, size))).toEqual(defined.root(0, older))
      }
    }
    expect(filesOf(directory).filter((name) => name.includes('.p/'))).toEqual([
      'tile/0/002.p/88',
      'tile/1/000.p/1',
      'tile/1/000.p/2',
      'tile/entries/002.p/88',
    ])
    const folder = folderTiles(directory, 600)
    for (const index of [0, 255, 256, 599]) expect(folder.leaf(index)).toEqual(leafOf(index))
    expect(() => folder.leaf(600)).toThrow(/AUDIT_TILE_INVALID/)
  })

  test('keep the partial tiles of every saved size while the tile is not full', async () => {
    const directory = freshFolder()
    for (const [before, size] of [
      [0, 1],
      [1, 2],
      [2, 255],
    ] as const)
      await grow(new GrowingTiles({ directory, size: before }), size)
    expect(readdirSync(join(directory, 'tile/0/000.p')).toSorted()).toEqual(['1', '2', '255'])
    expect(readdirSync(join(directory, 'tile/entries/000.p')).toSorted()).toEqual(['1', '2', '255'])
  })

  test('a crash between full tile and sweep leaves nothing behind for good', async () => {
    const directory = freshFolder()
    await grow(new GrowingTiles({ directory, size: 0 }), 200)
    const killed = new GrowingTiles({ directory, size: 200 })
    while (killed.size < 300) killed.append(leafOf(killed.size))
    await killed.save()
    await grow(new GrowingTiles({ directory, size: 300 }), 301)
    expect(filesOf(directory).filter((name) => name.includes('000.p') && !name.includes('tile/1'))).toEqual([])
  })

  test('refuse to go on where the last bundle does not fit its tile, or a tile is missing', async () => {
    const directory = freshFolder()
    await grow(new GrowingTiles({ directory, size: 0 }), 300)
    await fileDisk.writeFile(
      join(directory, entriesPath(1, 44)),
      Buffer.concat(Array.from({ length: 44 }, () => Buffer.of(0, 1, 120))),
    )
    expect(() => new GrowingTiles({ directory, size: 300 })).toThrow(/AUDIT_TILE_INVALID/)
    rmSync(join(directory, tilePath(0, 1, 44)))
    expect(() => new GrowingTiles({ directory, size: 300 })).toThrow(/AUDIT_TILE_INVALID/)
  })

  test('sync every file, then every folder on its way before the one that names it', async () => {
    const directory = freshFolder()
    const calls: string[] = []
    const told = (what: string, path: string): void => {
      calls.push(`${what} ${path.slice(directory.length + 1)}`)
    }
    const disk: TileDisk = {
      makeFolder: async (path) => (told('make', path), fileDisk.makeFolder(path)),
      writeFile: async (path, bytes) => (told('write', path), fileDisk.writeFile(path, bytes)),
      syncFolder: async (path) => (told('sync', path), fileDisk.syncFolder(path)),
      remove: async (path) => (told('remove', path), fileDisk.remove(path)),
    }
    const tiles = new GrowingTiles({ directory, size: 0, disk })
    tiles.append(leafOf(0))
    await tiles.save()
    const syncs = calls.filter((call) => call.startsWith('sync'))
    expect(syncs).toEqual([
      'sync tile/entries/000.p',
      'sync tile/0/000.p',
      'sync tile/entries',
      'sync tile/0',
      'sync tile',
      'sync ',
    ])
    expect(calls.findLastIndex((call) => call.startsWith('write'))).toBeLessThan(calls.indexOf(syncs[0] ?? ''))
  })
})

describe('entry bundles', () => {
  test('hold entries of any length up to the limit, each behind its length', async () => {
    const directory = freshFolder()
    const tiles = new GrowingTiles({ directory, size: 0 })
    const leaves = [Buffer.alloc(0), Buffer.alloc(1, 1), Buffer.alloc(65_535, 2)]
    const hashes = leaves.map((leaf) => tiles.append(leaf))
    await tiles.save()
    expect(folderTiles(directory, 3).entries(0)).toEqual(leaves)
    expect(hashes).toEqual(leaves.map((leaf) => leafHash(leaf)))
  })

  test('that end within an entry are refused', () => {
    expect(readBundle(Buffer.of(0, 1, 9))).toEqual([Buffer.of(9)])
    for (const bytes of [Buffer.of(0), Buffer.of(0, 2, 9)])
      expect(() => readBundle(bytes)).toThrow(/AUDIT_TILE_INVALID/)
    expect(() => readBundle(Buffer.of(0, 1, 9), 2)).toThrow(/AUDIT_TILE_INVALID/)
  })
})

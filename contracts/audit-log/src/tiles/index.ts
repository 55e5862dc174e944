/** Tiles and entry bundles in the form of C2SP tlog-tiles. */
export { GrowingTiles, type GrowingTilesOptions } from './growing-tiles.ts'
export { fileDisk, type TileDisk } from './tile-disk.ts'
export { folderTiles, type TileFolder } from './tile-folder.ts'
export { entriesPath, tileCount, tilePath, tileWidth, widthOf } from './tile-path.ts'
export { type ReadTile, tileHashes } from './tile-reader.ts'

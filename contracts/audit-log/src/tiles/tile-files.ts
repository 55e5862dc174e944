/** Writes files under a log's folder so that they and every folder on their way survive power loss. */
import { dirname, join } from 'node:path'
import type { TileDisk } from './tile-disk.ts'

/** Files are synced as they are written, their names by `sync`; only then may anything point at them. */
export class TileFiles {
  readonly #directory: string
  readonly #disk: TileDisk
  readonly #known = new Set<string>()
  readonly #unsynced = new Set<string>()

  constructor(directory: string, disk: TileDisk) {
    this.#directory = directory
    this.#disk = disk
    this.#known.add('.')
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    const folder = dirname(path)
    await this.#makeFolder(folder)
    await this.#disk.writeFile(join(this.#directory, path), bytes)
    this.#unsynced.add(folder)
  }

  /** Deepest folders first: a folder is durable before the one that names it. */
  async sync(): Promise<void> {
    const deepest = [...this.#unsynced].sort((one, other) => depth(other) - depth(one))
    for (const folder of deepest) await this.#disk.syncFolder(join(this.#directory, folder))
    this.#unsynced.clear()
  }

  /** Removes a folder of partial tiles that a full one replaced. */
  async remove(path: string): Promise<void> {
    await this.#disk.remove(join(this.#directory, path))
    this.#known.delete(path)
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#known.has(folder)) return
    const above = dirname(folder)
    await this.#makeFolder(above)
    await this.#disk.makeFolder(join(this.#directory, folder))
    this.#known.add(folder)
    this.#unsynced.add(above)
  }
}

function depth(folder: string): number {
  return folder === '.' ? 0 : folder.split('/').length
}

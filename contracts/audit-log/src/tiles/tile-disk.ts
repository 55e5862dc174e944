/** The port to the disk under the tiles: each call that returns has happened, so that the order of syncs can be shown in tests. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'

export interface TileDisk {
  /** Makes one folder, in a folder that is there. No error where it is there already. */
  makeFolder(path: string): Promise<void>
  /** Puts a whole file in place, its content synced, its name not yet. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>
  /** Makes the names in a folder durable. */
  syncFolder(path: string): Promise<void>
  /** Removes a file, or a folder with all in it. No error where it is gone already. */
  remove(path: string): Promise<void>
}

const ownerOnlyFile = 0o600
const ownerOnlyFolder = 0o700

/** The file system. It blocks: tiles are built in a process of their own, where a hand-over costs more than the call. */
export const fileDisk: TileDisk = {
  makeFolder: async (path) => void mkdirSync(path, { recursive: true, mode: ownerOnlyFolder }),
  writeFile: async (path, bytes) => {
    const temporary = `${path}.new`
    const file = openSync(temporary, 'w', ownerOnlyFile)
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  },
  syncFolder: async (path) => {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  },
  remove: async (path) => rmSync(path, { recursive: true, force: true }),
}

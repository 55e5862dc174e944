/** The port to the disk: all that the log asks of a file system to be written, so that failures and the order of syncs can be shown in tests. */
import { close, constants, fdatasync, fsync, ftruncate, open as openFile, write } from 'node:fs'
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { TileDisk } from '../tiles/tile-disk.ts'

/** One open segment. Every call that resolves has happened and survives power loss. */
export interface SegmentFile {
  /** Bytes and sync in one hand-over to the disk. */
  write(bytes: Uint8Array, position: number): Promise<void>
  /** Cuts to this length. */
  truncate(length: number): Promise<void>
  /** Makes durable what another process wrote. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** The disk under a log. */
export interface AuditStore extends TileDisk {
  /** Opens a segment, made where it is missing; its name is not durable before `syncFolder`. */
  open(path: string): Promise<SegmentFile>
  /** Bytes that the process may still fill. */
  freeBytes(folder: string): Promise<number>
}

const [openDescriptor, syncFile, cutFile, closeFile] = [
  promisify(openFile),
  promisify(fsync),
  promisify(ftruncate),
  promisify(close),
]
const ownerOnlyFile = 0o600
const ownerOnlyFolder = 0o700
/** Not every system knows it; there a second hand-over does the sync. */
const writesThrough: number | undefined = constants.O_DSYNC

/** The file system itself. */
export const fileStore: AuditStore = {
  open: async (path) =>
    segment(await openDescriptor(path, constants.O_CREAT | constants.O_WRONLY | (writesThrough ?? 0), ownerOnlyFile)),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: ownerOnlyFolder })),
  writeFile: async (path, bytes) => {
    const temporary = `${path}.new`
    const file = await open(temporary, 'w', ownerOnlyFile)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  },
  syncFolder: async (path) => {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
  remove: async (path) => rm(path, { recursive: true, force: true }),
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
}

function segment(file: number): SegmentFile {
  return {
    write: (bytes, position) =>
      new Promise((done, fail) => {
        writeAll(file, bytes, 0, position, (error) => (error === null ? done() : fail(error)))
      }),
    truncate: async (length) => {
      await cutFile(file, length)
      await syncFile(file)
    },
    sync: () => syncFile(file),
    close: () => closeFile(file),
  }
}

/** With callbacks and a bare descriptor: it is done for every group, and a file handle's promises cost as much again. */
function writeAll(
  file: number,
  bytes: Uint8Array,
  done: number,
  position: number,
  then: (error: Error | null) => void,
): void {
  write(file, bytes, done, bytes.length - done, position + done, (error, written) => {
    if (error !== null) return then(error)
    if (done + written < bytes.length) return writeAll(file, bytes, done + written, position, then)
    return writesThrough === undefined ? fdatasync(file, then) : then(null)
  })
}

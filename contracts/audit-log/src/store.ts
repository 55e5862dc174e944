/** The port to the disk: all that the log asks of a file system, so that its failures can be shown in tests. */
import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** One open segment. Every call that returns has happened; what is synced survives power loss. */
export interface SegmentFile {
  write(bytes: Uint8Array, position: number): Promise<void>
  sync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

/** Opens segments, making them where they are missing. */
export interface AuditStore {
  open(path: string): Promise<SegmentFile>
  /** Makes the names of a folder durable. */
  syncFolder(path: string): Promise<void>
}

const ownerOnly = 0o600

/** The file system itself. */
export const fileStore: AuditStore = {
  open: async (path) => segment(await open(path, constants.O_CREAT | constants.O_WRONLY, ownerOnly)),
  syncFolder: async (path) => {
    const folder = await open(path, constants.O_RDONLY)
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}

function segment(handle: FileHandle): SegmentFile {
  return {
    write: async (bytes, position) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
        done += bytesWritten
      }
    },
    sync: async () => handle.datasync(),
    truncate: async (length) => handle.truncate(length),
    close: async () => handle.close(),
  }
}

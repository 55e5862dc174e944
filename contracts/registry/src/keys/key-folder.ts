/**
 * The key store on disk: `months/<YYYY-MM>.key` (64 bytes: pseudonym key, then payload key) is written once and only
 * ever destroyed; `months/<YYYY-MM>.json` is its record. Each file is for its owner alone (0600) and durable before a call returns.
 */
import { randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { createSecretFile } from '@xinqiao/audit-log'
import { type LegalMonth, parseLegalMonth } from '@xinqiao/schema'
import { keyError } from './key-errors.ts'
import { type MonthRecord, readRecord } from './month-record.ts'

/** What lies in the folder for one month; `null` where the file is not there. */
export interface MonthFiles {
  readonly month: LegalMonth
  readonly material: Buffer | null
  readonly record: MonthRecord | null
}

export interface KeyFolder {
  read(): Promise<readonly MonthFiles[]>
  /** Creates the material; refuses where there is some already. */
  create(month: LegalMonth, material: Uint8Array): Promise<void>
  /** Replaces the record: old or new, never half. */
  writeRecord(record: MonthRecord): Promise<void>
  /** Overwrites the material with other bytes and takes the file away; resolves when both are on disk. */
  destroy(month: LegalMonth): Promise<void>
}

/** Opens the folder, making it where it is not there. */
export async function openKeyFolder(directory: string): Promise<KeyFolder> {
  const months = join(directory, 'months')
  await mkdir(months, { recursive: true, mode: 0o700 })
  const keyFile = (month: LegalMonth): string => join(months, `${month}.key`)
  return {
    read: async () => {
      const names = await readdir(months)
      const found = new Set(names.map((name) => parseLegalMonth(name.replace(/\.(key|json)$/u, ''))))
      const known = [...found].filter((month) => month !== undefined).toSorted()
      return Promise.all(known.map((month) => readMonth(months, month)))
    },
    create: async (month, material) => {
      // Never replaces: two processes on one store cannot both make a month.
      if (!createSecretFile(keyFile(month), material)) throw keyError('KEYS_UNAVAILABLE', `months/${month}.key`)
    },
    writeRecord: async (record) => {
      const file = join(months, `${record.month}.json`)
      const beside = `${file}.new`
      await written(beside, `${JSON.stringify(record, null, 2)}\n`)
      await rename(beside, file)
      await folderSynced(months)
    },
    destroy: async (month) => {
      // Gone already where an earlier attempt ended between this and the folder's sync.
      await unlessGone(overwritten(keyFile(month)))
      await unlessGone(unlink(keyFile(month)))
      await folderSynced(months)
    },
  }
}

async function readMonth(months: string, month: LegalMonth): Promise<MonthFiles> {
  const [material, text] = [await bytesOf(join(months, `${month}.key`)), await bytesOf(join(months, `${month}.json`))]
  if (text === null) return { month, material, record: null }
  const record = readRecord(jsonOf(text))
  if (record === undefined || record.month !== month) throw keyError('KEYS_DAMAGED', `months/${month}.json`)
  return { month, material, record }
}

function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'))
  } catch {
    return undefined
  }
}

async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Writes a whole new file and syncs it. */
async function written(file: string, content: Uint8Array | string): Promise<void> {
  await withHandle(await open(file, 'w', 0o600), async (handle) => {
    await handle.writeFile(content)
    await handle.sync()
  })
}

async function overwritten(file: string): Promise<void> {
  await withHandle(await open(file, 'r+'), async (handle) => {
    const { size } = await handle.stat()
    await handle.write(randomBytes(size), 0, size, 0)
    await handle.sync()
  })
}

async function unlessGone(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

async function folderSynced(folder: string): Promise<void> {
  await withHandle(await open(folder, 'r'), (handle) => handle.sync())
}

async function withHandle(handle: FileHandle, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(handle)
  } finally {
    await handle.close()
  }
}

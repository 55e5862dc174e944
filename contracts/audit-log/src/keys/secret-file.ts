/** A secret that is made once: never half written, never replaced, readable by its owner alone. */
import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const ownerOnlyFile = 0o600
const ownerOnlyFolder = 0o700

/** Makes the file with its folder, durable on return; `false`, and nothing changed, where it is there already. */
export function createSecretFile(path: string, bytes: Uint8Array): boolean {
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: ownerOnlyFolder })
  const draft = `${path}.${randomUUID()}.new`
  synced(draft, 'wx', (file) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
  })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  synced(folder, 'r', () => {})
  return true
}

function synced(path: string, flags: 'wx' | 'r', work: (file: number) => void): void {
  const file = openSync(path, flags, ownerOnlyFile)
  try {
    work(file)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

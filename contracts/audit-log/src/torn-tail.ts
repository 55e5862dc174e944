/** A group that was torn by a crash: kept beside the log as evidence, cut, and named in the first entry behind the cut. */
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditStore } from './store.ts'

/** What was cut. */
export interface TornTail {
  readonly bytes: number
  readonly sha256: string
}

const suffix = '.bin'

/** Cuts a segment behind its last whole group. `next`: the index at which the log goes on. */
export async function cutTornTail(
  directory: string,
  store: AuditStore,
  tail: { readonly file: string; readonly length: number; readonly next: number },
): Promise<void> {
  const torn = (await readFile(join(directory, tail.file))).subarray(tail.length)
  await writeFile(join(directory, `${prefix(tail.next)}${digest(torn).slice(0, 16)}${suffix}`), torn, {
    mode: 0o600,
    flush: true,
  })
  await store.syncFolder(directory)
  const segment = await store.open(join(directory, tail.file))
  try {
    await segment.truncate(tail.length)
    await segment.sync()
  } finally {
    await segment.close()
  }
}

/** Tails that were cut at this index and that no entry names yet: that entry is always the first behind the cut. */
export async function unnamedTornTails(directory: string, next: number): Promise<readonly TornTail[]> {
  const names = (await readdir(directory))
    .filter((name) => name.startsWith(prefix(next)) && name.endsWith(suffix))
    .sort()
  return Promise.all(
    names.map(async (name) => {
      const torn = await readFile(join(directory, name))
      return { bytes: torn.length, sha256: digest(torn) }
    }),
  )
}

function prefix(next: number): string {
  return `torn-${next}-`
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The newest checkpoint that witnesses signed, so that a proof handed out can be held against them too. */
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { settledTailBytes } from '../limits.ts'
import { isSettledOver, readKept } from '../notes/kept-checkpoints.ts'

/** The newest one that covers this entry, out of the end of the newest day's file; `null` where there is none. */
export async function settledNote(directory: string, index: number): Promise<string | null> {
  const folder = join(directory, 'checkpoints')
  const newest = (await readdir(folder).catch((): readonly string[] => []))
    .toSorted((a, b) => a.localeCompare(b))
    .at(-1)
  if (newest === undefined) return null
  const { notes } = readKept(await tailOf(join(folder, newest)))
  return notes.findLast((note) => isSettledOver(note, index)) ?? null
}

/** The end of a file of notes, from the beginning of a note on. Signature lines follow an empty line too, but begin with a dash. */
async function tailOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - settledTailBytes)
    const bytes = Buffer.alloc(size - from)
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from)
    const text = bytes.toString('utf8', 0, bytesRead)
    return from === 0 ? text : text.slice((/\n\n(?!\u2014)/u.exec(text)?.index ?? text.length) + 2)
  } finally {
    await file.close()
  }
}

/**
 * A file of checkpoints that are kept, `checkpoints/<date>.txt`: signed notes one after the other, oldest first, each followed by
 * an empty line. It grows at its end, so a crash may leave the last one unfinished: that one is passed over.
 */
import { checkpointText, readCheckpoint } from './checkpoint.ts'
import { readNote } from './signed-note.ts'

/** The form in which a note is added at the end of the file. */
export function keptForm(note: string): string {
  return `${note}\n`
}

/** The whole notes of a file, in order, nothing of them checked. What has no form of a checkpoint is given back as it is, as `unread`. */
export function readKept(file: string): { readonly notes: readonly string[]; readonly unread: readonly string[] } {
  const blocks = file.split('\n\n')
  const unfinished = blocks.pop() ?? ''
  const notes: string[] = []
  const unread: string[] = unfinished === '' ? [] : [unfinished]
  for (let at = 0; at < blocks.length; at += 2) {
    const note = `${blocks[at]}\n\n${blocks[at + 1] ?? ''}\n`
    if (isCheckpoint(note)) notes.push(note)
    else unread.push(note)
  }
  return { notes, unread }
}

function isCheckpoint(note: string): boolean {
  try {
    const { text } = readNote(note)
    return checkpointText(readCheckpoint(text)) === text
  } catch {
    return false
  }
}

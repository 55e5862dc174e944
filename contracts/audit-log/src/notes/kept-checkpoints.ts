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

/** What a file holds, in order, nothing of it checked. `unread`: what has no form of a checkpoint; `isWhole`: nothing unfinished ends it. */
export interface KeptNotes {
  readonly notes: readonly string[]
  readonly unread: readonly string[]
  readonly isWhole: boolean
}

/** The whole notes of a file. */
export function readKept(file: string): KeptNotes {
  const blocks = file.split('\n\n')
  const isWhole = blocks.pop() === '' && blocks.length % 2 === 0
  const notes: string[] = []
  const unread: string[] = []
  for (let at = 0; at + 1 < blocks.length; at += 2) {
    const note = `${blocks[at]}\n\n${blocks[at + 1]}\n`
    if (isCheckpoint(note)) notes.push(note)
    else unread.push(note)
  }
  return { notes, unread, isWhole: isWhole || file === '' }
}

/** Whether more than the log itself signed a checkpoint that covers this entry; by whom is for those to check who hold the keys. */
export function isSettledOver(note: string, index: number): boolean {
  const { text, lines } = readNote(note)
  return lines.length > 1 && readCheckpoint(text).size > index
}

function isCheckpoint(note: string): boolean {
  try {
    const { text } = readNote(note)
    return checkpointText(readCheckpoint(text)) === text
  } catch {
    return false
  }
}

/** `xinqiao audit compare [FOLDER]`: the rows of the index held against the log's own tiles, by the auditor (audit.md §5). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  AuditLogError,
  bestCheckpoint,
  folderTiles,
  leafHash,
  readCheckpoint,
  readNote,
  tileWidth,
} from '@xinqiao/audit-log'
import { CliError, type Lesson } from '../errors.ts'
import { checkIndex } from '../hub/audit-index.ts'
import { type Compared, compareLog, type OpenedLog } from '../hub/compare-log.ts'
import { type FoundHub, findHub } from '../hub/find-hub.ts'
import { nodeFolder, originFolders } from '../hub/log-folder.ts'
import { articleText } from '../output/code-lesson.ts'
import { say } from '../output/language.ts'
import { printData, writeOut } from '../output/print.ts'
import { storeTalk } from '../texts/audit-store.ts'
import { ownError } from '../texts/lessons.ts'
import { type OwnCode, ownCodes } from '../texts/own-codes.ts'
import { filled } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** Compares all logs of a folder. Exit 1 with a finding. */
export async function auditCompare(input: VerbInput): Promise<void> {
  const { output, lang, state } = input
  const folder = nodeFolder(input, input.words[0])
  const logs = existsSync(join(folder, 'origin')) ? [folder] : originFolders(folder).map((name) => join(folder, name))
  const hub = findHub(state)
  const all: Compared[] = []
  for (const log of logs) if (existsSync(join(log, 'checkpoint'))) all.push(await compare(log, hub))
  if (output !== 'table') await printData(all, output)
  else
    for (const { origin, size, compared, differing, lost } of all)
      writeOut(filled(say(storeTalk.compared, lang), origin, compared, size, differing.length, lost.length))
  const lessons = all.flatMap(lessonsOf)
  if (lessons.length > 0) throw new CliError('findings', lessons)
}

async function compare(log: string, hub: FoundHub): Promise<Compared> {
  const opened = openLog(log)
  return compareLog(opened, (from) => checkIndex(hub, opened.origin, from))
}

function openLog(log: string): OpenedLog {
  return readable(() => {
    const { origin, size } = readCheckpoint(readNote(bestCheckpoint(log, 0)).text)
    const tiles = folderTiles(log, size)
    let bundle: { readonly n: number; readonly entries: readonly Buffer[] } = { n: -1, entries: [] }
    const leaf = (index: number): Buffer => {
      const n = Math.floor(index / tileWidth)
      if (bundle.n !== n) bundle = { n, entries: tiles.entries(n) }
      return bundle.entries[index % tileWidth] ?? tiles.leaf(index)
    }
    return { origin, size, hashes: (index) => readable(() => leafHash(leaf(index)).toString('hex')) }
  })
}

function readable<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof AuditLogError ? ownError('AUDIT_UNREADABLE', error.message, { cause: error }) : error
  }
}

function lessonsOf({ origin, size, compared, differing, lost }: Compared): readonly Lesson[] {
  const missing = compared < size ? [lessonOf('INDEX_ENDS', origin, compared, size - compared)] : []
  return [...missing, ...firstOf('INDEX_DIFFERS', origin, differing), ...firstOf('PAYLOAD_LOST', origin, lost)]
}

/** The first entry and how many there are: a whole index that was exchanged must not fill the screen. */
function firstOf(code: OwnCode, origin: string, found: readonly number[]): readonly Lesson[] {
  const [first] = found
  return first === undefined ? [] : [lessonOf(code, origin, first, found.length)]
}

function lessonOf(code: OwnCode, origin: string, first: number, count: number): Lesson {
  const { what, next } = ownCodes[code]
  return { code, what, where: `${origin}/${first} (${count})`, article: articleText('REG-26.2b'), next }
}

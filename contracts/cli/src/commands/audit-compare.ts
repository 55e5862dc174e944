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

/** What was compared of one log: entries under its checkpoint that the index holds. */
interface Compared {
  readonly origin: string
  readonly size: number
  readonly compared: number
  /** Rows that are not there, or do not say what the entry says. */
  readonly differing: readonly number[]
  /** Payloads that are not there, though they were neither erased nor ended with their month. */
  readonly lost: readonly number[]
}

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
  const { origin, size, hashes } = openLog(log)
  const differing = new Set<number>()
  const lost: number[] = []
  let from = 0
  while (from < size) {
    const page = await checkIndex(hub, origin, from)
    const to = Math.min(page.to, size)
    if (to <= from) break
    for (let index = from; index < to; index += 1) if (page.hashes[index - from] !== hashes(index)) differing.add(index)
    for (const index of page.unfit) if (index < to) differing.add(index)
    lost.push(...page.lost.filter((index) => index < to))
    from = to
  }
  return { origin, size, compared: from, differing: [...differing].toSorted((one, other) => one - other), lost }
}

interface OpenedLog {
  readonly origin: string
  readonly size: number
  /** Hash of an entry, hex, made of its own bytes; asked for in their order. */
  readonly hashes: (index: number) => string
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

function lessonsOf({ origin, differing, lost }: Compared): readonly Lesson[] {
  return [lessonOf('INDEX_DIFFERS', origin, differing), lessonOf('PAYLOAD_LOST', origin, lost)].flat()
}

/** The first entry and how many there are: a whole index that was exchanged must not fill the screen. */
function lessonOf(code: OwnCode, origin: string, found: readonly number[]): readonly Lesson[] {
  const [first] = found
  if (first === undefined) return []
  const { what, next } = ownCodes[code]
  return [{ code, what, where: `${origin}/${first} (${found.length})`, article: articleText('REG-26.2b'), next }]
}

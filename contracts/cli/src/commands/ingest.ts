/** `xinqiao ingest FILE --agency X`: a file of records through that agency's ingest door, with progress and every refused line. */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { codeEntry, isCode } from '@xinqiao/schema'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'
import { findAgency, findHub } from '../hub/find-hub.ts'
import { type IngestFigures, ingestFile, type RefusedLine } from '../hub/ingest-file.ts'
import { readJsonKey } from '../hub/read-key.ts'
import { type Language, say } from '../output/language.ts'
import { printData, writeOut, writeTalk } from '../output/print.ts'
import { table } from '../output/table.ts'
import { ownError } from '../texts/lessons.ts'
import { filled, headings, talk } from '../texts/talk.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'

/** Sends the file; exit 1 when a line was refused. */
export async function ingest(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const wanted = demand(input, ['agency'])
  const agency = findAgency(findHub(input.state), wanted.agency)
  const file = resolve(readEnvironment().invokedFrom, input.words[0] ?? '')
  const size = statSync(file, { throwIfNoEntry: false })
  if (size?.isFile() !== true) throw ownError('FILE_NOT_FOUND', input.words[0])
  const figures = await ingestFile({
    url: agency.ingest,
    key: readJsonKey(agency.key),
    file,
    item: input.flag('item'),
    ...(quiet ? {} : { onSent: progress(size.size, lang) }),
  })
  if (output === 'table') show(figures, lang)
  else await printData(figures, output)
  if (!quiet) writeTalk(filled(talk.ingested[lang], figures.accepted, figures.unchanged, figures.refused))
  if (figures.refused > 0) throw new CliError('findings', [])
}

/** Rewrites one line on a terminal; elsewhere a line every tenth, for files that take long. */
function progress(size: number, lang: Language): (sent: number) => void {
  const step = process.stderr.isTTY ? 1 : tenth
  let shown = 0
  return (sent) => {
    const percent = Math.floor((sent / Math.max(1, size)) * 100)
    if (percent < shown + step) return
    shown = percent - (percent % step)
    const text = filled(talk.sent[lang], shown)
    if (process.stderr.isTTY) process.stderr.write(`\r${text}${shown === 100 ? '\n' : ''}`)
    else if (size > quickBytes) writeTalk(text)
  }
}

const tenth = 10
/** A file this small is sent before anyone wonders. */
const quickBytes = 1_000_000

function show(figures: IngestFigures, lang: Language): void {
  if (figures.refusals.length === 0) return
  const titles = [headings.line, headings.id, headings.code, headings.at, headings.message]
  writeOut(
    table(
      titles.map((title) => say(title, lang)),
      figures.refusals.map((one) => [String(one.line), one.id ?? '–', one.code, one.path ?? '–', messageOf(one, lang)]),
    ),
  )
}

/** The door answers in both languages at once, with a detail in English; here the one asked for is enough. */
function messageOf({ code, message }: RefusedLine, lang: Language): string {
  if (!isCode(code)) return message
  const entry = codeEntry(code)
  if (lang === 'zh') return `${entry.zh}${entry.nextZh}`
  const known = [entry.zh, entry.nextZh, entry.en, entry.nextEn]
  const detail = known.reduce((rest, text) => rest.replace(text, ''), message).trim()
  return [entry.en, detail.replace(/\s+/g, ' '), entry.nextEn].filter((text) => text !== '').join(' ')
}

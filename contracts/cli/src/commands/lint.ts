/** `xinqiao lint PATH`: a data folder, or one file of it, held against its formats and the catalog, before any hub sees it. */
import { checkFolder } from '@xinqiao/contracts'
import { CliError, type Lesson } from '../errors.ts'
import { readFolder } from '../hub/read-folder.ts'
import { codeLesson } from '../output/code-lesson.ts'
import { printData, writeTalk } from '../output/print.ts'
import { filled, talk } from '../texts/talk.ts'
import type { VerbInput } from '../verbs/verb.ts'

/** One file is judged in its folder, and only its own findings are told. */
export async function lint(input: VerbInput): Promise<void> {
  const { output, lang, quiet } = input
  const given = readFolder(input.words[0] ?? '')
  const folder = given.isFolder ? given : readFolder(given.root)
  const names = folder.recordFiles.map(({ path }) => [path, ''] as const)
  const checked = checkFolder(new Map([...folder.files, ...names]))
  const own = ({ file }: Found): boolean => given.isFolder || given.files.has(file)
  const findings = checked.findings.filter(own)
  const warnings = checked.warnings.filter(own)
  if (output !== 'table') await printData({ findings, warnings }, output)
  else if (!quiet)
    for (const warning of warnings) writeTalk(`${talk.warning[lang]}  ${warning.message}\n  ${placeOf(warning)}`)
  if (findings.length > 0) throw new CliError('findings', output === 'table' ? findings.map(lessonOf) : [])
  if (!quiet) writeTalk(filled(talk.filesInOrder[lang], given.files.size + given.recordFiles.length))
}

type Found = ReturnType<typeof checkFolder>['findings'][number]

const formatNext = {
  zh: '参见该文件的格式：deploy/README.md“The data folder”。',
  en: 'See the format of this file: deploy/README.md, "The data folder".',
}

/** The message names what was expected; the code's own text gives article and next step. */
function lessonOf(finding: Found): Lesson {
  const lesson = codeLesson(finding.code, { message: finding.message, where: placeOf(finding) })
  if (typeof lesson.what === 'string') return { ...lesson, next: formatNext }
  return { ...lesson, what: { zh: lesson.what.zh, en: `${lesson.what.en} ${finding.message}` } }
}

function placeOf({ file, line, path }: Found): string {
  return `${file}${line === undefined ? '' : `:${line}`}  ${String(path)}`
}

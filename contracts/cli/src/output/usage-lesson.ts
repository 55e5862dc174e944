/** What commander found wrong with a command line, in the shape of all doors. Values that were typed are not repeated. */
import type { CommanderError } from 'commander'
import type { Lesson } from '../errors.ts'
import type { Bilingual } from './language.ts'

const texts: Readonly<Record<string, Bilingual>> = {
  'commander.missingArgument': { zh: '缺少参数。', en: 'A word is missing.' },
  'commander.optionMissingArgument': { zh: '选项缺少取值。', en: 'A flag lacks its value.' },
  'commander.unknownOption': { zh: '没有这个选项。', en: 'There is no such flag.' },
  'commander.unknownCommand': { zh: '没有这个命令。', en: 'There is no such verb.' },
  'commander.excessArguments': {
    zh: '参数过多；含空格的文字须加引号。',
    en: 'There are too many words; quote a text with spaces.',
  },
}
const unreadable: Bilingual = { zh: '命令行无法读懂。', en: 'This command line cannot be read.' }
const next: Bilingual = {
  zh: '查看选项与示例：npx xinqiao <命令> --help',
  en: 'See flags and examples: npx xinqiao <verb> --help',
}
/** Only names that the command line itself gave are quoted: arguments and flags, and a proposal for a mistyped one. */
const ownNames: ReadonlySet<string> = new Set(['commander.missingArgument', 'commander.optionMissingArgument'])

/** The lesson of a command line that cannot be read (exit 2). */
export function usageLesson(error: CommanderError): Lesson {
  const quoted = ownNames.has(error.code) ? /'([^']+)'/.exec(error.message)?.[1] : undefined
  const proposal = /\(Did you mean (?:one of )?([^?]+)\?\)/.exec(error.message)?.[1]
  return { code: 'USAGE', what: texts[error.code] ?? unreadable, where: quoted ?? (proposal && `${proposal}?`), next }
}

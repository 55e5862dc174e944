/** Which of the two languages the command line speaks: `--lang`, else `XINQIAO_LANG`, else `LANG`. */
import { readEnvironment } from '../config.ts'

export type Language = 'zh' | 'en'

/** A text in both languages; one without the other does not compile. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** The language asked for; English where nothing says Chinese. */
export function languageOf(option: string | undefined): Language {
  const wanted = option ?? readEnvironment().language
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** The language of a command line that has not been read yet, so that its help is written in it. */
export function languageOfLine(argv: readonly string[]): Language {
  const at = argv.indexOf('--lang')
  return languageOf(at === -1 ? argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) : argv[at + 1])
}

/** The text in one language; plain text stays as it is. */
export function say(text: Bilingual | string, language: Language): string {
  return typeof text === 'string' ? text : text[language]
}

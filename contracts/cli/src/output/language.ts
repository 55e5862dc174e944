/** Which of the two languages the command line speaks: `--lang`, else `XINQIAO_LANG`, else `LANG`. */
import { readEnvironment } from '../config.ts'

export type Language = 'zh' | 'en'

/** The language asked for; English where nothing says Chinese. */
export function languageOf(option: string | undefined): Language {
  const wanted = option ?? readEnvironment().language
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** A text in both languages. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** The text in one language. */
export function say(text: Bilingual, language: Language): string {
  return text[language]
}

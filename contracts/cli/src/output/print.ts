/** Data goes to stdout, talk to stderr; JSON carries a schema version and changes only by addition. */
import { stringify } from 'yaml'
import type { Lesson } from '../errors.ts'
import type { Language } from './language.ts'

export type OutputFormat = 'table' | 'json' | 'yaml' | 'ndjson'

/** Version of the JSON that the verbs print. */
export const outputSchema = 'xinqiao/1'

/** Prints a value as data: JSON with its schema version, YAML, or one line a member. */
export function printData(value: unknown, format: Exclude<OutputFormat, 'table'>): void {
  switch (format) {
    case 'json':
      return writeOut(JSON.stringify({ schema: outputSchema, data: value }, null, 2))
    case 'yaml':
      return writeOut(stringify(value).trimEnd())
    case 'ndjson':
      return writeOut((Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one)).join('\n'))
  }
}

/** A line of data on stdout. */
export function writeOut(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** A line of talk on stderr. */
export function writeTalk(text: string): void {
  process.stderr.write(`${text}\n`)
}

const labels = {
  zh: { where: '位置', article: '依据', next: '下一步' },
  en: { where: 'where', article: 'article', next: 'next' },
} as const

/** One lesson in the shape of all doors: code · what · where · article · next step. */
export function lessonText(lesson: Lesson, language: Language): string {
  const label = labels[language]
  const rest = [
    [label.where, lesson.where],
    [label.article, lesson.article],
    [label.next, lesson.next],
  ].flatMap(([name, text]) => (text === undefined || text === '' ? [] : [`  ${(name ?? '').padEnd(8)} ${text}`]))
  return [`${lesson.code}  ${lesson.what}`, ...rest].join('\n')
}

/** Data goes to stdout, talk to stderr; JSON carries a schema version and changes only by addition. */
import { plainLines } from '@xinqiao/audit-log/plain-text'
import type { Lesson } from '../errors.ts'
import { type Language, say } from './language.ts'

export const outputFormats = ['table', 'json', 'yaml', 'ndjson'] as const
export type OutputFormat = (typeof outputFormats)[number]

/** Version of the JSON that the verbs print. */
export const outputSchema = 'xinqiao/1'

/** Prints a value as data: JSON and YAML with their schema version, or one line a member. */
export async function printData(value: unknown, format: Exclude<OutputFormat, 'table'>): Promise<void> {
  switch (format) {
    case 'json':
      return writeOut(JSON.stringify({ schema: outputSchema, data: value }, null, 2))
    case 'yaml': {
      const { stringify } = await import('yaml')
      return writeOut(stringify({ schema: outputSchema, data: value }, { aliasDuplicateObjects: false }).trimEnd())
    }
    case 'ndjson':
      for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) writeOut(JSON.stringify(one))
  }
}

/** A line of data on stdout. */
export function writeOut(text: string): void {
  process.stdout.write(`${plainLines(text)}\n`)
}

/** A line of talk on stderr. */
export function writeTalk(text: string): void {
  process.stderr.write(`${plainLines(text)}\n`)
}

const labels = {
  zh: { where: '位置', article: '依据', next: '下一步' },
  en: { where: 'where', article: 'article', next: 'next' },
} as const
/** Display columns of a label. */
const labelWidth = 8

/** One lesson in the shape of all doors: code · what · where · article · next step. */
export function lessonText(lesson: Lesson, language: Language): string {
  const label = labels[language]
  const rest = [
    [label.where, lesson.where],
    [label.article, lesson.article],
    [label.next, lesson.next],
  ] as const
  const lines = rest.flatMap(([name, text]) => {
    if (text === undefined || text === '') return []
    return [`  ${name}${' '.repeat(labelWidth - (language === 'zh' ? 2 : 1) * name.length)} ${say(text, language)}`]
  })
  return [`${lesson.code}  ${say(lesson.what, language)}`, ...lines].join('\n')
}

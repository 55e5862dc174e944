/** One row a subject: its code, how it was answered, and its facts in one cell. */
import type { ExitName } from '../exit-codes.ts'
import { headings } from '../texts/talk.ts'
import { type Language, say } from './language.ts'
import { asObject, isLeaf, leaf } from './profile.ts'
import { table } from './table.ts'

/** Answer about one subject of a list. */
export interface SubjectAnswer {
  readonly subject: Readonly<Record<string, string>>
  readonly exit: ExitName
  /** Codes of what was refused or missing, each once. */
  readonly codes: readonly string[]
  readonly data: unknown
}

/** The rows as a table of 80 columns. */
export function subjectTable(rows: readonly SubjectAnswer[], lang: Language): string {
  return table(
    [headings.subject, headings.answer, headings.facts].map((title) => say(title, lang)),
    rows.map((row) => [
      Object.values(row.subject).join(' '),
      [row.exit, ...row.codes].join(' '),
      factsOf(row.data).join('; '),
    ]),
  )
}

/** `amr.regBasic.name 海南…` for single facts, `amr.penalty 3` for lists of records. The root field is left out. */
export function factsOf(data: unknown): readonly string[] {
  return Object.values(asObject(data)).flatMap((root) => below(root, []))
}

function below(value: unknown, path: readonly string[]): readonly string[] {
  if (isLeaf(value) && !Array.isArray(value))
    return value === null || value === undefined ? [] : [`${path.join('.')} ${leaf(value)}`]
  if (Array.isArray(value) && value.length > 0 && isLeaf(value)) return [`${path.join('.')} ${leaf(value)}`]
  const nodes = Array.isArray(value) ? value : asObject(value)['nodes']
  if (Array.isArray(nodes)) return [`${path.join('.')} ${nodes.length}`]
  return Object.entries(asObject(value)).flatMap(([name, one]) => below(one, [...path, name]))
}

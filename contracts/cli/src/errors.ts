/** Failures of the command line: always code, what, where, article and next step. */
import type { ExitName } from './exit-codes.ts'
import type { Bilingual } from './output/language.ts'

/** One finding or refusal in the shape that every door of the hub uses. No part holds a value of a record. */
export interface Lesson {
  readonly code: string
  readonly what: Bilingual | string
  readonly where?: string | undefined
  readonly article?: Bilingual | string | undefined
  readonly next?: Bilingual | string | undefined
}

/** Ends a verb with lessons on stderr and the exit code named. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exit: ExitName
  readonly lessons: readonly Lesson[]

  constructor(exit: ExitName, lessons: Lesson | readonly Lesson[], options?: ErrorOptions) {
    const all = Array.isArray(lessons) ? (lessons as readonly Lesson[]) : [lessons as Lesson]
    const lines = all.map(({ code, what }) => `${code}: ${typeof what === 'string' ? what : what.en}`)
    super(lines.join('\n'), options)
    this.exit = exit
    this.lessons = all
  }
}

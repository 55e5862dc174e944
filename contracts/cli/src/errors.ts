/** Failures of the command line: always code, what, where, article and next step. */
import type { ExitName } from './exit-codes.ts'

/** One finding or refusal in the shape that every door of the hub uses. */
export interface Lesson {
  readonly code: string
  readonly what: string
  readonly where?: string | undefined
  readonly article?: string | undefined
  readonly next?: string | undefined
}

/** Ends a verb with lessons on stderr and the exit code named. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly exit: ExitName
  readonly lessons: readonly Lesson[]

  constructor(exit: ExitName, lessons: Lesson | readonly Lesson[], options?: ErrorOptions) {
    const all = Array.isArray(lessons) ? (lessons as readonly Lesson[]) : [lessons as Lesson]
    super(all.map((lesson) => `${lesson.code}: ${lesson.what}`).join('\n'), options)
    this.exit = exit
    this.lessons = all
  }
}

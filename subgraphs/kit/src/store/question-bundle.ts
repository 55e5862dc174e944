/**
 * Questions to one prepared statement that go to a connection together: prepared there once, then one write for all of them.
 * The columns are known, so no description is asked for, and rows stay the texts that PostgreSQL sent.
 */
import type pg from 'pg'
import { bindMessages } from './bind-message.ts'

/** A statement by its name on the connection. */
export interface PreparedStatement {
  readonly name: string
  readonly text: string
}

/** One row: a text for each column, null for NULL. */
export type TextRow = readonly (string | null)[]

export interface Question {
  readonly statement: PreparedStatement
  readonly values: readonly string[]
  readonly resolve: (rows: readonly TextRow[]) => void
  readonly reject: (error: Error) => void
}

/** Hears of the end: of what went wrong, and which questions have no answer, the one that it befell first. */
export type BundleEnd = (error: Error | undefined, unanswered: readonly Question[]) => void

/** What node-postgres keeps of a connection's prepared statements. */
interface StatementConnection extends pg.Connection {
  readonly parsedStatements: Readonly<Record<string, string>>
  readonly submittedNamedStatements: Record<string, string>
}

/** The questions as node-postgres runs them (its interface for queries of one's own, as of pg-cursor). */
export class QuestionBundle implements pg.Submittable {
  readonly name: string
  readonly text: string
  readonly #questions: readonly Question[]
  #answered = 0
  #rows: TextRow[] = []
  #end: BundleEnd | undefined

  constructor({ name, text }: PreparedStatement, questions: readonly Question[], end: BundleEnd) {
    this.name = name
    this.text = text
    this.#questions = questions
    this.#end = end
  }

  submit(given: pg.Connection): void {
    const connection = given as StatementConnection
    const { stream } = connection
    const isNew = connection.parsedStatements[this.name] === undefined
    if (isNew) {
      stream.cork()
      connection.parse({ name: this.name, text: this.text, types: [] }, true)
      connection.submittedNamedStatements[this.name] = this.text
    }
    const values = this.#questions.map((question) => question.values)
    // A connection that is gone says so itself, to `handleError`.
    if (stream.writable) stream.write(bindMessages(this.name, values))
    if (isNew) stream.uncork()
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#rows.push(fields)
  }

  handleCommandComplete(): void {
    const question = this.#questions[this.#answered]
    const rows = this.#rows
    this.#answered += 1
    this.#rows = []
    question?.resolve(rows)
  }

  handleReadyForQuery(): void {
    this.#finish(undefined)
  }

  handleError(error: Error): void {
    this.#finish(error)
  }

  handleRowDescription(): void {
    // The columns are those of the statement's text.
  }

  #finish(error: Error | undefined): void {
    const end = this.#end
    this.#end = undefined
    end?.(error, this.#questions.slice(this.#answered))
  }
}

/**
 * A prepared statement asked with as few steps as the protocol needs: named once a connection, then bind, execute, sync in one
 * write; the columns are known, so no description is asked for, and rows stay the texts that PostgreSQL sent.
 */
import type pg from 'pg'

/** A statement by its name on the connection. */
export interface PreparedStatement {
  readonly name: string
  readonly text: string
}

/** One row: a text for each column, null for NULL. */
export type TextRow = readonly (string | null)[]

/** What node-postgres keeps of a connection's prepared statements. */
interface StatementConnection extends pg.Connection {
  readonly parsedStatements: Readonly<Record<string, string>>
  readonly submittedNamedStatements: Record<string, string>
}

/** Asks on any connection of the pool; one that fails is not used again. */
export function preparedRows(
  pool: pg.Pool,
  statement: PreparedStatement,
  values: readonly string[],
): Promise<readonly TextRow[]> {
  return new Promise((resolve, reject) => {
    pool.connect((unavailable, client, release) => {
      if (unavailable !== undefined || client === undefined)
        return reject(unavailable ?? new Error('expected a connection'))
      const finish = (error: Error | undefined, rows: readonly TextRow[]): void => {
        client.off('error', broken)
        release(error)
        if (error === undefined) resolve(rows)
        else reject(error)
      }
      // A connection may break while it is ours; without a listener that would end the process.
      const broken = (error: Error): void => question.handleError(error)
      client.on('error', broken)
      const question = new RowsQuestion(statement, values, finish)
      client.query(question)
    })
  })
}

/** A PostgreSQL array of texts or numbers, as one parameter. */
export function arrayText(values: readonly (string | number | null)[]): string {
  const elements = values.map((value) => {
    if (typeof value !== 'string') return value === null ? 'NULL' : String(value)
    return `"${/["\\]/u.test(value) ? value.replaceAll(/["\\]/gu, String.raw`\$&`) : value}"`
  })
  return `{${elements.join(',')}}`
}

/** The question as node-postgres runs it (its interface for queries of one's own, as of pg-cursor). */
class RowsQuestion implements pg.Submittable {
  readonly name: string
  readonly text: string
  readonly #values: readonly string[]
  readonly #rows: TextRow[] = []
  #finish: ((error: Error | undefined, rows: readonly TextRow[]) => void) | undefined

  constructor(
    { name, text }: PreparedStatement,
    values: readonly string[],
    finish: (error: Error | undefined, rows: readonly TextRow[]) => void,
  ) {
    this.name = name
    this.text = text
    this.#values = values
    this.#finish = finish
  }

  submit(given: pg.Connection): void {
    const connection = given as StatementConnection
    connection.stream.cork()
    if (connection.parsedStatements[this.name] === undefined) {
      connection.parse({ name: this.name, text: this.text, types: [] }, true)
      connection.submittedNamedStatements[this.name] = this.text
    }
    connection.bind({ statement: this.name, values: [...this.#values] }, true)
    connection.execute(null, true)
    connection.sync()
    connection.stream.uncork()
  }

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    this.#rows.push(fields)
  }

  handleReadyForQuery(): void {
    this.#end(undefined)
  }

  handleError(error: Error): void {
    this.#end(error)
  }

  handleRowDescription(): void {
    // The columns are those of the statement's text.
  }

  handleCommandComplete(): void {
    // The end is told by `handleReadyForQuery`, when the connection is free.
  }

  #end(error: Error | undefined): void {
    const finish = this.#finish
    this.#finish = undefined
    finish?.(error, this.#rows)
  }
}

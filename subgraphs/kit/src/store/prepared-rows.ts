/**
 * Prepared statements asked with as few steps as the protocol needs: what is asked in one turn of the process goes out in one
 * write on one connection, and comes back in order. Each question fails alone.
 */
import type pg from 'pg'
import { questionsPerBundleMax } from '../limits.ts'
import { type PreparedStatement, type Question, QuestionBundle, type TextRow } from './question-bundle.ts'

/**
 * Asks on any connection of the pool; one that fails is not used again. `isLight`: it takes PostgreSQL so little that others
 * may wait behind it; every other question has a connection to itself.
 */
export type AskRows = (
  statement: PreparedStatement,
  values: readonly string[],
  isLight: boolean,
) => Promise<readonly TextRow[]>

/** Opens the asking over a pool. */
export function openPreparedRows(pool: pg.Pool): AskRows {
  const light = new Map<PreparedStatement, Question[]>()
  const sendLight = (): void => {
    for (const questions of light.values())
      for (let at = 0; at < questions.length; at += questionsPerBundleMax)
        send(pool, questions.slice(at, at + questionsPerBundleMax))
    light.clear()
  }
  return (statement, values, isLight) =>
    new Promise((resolve, reject) => {
      const question = { statement, values, resolve, reject }
      if (!isLight) return send(pool, [question])
      // After everything that is ready to run: calls that the same turn brought ask together.
      if (light.size === 0) process.nextTick(sendLight)
      const gathered = light.get(statement)
      if (gathered === undefined) light.set(statement, [question])
      else gathered.push(question)
    })
}

function send(pool: pg.Pool, questions: readonly Question[]): void {
  const [first] = questions
  if (first === undefined) return
  pool.connect((unavailable, client, release) => {
    if (unavailable !== undefined || client === undefined) {
      for (const { reject } of questions) reject(unavailable ?? new Error('expected a connection'))
      return
    }
    const bundle = new QuestionBundle(first.statement, questions, (error, [failed, ...others]) => {
      client.off('error', broken)
      release(error)
      failed?.reject(error ?? new Error('expected an answer to each question'))
      // Those behind it were not looked at: a failure is one question's alone.
      for (const other of others) send(pool, [other])
    })
    // A connection may break while it is ours; without a listener that would end the process.
    const broken = (error: Error): void => bundle.handleError(error)
    client.on('error', broken)
    client.query(bundle)
  })
}

/** A PostgreSQL array of texts or numbers, as one parameter. */
export function arrayText(values: readonly (string | number | null)[]): string {
  let text = ''
  for (const value of values) text += text === '' ? elementText(value) : `,${elementText(value)}`
  return `{${text}}`
}

function elementText(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? 'NULL' : String(value)
  return `"${/["\\]/u.test(value) ? value.replaceAll(/["\\]/gu, String.raw`\$&`) : value}"`
}

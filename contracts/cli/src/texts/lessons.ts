/** Errors of the command line itself, with the texts of its one table. */
import { CliError } from '../errors.ts'
import { type OwnCode, ownCodes } from './own-codes.ts'

/** An error with the table's texts; `where` is a place or a list to choose from, never a value of a record. */
export function ownError(code: OwnCode, where?: string, options?: ErrorOptions): CliError {
  const { exit, what, next } = ownCodes[code]
  return new CliError(exit, { code, what, where, next }, options)
}

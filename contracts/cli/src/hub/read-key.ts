/** Private keys come from files, never from arguments. */
import { readFileSync } from 'node:fs'
import { CliError } from '../errors.ts'

/** A JSON Web Key. */
export type Jwk = Readonly<Record<string, unknown>>

/**
 * Reads a key file.
 * @throws CliError `KEY_NOT_FOUND` (exit 3); the path stays out of the message's first line.
 */
export function readJsonKey(file: string | undefined): Jwk {
  try {
    const key: Jwk = JSON.parse(readFileSync(file ?? '', 'utf8'))
    return key
  } catch (cause) {
    throw new CliError(
      'notAllowed',
      {
        code: 'KEY_NOT_FOUND',
        what: 'The private key for this call is not there or cannot be read.',
        next: 'name a client or agency that hub.json knows: npx xinqiao doctor',
      },
      { cause },
    )
  }
}

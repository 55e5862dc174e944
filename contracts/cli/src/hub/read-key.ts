/** Private keys come from files, never from arguments. */
import { readFileSync } from 'node:fs'
import { ownError } from '../texts/lessons.ts'

/** A JSON Web Key. */
export type Jwk = Readonly<Record<string, unknown>>

/**
 * Reads a key file.
 * @throws CliError `KEY_NOT_FOUND` (exit 3); the path stays out of the message.
 */
export function readJsonKey(file: string | undefined): Jwk {
  try {
    const key: Jwk = JSON.parse(readFileSync(file ?? '', 'utf8'))
    return key
  } catch (cause) {
    throw ownError('KEY_NOT_FOUND', undefined, { cause })
  }
}

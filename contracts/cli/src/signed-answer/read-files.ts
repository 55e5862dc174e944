/** Reads the files of a kept answer; what cannot be read ends the verb before anything is judged. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Jwk } from '@xinqiao/contracts'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'
import type { AnswerFiles } from './check-answer.ts'

/**
 * The files that the command line names.
 * @throws CliError `FILE_NOT_FOUND`, `KEYS_UNREADABLE`, `FLAG_MISSING` (exit 2).
 */
export function readAnswerFiles(input: VerbInput): AnswerFiles {
  const { statement, keys } = demand(input, ['statement', 'keys'])
  const proof = input.flag('proof')
  const request = input.flag('request')
  // Without the key of the log nothing of a proof could be believed.
  if (proof !== undefined) demand(input, ['logKey'])
  return {
    answer: bytesOf(input.words[0] ?? ''),
    statement: bytesOf(statement).toString('utf8').trim(),
    ...keysOf(bytesOf(keys).toString('utf8').trim(), input.flag('root')),
    request: request === undefined ? null : bytesOf(request),
    proof:
      proof === undefined
        ? null
        : {
            proof: bytesOf(proof).toString('utf8'),
            logKey: vkeysOf([input.flag('logKey') ?? ''])[0] ?? null,
            witnesses: vkeysOf(input.all('witness')),
          },
  }
}

/** `keys.json`: `{ root, list }`; or the list alone, as the registry hands it out, with the root beside it. */
function keysOf(text: string, rootFile: string | undefined): Pick<AnswerFiles, 'keyList' | 'root' | 'isRootPinned'> {
  const pinned = rootFile === undefined ? null : jwkIn(bytesOf(rootFile).toString('utf8'))
  if (!text.startsWith('{')) {
    if (pinned === null) throw ownError('KEYS_UNREADABLE', '--root')
    return { keyList: text, root: pinned, isRootPinned: true }
  }
  const { root, list } = objectIn(text)
  if (typeof list !== 'string' || (pinned === null && (typeof root !== 'object' || root === null)))
    throw ownError('KEYS_UNREADABLE', '--keys')
  return { keyList: list, root: pinned ?? (root as Jwk), isRootPinned: pinned !== null }
}

/** Verifier keys as they are written, or a file with one on each line. */
function vkeysOf(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => {
    const path = resolve(readEnvironment().invokedFrom, text)
    if (!existsSync(path) || statSync(path).isDirectory()) return [text]
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  })
}

function jwkIn(text: string): Jwk {
  const { d: _private, ...half } = objectIn(text)
  return half
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>
  } catch {
    // Told below like a file of another kind.
  }
  throw ownError('KEYS_UNREADABLE')
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(resolve(readEnvironment().invokedFrom, path))
  } catch (cause) {
    throw ownError('FILE_NOT_FOUND', path, { cause })
  }
}

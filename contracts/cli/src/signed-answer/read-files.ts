/** Reads the files of a kept answer; what cannot be read ends the verb before anything is judged. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Jwk } from '@xinqiao/contracts'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'
import { demand, type VerbInput } from '../verbs/verb.ts'
import type { AnswerFiles } from './check-answer.ts'

/**
 * The files that the command line names; of a folder of `query --keep` those that are not named are taken from there.
 * @throws CliError `FILE_NOT_FOUND`, `KEYS_UNREADABLE`, `FLAG_MISSING` (exit 2).
 */
export function readAnswerFiles(input: VerbInput): AnswerFiles {
  const [named = ''] = input.words
  const flag = isFolder(named) ? keptFlag(input, named) : input.flag
  const answer = bytesOf(isFolder(named) ? join(named, 'answer.json') : named)
  const { statement, keys } = demand({ ...input, flag }, ['statement', 'keys'])
  const proof = flag('proof')
  const request = flag('request')
  // Without the key of the log nothing of a proof could be believed.
  if (proof !== undefined) demand({ ...input, flag }, ['logKey'])
  return {
    answer,
    statement: bytesOf(statement).toString('utf8').trim(),
    ...keysOf(bytesOf(keys).toString('utf8').trim(), input.flag('root')),
    request: request === undefined ? null : bytesOf(request),
    proof:
      proof === undefined
        ? null
        : {
            proof: bytesOf(proof).toString('utf8'),
            logKey: vkeysOf([flag('logKey') ?? ''])[0] ?? null,
            witnesses: vkeysOf(input.all('witness')),
          },
  }
}

/** Names that `query --keep` gives, and that of the proof beside them. The root key is never one of them: it comes from elsewhere. */
const keptNames: Readonly<Record<string, string>> = {
  statement: 'answer.jws',
  keys: 'keys.json',
  request: 'request.json',
  proof: 'entry.proof',
  logKey: 'log.vkey',
}

function keptFlag({ flag }: VerbInput, folder: string): VerbInput['flag'] {
  return (name) => {
    const kept = Object.hasOwn(keptNames, name) ? join(folder, keptNames[name] ?? '') : undefined
    return flag(name) ?? (kept !== undefined && existsSync(whereItIs(kept)) ? kept : undefined)
  }
}

function isFolder(path: string): boolean {
  return path !== '' && statSync(whereItIs(path), { throwIfNoEntry: false })?.isDirectory() === true
}

function whereItIs(path: string): string {
  return resolve(readEnvironment().invokedFrom, path)
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
    const path = whereItIs(text)
    if (!existsSync(path) || isFolder(text)) return [text]
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
    return readFileSync(whereItIs(path))
  } catch (cause) {
    throw ownError('FILE_NOT_FOUND', path, { cause })
  }
}

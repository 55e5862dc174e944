/** One error of an answer: words from the table of codes, nothing interpolated (trust.md §11). */
import { type AnyCode, codeEntry } from '@xinqiao/schema'
import type { Stop } from '../decide/stop.ts'
import type { RequestError } from '../refused.ts'

export interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly locations?: RequestError['locations']
  readonly extensions: Readonly<Record<string, unknown>>
}

/** A closed or failed place. */
export function errorOf(stop: Stop, path?: readonly (string | number)[]): AnswerError {
  const { en, zh, nextEn, nextZh } = codeEntry(stop.code)
  const extensions = {
    code: stop.code,
    ...(stop.item === null ? {} : { catalogItem: stop.item }),
    article: stop.article,
    ...(stop.agency === null ? {} : { agency: stop.agency }),
    messageZh: zh,
    next: nextEn,
    nextZh,
  }
  return path === undefined ? { message: en, extensions } : { message: en, path, extensions }
}

/** One of GraphQL's own messages. */
export function requestError(error: RequestError, code: AnyCode): AnswerError {
  const { article, zh } = codeEntry(code)
  const extensions = { code: error.code, article, messageZh: zh }
  return error.locations === undefined
    ? { message: error.message, extensions }
    : { message: error.message, locations: error.locations, extensions }
}

/** GraphQL's own messages about values, with the name and without the value (trust.md §11). */
import { codeEntry } from '@xinqiao/schema'
import type { GraphQLError } from 'graphql'
import type { RequestError } from '../refused.ts'
import { messageCharsMax } from './limits.ts'

/** Names the variable, never its value. */
export function inputError(error: GraphQLError): RequestError {
  const name = /^Variable "\$([_A-Za-z][_0-9A-Za-z]*)"/u.exec(error.message)?.[1]
  return badInput(name === undefined ? null : `Variable "$${name}" is not of its declared type.`)
}

/** Names the argument, never its value. */
export function argumentError(error: GraphQLError): RequestError {
  const name = /^Argument "([_A-Za-z][_0-9A-Za-z]*)"/u.exec(error.message)?.[1]
  return badInput(name === undefined ? null : `Argument "${name}" is not of its declared type or range.`)
}

/** Names may be as long as a document. */
function badInput(message: string | null): RequestError {
  const isShort = message !== null && message.length <= messageCharsMax
  return { code: 'BAD_USER_INPUT', message: isShort ? message : codeEntry('BAD_USER_INPUT').en }
}

/** GraphQL's own messages about values, with the name and without the value (trust.md §11). */
import { codeEntry } from '@xinqiao/schema'
import type { GraphQLError } from 'graphql'
import type { RequestError } from '../refused.ts'

/** Names the variable, never its value. */
export function inputError(error: GraphQLError): RequestError {
  const name = /^Variable "\$([_A-Za-z][_0-9A-Za-z]*)"/u.exec(error.message)?.[1]
  const message =
    name === undefined ? codeEntry('BAD_USER_INPUT').en : `Variable "$${name}" is not of its declared type.`
  return { code: 'BAD_USER_INPUT', message }
}

/** Names the argument, never its value. */
export function argumentError(error: GraphQLError): RequestError {
  const name = /^Argument "([_A-Za-z][_0-9A-Za-z]*)"/u.exec(error.message)?.[1]
  const message =
    name === undefined ? codeEntry('BAD_USER_INPUT').en : `Argument "${name}" is not of its declared type or range.`
  return { code: 'BAD_USER_INPUT', message }
}

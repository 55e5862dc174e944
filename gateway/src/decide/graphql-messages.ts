/** graphql-js's messages as a caller gets them: names of the schema and of the document, no suggestion, no value (trust.md §9, §11). */
import { codeEntry, type FailureCode } from '@xinqiao/schema'
import { messageCharsMax } from './limits.ts'

/** What a value was, and what else it might have been, is cut; a message that still is long says its code alone. */
export function requestMessage(code: FailureCode, message: string): string {
  const told = message
    .replace(/ Did you mean [^]*$/u, '')
    .replace(/^Expected value of type ("[^"]*"), found [^]*$/u, 'Expected value of type $1.')
    .replace(/^Value [^]* does not exist in ("\w+") enum\.$/u, 'Expected value of type $1.')
    .replace(/^Enum ("\w+") cannot represent [^]*$/u, 'Expected value of type $1.')
    .replace(/^(\w+) cannot represent [^]*$/u, 'Expected value of type "$1".')
    .replace(/^(Syntax Error: Expected [^]*?),? found [^]*$/u, '$1.')
    .replace(
      /^(Syntax Error: (?:Unexpected|Invalid|Cannot)[A-Za-z ]*)[^]*$/u,
      (_all, start: string) => `${start.trim()}.`,
    )
  return told.length > messageCharsMax ? codeEntry(code).en : told
}

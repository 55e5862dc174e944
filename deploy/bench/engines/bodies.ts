/** The forms in which a question is sent: whole text, document id of a registered operation, digest of a persisted query. */
import { hash } from 'node:crypto'
import type { Question } from './engine.ts'

/** The text of the operation goes along each time. */
export function withText({ query, variables }: Question): string {
  return JSON.stringify({ query, variables })
}

/** An operation registered with its contract, named by its digest. */
export function withDocumentId({ query, variables }: Question): string {
  return JSON.stringify({ documentId: `sha256:${digestOf(query)}`, variables })
}

/** An automatically persisted query: the text goes along the first time only. */
export function withPersistedQuery({ query, variables }: Question, isFirst: boolean): string {
  const extensions = { persistedQuery: { version: 1, sha256Hash: digestOf(query) } }
  return JSON.stringify({ ...(isFirst ? { query } : {}), variables, extensions })
}

function digestOf(text: string): string {
  return hash('sha256', text, 'hex')
}

/** The text a request runs: sent along, or registered with its contract (trust.md §12). */
import type { Contracted } from '../contract/contracted.ts'
import { hashOf } from './read-operation.ts'

/** The document to run: sent, or registered with the contract and named by its digest. `undefined`: not registered. */
export function textOf(from: Contracted, registeredOnly: boolean): string | null | undefined {
  const { query, documentId } = from.request
  if (query === null && documentId === null) return null
  const registered = from.contract.operations.find(({ text }) =>
    query === null ? `sha256:${hashOf(text)}` === documentId : text === query,
  )
  if (query === null || registeredOnly) return registered?.text
  return query
}

/** The text a request runs: sent along, or registered with its contract (trust.md §12). */
import type { Contract } from '@xinqiao/contracts'
import type { Contracted } from '../contract/contracted.ts'
import { hashOf } from './read-operation.ts'

/** The document to run: sent, or registered with the contract and named by its digest. `undefined`: not registered. */
export function textOf(from: Contracted, registeredOnly: boolean): string | null | undefined {
  const { query, documentId } = from.request
  if (query === null && documentId === null) return null
  const texts = registeredTexts(from.contract)
  if (query === null) return texts.get(documentId ?? '')
  if (registeredOnly) return texts.get(`sha256:${hashOf(query)}`)
  return query
}

const known = new WeakMap<Contract, ReadonlyMap<string, string>>()

/** Registered texts by the id a caller names them with; hashed once a contract. */
function registeredTexts(contract: Contract): ReadonlyMap<string, string> {
  const before = known.get(contract)
  if (before !== undefined) return before
  const texts = new Map(contract.operations.map(({ text }) => [`sha256:${hashOf(text)}`, text]))
  known.set(contract, texts)
  return texts
}

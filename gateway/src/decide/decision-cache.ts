/** Judged documents, kept by contract and bounded: what one consumer sends never pushes out another's. Holds no values. */
import { createHash } from 'node:crypto'
import type { Contract } from '@xinqiao/contracts'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { FieldJudge } from './judge-fields.ts'
import { contractsCachedMax, decisionBytesPerContractMax, decisionsPerContractMax } from './limits.ts'
import type { ReadOperation, Unreadable } from './read-operation.ts'

export interface JudgedDocument {
  readonly hash: string
  /** UTF-8 bytes of the text. */
  readonly bytes: number
  readonly reading: ReadOperation | Unreadable
  readonly judge: FieldJudge
}

export interface DecisionCache {
  /** The judged document of this operation under this contract and bundle; `make` runs when it is not known. */
  take(running: RunningBundle, contract: Contract, operation: string, make: () => JudgedDocument): JudgedDocument
}

const contents = new WeakMap<Contract, string>()

/** SHA-256 of the whole contract: `duty` has one name and version for every body, and not one content. */
function contentOf(contract: Contract): string {
  const content = contents.get(contract) ?? createHash('sha256').update(JSON.stringify(contract)).digest('base64url')
  contents.set(contract, content)
  return content
}

/** An empty cache. A new bundle or contract version is a new key, so nothing outlives what it was judged by. */
export function decisionCache(): DecisionCache {
  const contracts = new Map<string, Map<string, JudgedDocument>>()
  return {
    take(running, contract, operation, make) {
      const owner = `${running.digest} ${contentOf(contract)}`
      const documents = contracts.get(owner) ?? new Map<string, JudgedDocument>()
      refresh(contracts, owner, documents, contractsCachedMax)
      const known = documents.get(operation)
      const judged = known ?? make()
      refresh(documents, operation, judged, decisionsPerContractMax)
      if (known === undefined) dropBeyond(documents, decisionBytesPerContractMax)
      return judged
    },
  }
}

/** Moves an entry to the young end and drops the oldest beyond the bound. */
function refresh<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.size > max ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}

/** Drops the oldest until the texts kept are within the bound: a parsed document weighs as its text does. */
function dropBeyond(documents: Map<string, JudgedDocument>, max: number): void {
  let bytes = 0
  for (const judged of documents.values()) bytes += judged.bytes
  for (const [name, judged] of documents) {
    if (bytes <= max) return
    documents.delete(name)
    bytes -= judged.bytes
  }
}

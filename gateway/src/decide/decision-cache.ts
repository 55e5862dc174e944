/** Judged documents, kept by contract and bounded: what one consumer sends never pushes out another's. Holds no values. */
import { createHash } from 'node:crypto'
import type { Contract } from '@xinqiao/contracts'
import type { FieldNode } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { addedNames } from './added-names.ts'
import { conditionVariables } from './conditions.ts'
import { type FieldJudge, fieldJudge } from './judge-fields.ts'
import {
  contractsCachedMax,
  decisionBytesMax,
  decisionBytesPerContractMax,
  decisionsPerContractMax,
  formsPerDocumentMax,
} from './limits.ts'
import type { OperationForm } from './operation-form.ts'
import { plannedNames } from './planned-names.ts'
import { publicSchema } from './public-schema.ts'
import { hashOf, type ReadOperation, readOperation, type Unreadable } from './read-operation.ts'

export interface JudgedDocument {
  readonly hash: string
  /** UTF-8 bytes of the text, with the name of its operation. */
  readonly bytes: number
  readonly reading: ReadOperation | Unreadable
  readonly judge: FieldJudge
  /** The hub's names of its fields. */
  readonly keyOf: (node: FieldNode) => string
  /** Variables that decide what it selects. */
  readonly conditions: readonly string[]
  /** By conditions; bounded by `keep`. */
  readonly forms: ReadonlyMap<string, OperationForm>
  keep(key: string, form: OperationForm): void
}

export interface DecisionCache {
  /** The judged document of this text under this contract and bundle, read and judged now where it is not known. */
  take(
    running: RunningBundle,
    contract: Contract,
    text: string,
    operationName: string | null,
    introspection: boolean,
  ): JudgedDocument
}

interface Kept {
  readonly judge: FieldJudge
  readonly documents: Map<string, JudgedDocument>
  bytes: number
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
  const contracts = new Map<string, Kept>()
  return {
    take(running, contract, text, operationName, introspection) {
      const owner = `${running.digest} ${contentOf(contract)}`
      const known: Kept = contracts.get(owner) ?? {
        judge: fieldJudge(running, contract),
        documents: new Map(),
        bytes: 0,
      }
      refresh(contracts, owner, known, contractsCachedMax)
      const key = keyOf(operationName, text)
      const before = known.documents.get(key)
      if (before !== undefined) {
        refresh(known.documents, key, before, decisionsPerContractMax)
        return before
      }
      const made = judgeDocument(running, known.judge, text, operationName, introspection)
      // Refused by its size it was cheap to read, and would push out what is worth keeping.
      if (made.reading.kind === 'unreadable' && made.reading.code === 'OPERATION_TOO_LARGE') return made
      known.documents.set(key, made)
      known.bytes += made.bytes
      while (isBeyond(known)) dropOldest(known)
      for (let all = [...contracts.values()]; bytesOf(all) > decisionBytesMax; ) dropOldest(largestOf(all))
      return made
    },
  }
}

function judgeDocument(
  running: RunningBundle,
  judge: FieldJudge,
  text: string,
  operationName: string | null,
  introspection: boolean,
): JudgedDocument {
  const schema = publicSchema(running)
  const reading = readOperation(text, operationName, schema, introspection)
  const isRead = reading.kind === 'read'
  const forms = new Map<string, OperationForm>()
  return {
    hash: hashOf(text),
    bytes: Buffer.byteLength(text) + (operationName?.length ?? 0),
    reading,
    judge,
    keyOf: isRead ? plannedNames(schema, reading.document, addedNames(running)) : (node) => node.name.value,
    conditions: isRead ? conditionVariables(reading.document) : [],
    forms,
    keep: (key, form) => refresh(forms, key, form, formsPerDocumentMax),
  }
}

/** Moves an entry to the young end and drops the oldest beyond the bound. */
function refresh<V>(map: Map<string, V>, key: string, value: V, max: number): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.size > max ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}

/** Whether count or texts are beyond a contract's bounds: a judged document weighs as its text does. */
function isBeyond({ bytes, documents }: Kept): boolean {
  return bytes > decisionBytesPerContractMax || documents.size > decisionsPerContractMax
}

function bytesOf(all: readonly Kept[]): number {
  return all.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Where much is held something goes, so that nobody pays for another's documents. */
function largestOf(all: readonly Kept[]): Kept | undefined {
  return all.reduce<Kept | undefined>(
    (most, one) => (most === undefined || one.bytes > most.bytes ? one : most),
    undefined,
  )
}

function dropOldest(kept: Kept | undefined): void {
  for (const [key, { bytes }] of kept?.documents ?? []) {
    if (kept === undefined) return
    kept.documents.delete(key)
    kept.bytes -= bytes
    return
  }
}

/** No name runs into a text, and an empty one is not none. */
function keyOf(operationName: string | null, text: string): string {
  return operationName === null ? `:${text}` : `${operationName.length}:${operationName}${text}`
}

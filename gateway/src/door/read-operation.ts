/** The body of `POST /graphql` (GraphQL over HTTP): one JSON object, bounded in depth, of the four members the hub knows. */
import { bodyDepthMax } from '../limits.ts'

/** What a caller sent. */
export interface SentOperation {
  readonly query: string | null
  readonly documentId: string | null
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

const nothing: SentOperation = Object.freeze({ query: null, documentId: null, operationName: null, variables: {} })

export type ReadBody =
  | { readonly kind: 'operation'; readonly operation: SentOperation }
  /** Not JSON, a batch, or members of another type. */
  | { readonly kind: 'malformed'; readonly operation: SentOperation }
  | { readonly kind: 'too_deep'; readonly operation: SentOperation }

/** Reads the bytes; the depth is counted before anything is parsed. */
export function readOperation(bytes: Uint8Array): ReadBody {
  const text = decode(bytes)
  if (text === null) return { kind: 'malformed', operation: nothing }
  if (jsonDepth(text) > bodyDepthMax) return { kind: 'too_deep', operation: nothing }
  const operation = readObject(text)
  return operation === null ? { kind: 'malformed', operation: nothing } : { kind: 'operation', operation }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Levels of brackets outside of strings, in one pass. */
function jsonDepth(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 0x5c) at += 1
      else if (code === 0x22) inString = false
    } else if (code === 0x22) inString = true
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1))
    else if (code === 0x7d || code === 0x5d) depth -= 1
  }
  return deepest
}

function readObject(text: string): SentOperation | null {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(body)) return null
  const { query = null, documentId = null, operationName = null, variables = null, extensions = null } = body
  if (!isTextOrNull(query) || !isTextOrNull(documentId) || !isTextOrNull(operationName)) return null
  // Extensions are let in because clients send them; nothing in them is read (trust.md §1, rule 1).
  if ((variables !== null && !isObject(variables)) || (extensions !== null && !isObject(extensions))) return null
  return { query, documentId, operationName, variables: variables ?? {} }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

/**
 * The signed answer (trust.md §5): what the hub says of one answer, to be shown to anybody and checked without a network.
 * A compact JWS, `typ xinqiao-answer+jws`, by the hub's answer key. It names the entry of the audit log, so it is made after it.
 */
import { TokenError } from './token-error.ts'
import { signDocument, verifyDocument } from './tokens.ts'

/** One agency's own signed answer that went into the hub's. */
export interface AnswerSource {
  readonly agency: string
  /** Field value of its `content-digest`. */
  readonly digest: string
  /** Id of the key that the agency signed with. */
  readonly key: string
}

/** What is signed. Digests are SHA-256 in hexadecimal. */
export interface AnswerStatement {
  readonly v: 1
  /** UTC milliseconds at which the entry was durable. */
  readonly at: number
  /** `origin/index` of the entry in the audit log, and its leaf's hash (RFC 6962). */
  readonly receipt: string
  readonly leaf: string
  /** Of the exact bytes of the answer, and of the request's body. */
  readonly answer: string
  readonly request: string
  /** Normalized operation; `null` where the request was refused before it was read. */
  readonly op: string | null
  /** Who asked; `null` where that was not proven, `anonymous` for the public. */
  readonly consumer: string | null
  readonly contract: string | null
  readonly purpose: string | null
  /** Number of the bundle that decided. */
  readonly bundle: number | null
  readonly agencies: readonly AnswerSource[]
}

const statementType = 'xinqiao-answer+jws'
const digestForm = /^[0-9a-f]{64}$/u

/** Signs with the answer key. */
export function signStatement(
  statement: AnswerStatement,
  answerKey: Readonly<Record<string, unknown>>,
): Promise<string> {
  return signDocument(statement, answerKey, statementType)
}

/**
 * Opens a statement with the answer keys that the office's list names; its time is the reader's to judge against theirs.
 * @throws TokenError
 */
export async function openStatement(
  jws: string,
  answerKeys: readonly Readonly<Record<string, unknown>>[],
): Promise<AnswerStatement> {
  const statement = await verifyDocument(jws, answerKeys, statementType)
  if (!isStatement(statement)) throw new TokenError('FORM', 'expected a statement over an answer')
  return statement
}

function isStatement(value: unknown): value is AnswerStatement {
  if (typeof value !== 'object' || value === null) return false
  const { v, at, receipt, leaf, answer, request, op, consumer, contract, purpose, bundle, agencies } =
    value as Readonly<Record<string, unknown>>
  return (
    v === 1 &&
    Number.isSafeInteger(at) &&
    typeof receipt === 'string' &&
    [leaf, answer, request].every((digest) => typeof digest === 'string' && digestForm.test(digest)) &&
    [op, consumer, contract, purpose].every((text) => text === null || typeof text === 'string') &&
    (bundle === null || Number.isSafeInteger(bundle)) &&
    Array.isArray(agencies) &&
    agencies.every(isSource)
  )
}

function isSource(value: unknown): value is AnswerSource {
  if (typeof value !== 'object' || value === null) return false
  const { agency, digest, key } = value as Readonly<Record<string, unknown>>
  return [agency, digest, key].every((text) => typeof text === 'string')
}

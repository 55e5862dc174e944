/** `authorization_details` of an access token (RFC 9396): exactly one object, of type `credit_query`. */
import { contextTextMax } from './limits.ts'
import { TokenError } from './token-error.ts'

/** The subject a portal has identified. */
export type CreditSubjectClaim =
  | { readonly uscc: string }
  | { readonly document: { readonly kind: string; readonly number: string } }

/** What a token says its request is for (trust.md §3). */
export interface AuthorizationDetail {
  readonly type: 'credit_query'
  readonly contract: string
  readonly purpose?: string
  readonly case?: string
  readonly official?: { readonly ref: string; readonly role?: string }
  readonly credit_subject?: CreditSubjectClaim
  readonly acr?: string
}

type Members = Readonly<Record<string, unknown>>

/**
 * Reads the claim; unknown members are refused, never dropped.
 * @throws TokenError `AUTHORIZATION_DETAILS`
 */
export function readAuthorizationDetails(claim: unknown): AuthorizationDetail {
  if (!Array.isArray(claim) || claim.length !== 1) throw wrong()
  const detail = members(claim[0], ['type', 'contract', 'purpose', 'case', 'official', 'credit_subject', 'acr'])
  const contract = text(detail['contract'])
  if (detail['type'] !== 'credit_query' || contract === undefined) throw wrong()
  return {
    type: 'credit_query',
    contract,
    ...optional('purpose', text(detail['purpose'])),
    ...optional('case', text(detail['case'])),
    ...optional('official', readOfficial(detail['official'])),
    ...optional('credit_subject', readSubject(detail['credit_subject'])),
    ...optional('acr', text(detail['acr'])),
  }
}

function readOfficial(value: unknown): AuthorizationDetail['official'] {
  if (value === undefined || value === null) return undefined
  const official = members(value, ['ref', 'role'])
  const ref = text(official['ref'])
  if (ref === undefined) throw wrong()
  return { ref, ...optional('role', text(official['role'])) }
}

function readSubject(value: unknown): CreditSubjectClaim | undefined {
  if (value === undefined || value === null) return undefined
  const subject = members(value, ['uscc', 'document'])
  const uscc = text(subject['uscc'])
  if (uscc !== undefined && subject['document'] === undefined) return { uscc }
  const document = members(subject['document'], ['kind', 'number'])
  const kind = text(document['kind'])
  const number = text(document['number'])
  if (uscc !== undefined || kind === undefined || number === undefined) throw wrong()
  return { document: { kind, number } }
}

function members(value: unknown, known: readonly string[]): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong()
  if (Object.keys(value).some((name) => !known.includes(name))) throw wrong()
  return { ...value }
}

function text(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'string' || value.length > contextTextMax) throw wrong()
  return value
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value } {
  const one: { [N in Name]?: Value } = {}
  if (value !== undefined) one[name] = value
  return one
}

function wrong(): TokenError {
  return new TokenError('AUTHORIZATION_DETAILS', 'expected exactly one credit_query')
}

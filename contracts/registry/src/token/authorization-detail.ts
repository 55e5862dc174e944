/** `authorization_details` (RFC 9396): exactly one object of type `credit_query`; unknown members are refused, never dropped. */
import type { AuthorizationDetail } from '@xinqiao/schema'
import { nameLengthMax } from '../limits.ts'
import { OAuthError } from './oauth-error.ts'

const members = ['type', 'contract', 'purpose', 'case', 'official', 'credit_subject', 'acr']

/**
 * Reads the parameter.
 * @throws OAuthError `invalid_authorization_details` when it is not exactly one well-formed detail.
 */
export function readAuthorizationDetail(parameter: string | undefined): AuthorizationDetail {
  const detail = onlyObject(parameter)
  if (detail['type'] !== 'credit_query') throw wrong('type: expected credit_query')
  const unknown = Object.keys(detail).find((name) => !members.includes(name))
  if (unknown !== undefined) throw wrong('a member that credit_query does not have')
  const contract = text(detail['contract'], 'contract')
  if (contract === undefined) throw wrong('contract: expected its id')
  const purpose = text(detail['purpose'], 'purpose')
  const caseNumber = text(detail['case'], 'case')
  const official = readOfficial(detail['official'])
  const subject = readSubject(detail['credit_subject'])
  const acr = text(detail['acr'], 'acr')
  return Object.freeze({
    type: 'credit_query',
    contract,
    ...(purpose === undefined ? {} : { purpose }),
    ...(caseNumber === undefined ? {} : { case: caseNumber }),
    ...(official === undefined ? {} : { official }),
    ...(subject === undefined ? {} : { credit_subject: subject }),
    ...(acr === undefined ? {} : { acr }),
  })
}

function onlyObject(parameter: string | undefined): Readonly<Record<string, unknown>> {
  if (parameter === undefined) throw wrong('expected one authorization detail, got none')
  let value: unknown
  try {
    value = JSON.parse(parameter)
  } catch {
    throw wrong('expected JSON')
  }
  if (!Array.isArray(value) || value.length !== 1) throw wrong('expected a list of exactly one detail')
  return object(value[0], 'detail')
}

function readOfficial(value: unknown): { readonly ref: string; readonly role?: string } | undefined {
  if (value === undefined || value === null) return undefined
  const official = object(value, 'official')
  const ref = text(official['ref'], 'official.ref')
  if (ref === undefined) throw wrong('official.ref: expected the pseudonym of the person, or task:<name>')
  const role = text(official['role'], 'official.role')
  return role === undefined ? { ref } : { ref, role }
}

function readSubject(value: unknown): AuthorizationDetail['credit_subject'] {
  if (value === undefined || value === null) return undefined
  const subject = object(value, 'credit_subject')
  const uscc = text(subject['uscc'], 'credit_subject.uscc')
  if (uscc !== undefined && subject['document'] === undefined) return { uscc }
  const document = object(subject['document'], 'credit_subject.document')
  const kind = text(document['kind'], 'credit_subject.document.kind')
  const number = text(document['number'], 'credit_subject.document.number')
  if (uscc !== undefined || kind === undefined || number === undefined)
    throw wrong('credit_subject: expected either uscc or document {kind, number}')
  return { document: { kind, number } }
}

function object(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(`${where}: expected an object`)
  return value as Readonly<Record<string, unknown>>
}

function text(value: unknown, where: string): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string' || value.length > nameLengthMax)
    throw wrong(`${where}: expected a text of at most ${nameLengthMax} characters`)
  return value === '' ? undefined : value
}

function wrong(what: string): OAuthError {
  return new OAuthError('invalid_authorization_details', what)
}

import { describe, expect, test } from 'vitest'
import { readAuthorizationDetail } from './authorization-detail.ts'
import { OAuthError } from './oauth-error.ts'

const one = {
  type: 'credit_query',
  contract: 'CT-42',
  purpose: 'DAILY_SUPERVISION',
  case: '琼市监案〔2026〕12号',
  official: { ref: 'p-17', role: 'case-handler' },
}
const read = (value: unknown): unknown => readAuthorizationDetail(JSON.stringify(value))

function refused(value: unknown): string {
  try {
    read(value)
  } catch (error) {
    return error instanceof OAuthError ? error.error : 'another error'
  }
  return 'accepted'
}

describe('what a token is asked for', () => {
  test('one credit query is read whole: contract, purpose, case and acting official', () => {
    expect(read([one])).toEqual(one)
  })

  test('none, two, another type, or a bare object is refused', () => {
    for (const value of [[], [one, one], [{ ...one, type: 'payment' }], one, null, 'x'])
      expect(refused(value)).toBe('invalid_authorization_details')
    expect(() => readAuthorizationDetail(undefined)).toThrow(OAuthError)
    expect(() => readAuthorizationDetail('[{')).toThrow(OAuthError)
  })

  test('a member that the hub does not know is refused, not dropped', () => {
    expect(refused([{ ...one, items: ['tax.credit.grade'] }])).toBe('invalid_authorization_details')
  })

  test('a subject is either an organization or a document, never both', () => {
    expect(
      read([{ type: 'credit_query', contract: 'self', credit_subject: { uscc: '914600000000A0021R' }, acr: 'aal2' }]),
    ).toMatchObject({ credit_subject: { uscc: '914600000000A0021R' } })
    expect(refused([{ ...one, credit_subject: { uscc: 'x', document: { kind: '01', number: 'y' } } }])).toBe(
      'invalid_authorization_details',
    )
    expect(refused([{ ...one, credit_subject: {} }])).toBe('invalid_authorization_details')
  })

  test('a name longer than any name is refused', () => {
    expect(refused([{ ...one, case: 'x'.repeat(201) }])).toBe('invalid_authorization_details')
  })
})

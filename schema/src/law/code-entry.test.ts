import { describe, expect, it } from 'vitest'
import { article } from './articles.ts'
import { allCodes, codeEntry, isCode } from './code-entry.ts'

describe('the table of codes', () => {
  it.each(allCodes())('gives $code a Chinese and an English sentence, an article and a next step', (entry) => {
    expect(entry.zh).toMatch(/\p{Script=Han}.*。$/u)
    expect(entry.nextZh).toMatch(/\p{Script=Han}.*。$/u)
    expect(entry.en).toMatch(/^[A-Z].*\.$/u)
    expect(entry.nextEn).toMatch(/^[A-Z].*\.$/u)
    expect(article(entry.article)?.id).toBe(entry.article)
  })

  it.each(allCodes())('has no placeholder in the messages of $code: nothing is ever filled in', (entry) => {
    expect(`${entry.zh}${entry.en}${entry.nextZh}${entry.nextEn}`).not.toMatch(/[{}%$<>]/u)
  })

  it('holds every code that the published page of faults names', () => {
    const codes = allCodes().map((entry) => entry.code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toHaveLength(56)
  })

  it('answers with the HTTP status of the published table', () => {
    const expected: Readonly<Record<string, readonly string[]>> = {
      401: ['UNAUTHENTICATED'],
      403: [
        'CHANNEL_NOT_ALLOWED',
        'CONTRACT_INACTIVE',
        'RECOGNITION_MISSING',
        'PURPOSE_MISMATCH',
        'CASE_REQUIRED',
        'IDENTITY_NOT_VERIFIED',
        'OPERATION_NOT_REGISTERED',
      ],
      429: ['QUOTA_EXCEEDED'],
      400: [
        'GRAPHQL_PARSE_FAILED',
        'GRAPHQL_VALIDATION_FAILED',
        'BAD_USER_INPUT',
        'SUBJECT_ID_INVALID',
        'OPERATION_TOO_LARGE',
        'PLAN_TIMEOUT',
      ],
      503: ['OVERLOADED', 'AUDIT_UNAVAILABLE', 'BUNDLE_EXPIRED'],
      409: ['CHANGED_MEANWHILE'],
      410: ['FEED_CURSOR_TOO_OLD'],
    }
    for (const [status, codes] of Object.entries(expected)) {
      const ours = allCodes().filter((entry) => entry.httpStatus === Number(status))
      expect(ours.map((entry) => entry.code).toSorted()).toEqual(codes.toSorted())
    }
  })

  it('tells our codes from other words', () => {
    expect(isCode('CONSENT_SCOPE')).toBe(true)
    expect(isCode('toString')).toBe(false)
    expect(codeEntry('PURPOSE_MISMATCH').article).toBe('REG-16.2c')
  })
})

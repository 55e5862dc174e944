import type { RefusalCode } from '@xinqiao/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aContract, anItem, anItemAsked, aRequest, asConsumer } from '../testing/questions.ts'
import { judgeItem, judgeRequest } from './decide.ts'
import type { ItemQuestion, RequestQuestion } from './questions.ts'

/** Each spoils a lawful request in one way; they stand in the order of D17 and none undoes another. */
const requestFaults: readonly (readonly [RefusalCode, (question: RequestQuestion) => RequestQuestion])[] = [
  ['UNAUTHENTICATED', (q) => ({ ...q, asker: { kind: 'unknown' } })],
  ['CHANNEL_NOT_ALLOWED', (q) => ({ ...q, asker: asConsumer({ kind: 'platform', region: '440000', channels: [] }) })],
  ['CONTRACT_INACTIVE', (q) => ({ ...q, today: '2027-01-01' })],
  ['RECOGNITION_MISSING', (q) => ({ ...q, recognised: false })],
  ['PURPOSE_MISMATCH', (q) => ({ ...q, purpose: 'LOAN' })],
  ['CASE_REQUIRED', (q) => ({ ...q, case: null })],
  ['QUOTA_EXCEEDED', (q) => ({ ...q, requestsLeft: 0 })],
]
const lawfulRequest = aRequest({ asker: asConsumer({ kind: 'platform', region: '440000' }) })

test('[D17] over all combinations of failing checks, the first failure of a request wins', () => {
  for (let combination = 0; combination < 2 ** requestFaults.length; combination += 1) {
    const faults = requestFaults.filter((_, index) => (combination & (2 ** index)) !== 0)
    // Spoiled from the last to the first: an unknown asker is no platform any more.
    const question = faults.reduceRight((spoiled, [, spoil]) => spoil(spoiled), lawfulRequest)
    const expected = faults[0]?.[0]
    expect(judgeRequest(question)).toMatchObject(
      expected === undefined ? { kind: 'permit' } : { kind: 'refusal', code: expected, item: null },
    )
  }
})

/** One item each for the ways an item can fail before the contract is looked at. */
const items = [
  ['amr.rumour', 'NOT_IN_CATALOG'],
  ['amr.reg.basic', 'NOT_IN_CATALOG'],
  ['tour.uncivil', 'CHANNEL_NOT_ALLOWED'],
  ['office.points.person', undefined],
] as const
const consents = ['none', 'withdrawn', 'expired', 'scope', 'covered', 'later'] as const
const consentCodes = {
  none: 'CONSENT_REQUIRED',
  withdrawn: 'CONSENT_REVOKED',
  expired: 'CONSENT_EXPIRED',
  scope: 'CONSENT_SCOPE',
  covered: undefined,
  later: undefined,
} as const

test('[D17] over all combinations of failing checks, the first failure of an item wins', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...items),
      fc.boolean(),
      fc.constantFrom(...consents),
      ([item, early], isNamed, consent) => {
        const contract = aContract({ channel: 'authorized_inquiry', items: isNamed ? [anItem(item)] : [] })
        const question: ItemQuestion = anItemAsked(item, { contract, subject: 'person', consent })
        const expected = early ?? (isNamed ? consentCodes[consent] : 'ITEM_NOT_IN_CONTRACT')
        expect(judgeItem(question)).toMatchObject(
          expected === undefined ? { kind: 'permit' } : { code: expected, item },
        )
      },
    ),
    { numRuns: 500 },
  )
})

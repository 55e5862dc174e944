import { describe, test } from 'vitest'
import { expectPermit, expectRefusal } from '../testing/expect-decision.ts'
import { aContract, aRequest, asConsumer } from '../testing/questions.ts'

const publicContract = aContract({
  id: 'public',
  kind: 'built_in',
  consumer: '',
  channel: 'public_announcement',
  purposes: [],
})
const selfContract = aContract({
  id: 'self',
  kind: 'built_in',
  consumer: '',
  channel: 'authorized_inquiry',
  purposes: ['SELF'],
})
const person = { kind: 'person', key: 'ref-1' } as const

describe('who asks', () => {
  test('[REG-16.2a] anybody may ask under the public contract, without purpose or case', () =>
    expectPermit(
      aRequest({ asker: { kind: 'anonymous' }, contract: publicContract, purpose: null, case: null, official: null }),
    ))

  test('[REG-26.2a] nobody in particular may ask under another contract', () => {
    expectRefusal(aRequest({ asker: { kind: 'anonymous' } }), 'UNAUTHENTICATED')
    expectRefusal(aRequest({ asker: { kind: 'unknown' }, contract: publicContract }), 'UNAUTHENTICATED')
  })

  test('[REG-16.2b] a subject asks for itself once its identity is verified', () => {
    const own = { contract: selfContract, purpose: 'SELF', case: null, official: null, subjects: ['ref-1'] }
    expectPermit(aRequest({ ...own, asker: { kind: 'subject', subject: person, verified: true } }))
    expectRefusal(
      aRequest({ ...own, asker: { kind: 'subject', subject: person, verified: false } }),
      'IDENTITY_NOT_VERIFIED',
    )
  })

  test('[OPI-XXII.b] the token of one subject cannot read another', () =>
    expectRefusal(
      aRequest({
        contract: selfContract,
        asker: { kind: 'subject', subject: person, verified: true },
        subjects: ['ref-1', 'ref-2'],
      }),
      'IDENTITY_NOT_VERIFIED',
    ))
})

describe('under which contract', () => {
  test('[REG-16.1] [GUI-14a] an enterprise cannot use public-affairs sharing, whatever it was registered for', () => {
    const bank = { id: 'tax', kind: 'institution', channels: ['public_affairs_sharing', 'authorized_inquiry'] } as const
    expectRefusal(aRequest({ asker: asConsumer(bank) }), 'CHANNEL_NOT_ALLOWED')
    const inquiry = aContract({ channel: 'authorized_inquiry', caseRequired: false })
    expectPermit(aRequest({ asker: asConsumer(bank), contract: inquiry, case: null, official: null }))
  })

  test('[REG-16.1] an agency cannot use a channel it was not registered for', () =>
    expectRefusal(aRequest({ contract: aContract({ channel: 'authorized_inquiry' }) }), 'CHANNEL_NOT_ALLOWED'))

  test('[GUI-18c] the last day of a contract is a day of it, and the next is not', () => {
    const contract = aContract({ kind: 'entrusted_processing', term: { from: '2026-01-01', to: '2026-11-22' } })
    expectPermit(aRequest({ contract, today: '2026-11-22' }))
    expectRefusal(aRequest({ contract, today: '2026-11-23' }), 'CONTRACT_INACTIVE')
  })

  test('the first day of a contract is a day of it, and the one before is not', () => {
    expectPermit(aRequest({ today: '2026-01-01' }))
    expectRefusal(aRequest({ today: '2025-12-31' }), 'CONTRACT_INACTIVE')
  })

  test('only an active contract binds', () => {
    for (const state of ['draft', 'submitted', 'suspended', 'ended'] as const) {
      expectRefusal(aRequest({ contract: aContract({ state }) }), 'CONTRACT_INACTIVE')
    }
  })

  test('[D17] an unknown contract and a foreign one read like one that is not in force', () => {
    expectRefusal(aRequest({ contract: undefined }), 'CONTRACT_INACTIVE')
    expectRefusal(
      aRequest({ contract: aContract({ consumer: 'tour', channel: 'authorized_inquiry' }) }),
      'CONTRACT_INACTIVE',
    )
  })

  test('[REG-10] [OPI-VIII.c partly] a platform of another province needs an agreement of recognition in force', () => {
    const guangdong = asConsumer({ kind: 'platform', region: '440000' })
    expectRefusal(aRequest({ asker: guangdong, recognised: false }), 'RECOGNITION_MISSING')
    expectPermit(aRequest({ asker: guangdong, recognised: true }))
    expectRefusal(aRequest({ asker: asConsumer({ region: '450000' }), recognised: false }), 'RECOGNITION_MISSING')
    expectPermit(aRequest({ asker: asConsumer({ region: '100000' }), recognised: false }))
  })

  test('[REG-16.2c] [GUI-14b] another purpose than those agreed is refused', () => {
    expectRefusal(aRequest({ purpose: 'PUBLIC_FUNDS' }), 'PURPOSE_MISMATCH')
    expectRefusal(aRequest({ purpose: null }), 'PURPOSE_MISMATCH')
  })

  test('[REG-26.2a] public-affairs sharing always names case and official, other contracts where they ask for it', () => {
    const sharing = aContract({ caseRequired: false })
    expectRefusal(aRequest({ contract: sharing, case: null }), 'CASE_REQUIRED')
    expectRefusal(aRequest({ contract: sharing, official: '  ' }), 'CASE_REQUIRED')
    const inquiry = aContract({ channel: 'authorized_inquiry', caseRequired: true })
    const asker = asConsumer({ channels: ['authorized_inquiry'] })
    expectRefusal(aRequest({ asker, contract: inquiry, case: null }), 'CASE_REQUIRED')
    expectPermit(aRequest({ asker, contract: { ...inquiry, caseRequired: false }, case: null, official: null }))
  })

  test('[OPI-XXIV.a partly] the last request of the day is answered, the one after it is not', () => {
    expectPermit(aRequest({ requestsLeft: 1 }))
    expectRefusal(aRequest({ requestsLeft: 0 }), 'QUOTA_EXCEEDED')
  })
})

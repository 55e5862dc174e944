import { provincialCatalog } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { builtInContract } from '../contract/built-in.ts'
import { expectPermit, expectRefusal } from '../testing/expect-decision.ts'
import { aContract, anItem, anItemAsked } from '../testing/questions.ts'
import { needsConsent } from './subject-consent.ts'

const catalog = provincialCatalog()
const inquiry = (item: string) => aContract({ channel: 'authorized_inquiry', items: [anItem(item)] })

describe('item by item', () => {
  test('[REG-11.1a] [D12] what the catalog does not hold is not credit information', () =>
    expectRefusal(anItemAsked('amr.rumour'), 'NOT_IN_CATALOG'))

  test('[REG-2.1] [PLAN-III.2b] an item of organizations asked for a natural person is not in the catalog', () => {
    expectRefusal(anItemAsked('amr.reg.basic', { subject: 'person' }), 'NOT_IN_CATALOG')
    expectPermit(anItemAsked('amr.reg.basic'))
  })

  test('[REG-16.1] a channel the item lacks is refused', () => {
    const contract = aContract({ channel: 'public_announcement', items: [anItem('court.judgment')] })
    expectRefusal(anItemAsked('court.judgment', { contract }), 'CHANNEL_NOT_ALLOWED')
    expectPermit(anItemAsked('court.judgment'))
  })

  test('[REG-16.2a] the public contract holds what the catalog opens to everybody and nothing else', () => {
    const contract = builtInContract('public', catalog)
    for (const item of catalog.items.values()) {
      const isOpen = item.channels.includes('public_announcement')
      expect(contract.items.some(({ id }) => id === item.id)).toBe(isOpen)
      const asked = anItemAsked(item.id, { contract, subject: null, consent: 'none' })
      if (isOpen) expectPermit(asked)
      else expectRefusal(asked, 'CHANNEL_NOT_ALLOWED')
    }
  })

  test('[REG-34(3) partly] [GUI-8c] lists of key scrutiny, commercial secrets and convictions of persons are never announced', () => {
    const contract = builtInContract('public', catalog)
    for (const item of ['office.list.keyScrutiny', 'tax.paid.org', 'court.crime.person']) {
      expectRefusal(anItemAsked(item, { contract, subject: null }), 'CHANNEL_NOT_ALLOWED')
    }
  })

  test('[REG-16.2c] [GUI-14b] what the contract does not name is not given', () =>
    expectRefusal(
      anItemAsked('court.judgment', { contract: aContract({ items: [anItem('amr.penalty')] }) }),
      'ITEM_NOT_IN_CONTRACT',
    ))

  test('a contract for organizations gives no item of a natural person', () => {
    const contract = aContract({ subjects: ['legal_person'], items: [anItem('amr.penalty')] })
    expectRefusal(anItemAsked('amr.penalty', { contract, subject: 'person' }), 'ITEM_NOT_IN_CONTRACT')
  })
})

describe('consent', () => {
  test('[REG-16.2b] what may not be public needs written authorization on authorized inquiry, with a code for each lack', () => {
    const asked = anItemAsked('tax.credit.grade', { contract: inquiry('tax.credit.grade') })
    expectPermit({ ...asked, consent: 'covered' })
    expectRefusal({ ...asked, consent: 'none' }, 'CONSENT_REQUIRED')
    expectRefusal({ ...asked, consent: 'withdrawn' }, 'CONSENT_REVOKED')
    expectRefusal({ ...asked, consent: 'expired' }, 'CONSENT_EXPIRED')
    expectRefusal({ ...asked, consent: 'scope' }, 'CONSENT_SCOPE')
  })

  test('[D18] [REG-16.2a] what is open to the public needs no consent on any channel, but still the contract', () => {
    expectPermit(anItemAsked('amr.penalty', { contract: inquiry('amr.penalty'), consent: 'none' }))
    expectRefusal(
      anItemAsked('amr.penalty', { contract: inquiry('tax.credit.grade'), consent: 'none' }),
      'ITEM_NOT_IN_CONTRACT',
    )
  })

  test('[REG-14.3a] the five kinds are closed by default', () => {
    for (const kind of ['income', 'savings', 'insurance', 'realEstate', 'taxAmount']) {
      const item = `cond.person.${kind}`
      const asked = anItemAsked(item, { contract: inquiry(item), subject: 'person' })
      expectRefusal({ ...asked, consent: 'none' }, 'CONSENT_REQUIRED')
      expectPermit({ ...asked, consent: 'covered' })
    }
  })

  test('[REG-14.2a] market information about persons needs consent on every channel', () => {
    const loan = catalog.items.get('mkt.loan.person')
    if (loan === undefined) throw new Error('the catalog has lost mkt.loan.person')
    expect(needsConsent(loan, 'public_affairs_sharing')).toBe(true)
  })

  test('[D11] taxes paid by a company follow the ordinary rules of the catalog', () => {
    const paid = catalog.items.get('tax.paid.org')
    if (paid === undefined) throw new Error('the catalog has lost tax.paid.org')
    expect(needsConsent(paid, 'public_affairs_sharing')).toBe(false)
    expectPermit(anItemAsked('tax.paid.org', { consent: 'none' }))
  })

  test('[REG-16.2b] [PLAN-V.2a] a subject needs no authorization for its own records of every channel', () => {
    const contract = builtInContract('self', catalog)
    for (const item of ['tax.credit.grade', 'office.points.person', 'court.crime.person', 'office.restore']) {
      expectPermit(anItemAsked(item, { contract, subject: null, consent: 'none' }))
    }
  })

  test('[PLAN-V.2a] points of a person are given to the authorised only', () => {
    const item = 'office.points.person'
    expectRefusal(
      anItemAsked(item, { contract: inquiry(item), subject: 'person', consent: 'none' }),
      'CONSENT_REQUIRED',
    )
    expectRefusal(anItemAsked(item, { subject: 'person' }), 'CHANNEL_NOT_ALLOWED')
  })

  test('[REG-15.1a partly] a contract of public information gives no market part', () =>
    expectRefusal(anItemAsked('mkt.credit.rating', { contract: inquiry('tax.credit.grade') }), 'ITEM_NOT_IN_CONTRACT'))

  test('an official sees the items the own body provides, and no others', () => {
    const contract = builtInContract('duty', catalog, { consumer: 'tax', provider: 'tax' })
    expectPermit(anItemAsked('tax.credit.grade', { contract, consent: 'none' }))
    expectRefusal(anItemAsked('amr.penalty', { contract }), 'ITEM_NOT_IN_CONTRACT')
    expect(builtInContract('duty', catalog).items).toEqual([])
  })
})

import { describe, test } from 'vitest'
import { expectLastDay, expectShown, expectWithheld } from '../testing/expect-decision.ts'
import { aContract, anItem, aRecord, aRow } from '../testing/questions.ts'

const toThePublic = aContract({ channel: 'public_announcement' })
const penalty = (over = {}) => aRow(aRecord('amr.penalty', over))

describe('the five years', () => {
  test('[D1] [REG-27a] a penalty of 24 November 2021 is shown on 23 November 2026 and hidden from the anniversary', () =>
    expectLastDay(penalty({ determinedOn: '2021-11-24' }), '2026-11-23', '2026-11-24'))

  test('[D1] five years from 29 February end on 28 February', () =>
    expectLastDay(penalty({ determinedOn: '2024-02-29' }), '2029-02-27', '2029-02-28'))

  test('[D1] [REG-27c] it is shown from the determination date on, not before', () => {
    expectShown(aRow(aRecord('amr.penalty', { determinedOn: '2026-11-23' }), { today: '2026-11-23' }))
    expectWithheld(aRow(aRecord('amr.penalty', { determinedOn: '2026-11-23' }), { today: '2026-11-22' }), 'not_begun')
  })

  test('[REG-27d] determined 2019, concluded 2024-03-01: hidden from 2029-03-01', () => {
    const facts = { determinedOn: '2019-03-01', ongoing: true, concludedOn: '2024-03-01' }
    expectLastDay(aRow(aRecord('court.enforcee', facts)), '2029-02-28', '2029-03-01')
    expectLastDay(penalty(facts), '2029-02-28', '2029-03-01')
  })

  test('[REG-27d] what is ongoing has no end until it is concluded', () => {
    const facts = { determinedOn: '2018-06-01', ongoing: true }
    expectShown(aRow(aRecord('court.enforcee', facts), { today: '2040-01-01' }))
    expectShown(aRow(aRecord('amr.compulsion', facts), { today: '2040-01-01' }))
  })

  test('[D2] [REG-27b] expiry ends every channel, under every contract', () => {
    const record = aRecord('amr.penalty', { determinedOn: '2021-11-22' })
    for (const channel of ['public_announcement', 'authorized_inquiry', 'public_affairs_sharing'] as const) {
      expectWithheld(aRow(record, { contract: aContract({ channel }) }), 'expired')
    }
    expectWithheld(aRow(record, { contract: aContract({ id: 'duty', kind: 'built_in' }) }), 'expired')
  })

  test('[REG-27b] a later version of the same finding, posted again, does not bring it back', () =>
    expectWithheld(penalty({ determinedOn: '2021-11-22', version: 7 }), 'expired'))
})

describe('graded periods', () => {
  test('[D13] [STD-NDRC36] general ends after one year', () =>
    expectLastDay(penalty({ determinedOn: '2025-11-01', seriousness: 'general' }), '2026-10-31', '2026-11-01'))

  test('[D13] [STD-NDRC36] serious ends after three years', () =>
    expectLastDay(penalty({ determinedOn: '2024-01-10', seriousness: 'serious' }), '2027-01-09', '2027-01-10'))

  test('[D13] [STD-NDRC36] minor is shared for three months at most', () =>
    expectLastDay(penalty({ determinedOn: '2026-11-02', seriousness: 'minor' }), '2027-02-01', '2027-02-02'))

  test('[D13] minor is never announced to the public', () => {
    const record = aRecord('amr.penalty', { determinedOn: '2026-11-02', seriousness: 'minor' })
    expectWithheld(aRow(record, { contract: toThePublic }), 'minor')
    expectShown(aRow(record))
  })

  test('[D13] no grade is the five years', () =>
    expectLastDay(penalty({ determinedOn: '2022-01-01' }), '2026-12-31', '2027-01-01'))

  test('[D13] the cap of a concluded state counts from its conclusion', () => {
    const facts = {
      determinedOn: '2020-01-01',
      ongoing: true,
      concludedOn: '2026-01-15',
      seriousness: 'general' as const,
    }
    expectLastDay(penalty(facts), '2027-01-14', '2027-01-15')
  })

  test('[REG-27e partly] a shorter cap of the catalog in force is the one that counts', () => {
    const row = penalty({ determinedOn: '2026-01-01', seriousness: 'general' })
    const rule = row.catalog.periodRules.get('NEG_GRADED')
    const caps = { minor: { max: 'P1M' }, general: { max: 'P6M' }, serious: { max: 'P1Y' } }
    const periodRules = new Map(row.catalog.periodRules)
    if (rule !== undefined) periodRules.set('NEG_GRADED', { ...rule, caps })
    expectLastDay({ ...row, catalog: { ...row.catalog, periodRules } }, '2026-06-30', '2026-07-01')
  })
})

describe('listings', () => {
  const listed = (facts = {}, over = {}) =>
    aRow(aRecord('tour.serious', { determinedOn: '2026-05-20', ...facts }), over)

  test('[REG-32.3a] removal ends a listing on its day', () =>
    expectLastDay(listed({ ongoing: true }, { removedOn: '2026-10-01' }), '2026-09-30', '2026-10-01'))

  test('[REG-27a] a listing that is not ongoing ends after five years', () =>
    expectLastDay(listed(), '2031-05-19', '2031-05-20'))

  test('a listing marked ongoing has no end but removal, restoration and conclusion', () => {
    expectShown(listed({ ongoing: true }, { today: '2045-01-01' }))
    expectLastDay(listed({ ongoing: true, concludedOn: '2026-12-01' }), '2026-11-30', '2026-12-01')
  })
})

describe('other periods', () => {
  test('a licence is shown to its last day, that day included', () =>
    expectLastDay(aRow(aRecord('tour.lic.agency', { validTo: '2026-12-31' })), '2026-12-31', '2027-01-01'))

  test('what is current has no end of its own', () =>
    expectShown(aRow(aRecord('amr.reg.basic'), { today: '2099-01-01' })))

  test('[REG-25b partly] what is derived from a record ends with it', () => {
    const measure = aRecord('office.measure', { determinedOn: '2026-05-20', ongoing: true })
    expectShown(aRow(measure, { linkedTo: 'shown' }))
    expectWithheld(aRow(measure, { linkedTo: 'gone' }), 'unlinked')
  })

  test('what is derived from a record the answer does not carry ends by its own dates, after five years at the latest', () => {
    expectLastDay(aRow(aRecord('office.measure', { determinedOn: '2022-05-20' })), '2027-05-19', '2027-05-20')
    expectLastDay(aRow(aRecord('office.marketBan', { validTo: '2026-12-31' })), '2026-12-31', '2027-01-01')
    expectShown(aRow(aRecord('office.marketBan', { determinedOn: '2010-01-01', ongoing: true })))
  })

  test('[REG-26.2a] cases of the hub are seen by their parties alone', () => {
    const restoration = aRecord('office.restore')
    expectWithheld(aRow(restoration, { contract: aContract({ items: [anItem('office.restore')] }) }), 'workflow')
    expectShown(aRow(restoration, { contract: aContract({ id: 'duty', kind: 'built_in' }) }))
    const self = aContract({ id: 'self', kind: 'built_in' })
    expectShown(aRow(restoration, { contract: self, subject: 'A', ownKey: 'A' }))
  })
})

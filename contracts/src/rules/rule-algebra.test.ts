import { addYears, provincialCatalog, type RecordFacts } from '@xinqiao/schema'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeRow } from '../decision/decide.ts'
import { aContract, aRecord, aRow, aStanding } from '../testing/questions.ts'

const day = fc
  .date({ min: new Date('2015-01-01T00:00:00Z'), max: new Date('2040-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const channel = fc.constantFrom('public_announcement', 'authorized_inquiry', 'public_affairs_sharing')
const contract = fc.oneof(
  channel.map((one) => aContract({ channel: one })),
  fc.constantFrom('public', 'self', 'duty').map((id) => aContract({ id, kind: 'built_in' })),
)
const item = fc.constantFrom(...provincialCatalog().items.values())
const facts: fc.Arbitrary<RecordFacts> = fc
  .record({
    item,
    determinedOn: day,
    ongoing: fc.boolean(),
    concludedOn: fc.option(day),
    validTo: fc.option(day),
    seriousness: fc.constantFrom(null, 'minor', 'general', 'serious'),
  })
  .map(({ item: one, ...rest }) => aRecord(one.id, { ...rest, subjectKind: one.subjects[0] ?? 'legal_person' }))
const counted = new Set(['NEG5', 'NEG_GRADED'])
const own = { subject: 'A', ownKey: 'A' }

test('[D1] [REG-27a] no record of a counted period is shown five years after it began or was concluded', () => {
  fc.assert(
    fc.property(facts, contract, day, (record, one, today) => {
      const period = provincialCatalog().items.get(record.item)?.period ?? 'NEG5'
      const start = record.ongoing ? record.concludedOn : record.determinedOn
      fc.pre(counted.has(period) && start !== null && today >= addYears(start, 5))
      expect(judgeRow(aRow(record, { contract: one, today, ...own })).kind).toBe('withheld')
    }),
    { numRuns: 3_000 },
  )
})

test('[REG-27b] what has ended stays ended: no later day shows it again', () => {
  fc.assert(
    fc.property(facts, contract, day, day, (record, one, some, other) => {
      const [earlier, later] = some < other ? [some, other] : [other, some]
      const before = judgeRow(aRow(record, { contract: one, today: earlier, ...own }))
      const after = judgeRow(aRow(record, { contract: one, today: later, ...own }))
      fc.pre(before.kind === 'withheld' && before.reason !== 'not_begun')
      expect(after.kind).toBe('withheld')
    }),
    { numRuns: 3_000 },
  )
})

test('the day a shown record ceases is the first one on which it is withheld', () => {
  fc.assert(
    fc.property(facts, contract, day, (record, one, today) => {
      const row = aRow(record, { contract: one, today, ...own })
      const decision = judgeRow(row)
      if (decision.kind !== 'show' || decision.ceasesOn === null) return fc.pre(false)
      expect(decision.ceasesOn > today).toBe(true)
      expect(judgeRow({ ...row, today: decision.ceasesOn }).kind).toBe('withheld')
    }),
    { numRuns: 3_000 },
  )
})

test('[REG-32.3b] [REG-31.2 partly] restored and revoked records are shown under no contract on no day', () => {
  fc.assert(
    fc.property(facts, contract, day, fc.constantFrom('restored', 'revoked'), (record, one, today, standing) => {
      const row = aRow(record, { contract: one, today, standing: aStanding(standing), ...own })
      expect(judgeRow(row).kind).toBe('withheld')
    }),
    { numRuns: 2_000 },
  )
})

test('[D8] an objection changes nothing but the mark', () => {
  fc.assert(
    fc.property(facts, contract, day, (record, one, today) => {
      const row = aRow(record, { contract: one, today, ...own })
      const plain = judgeRow(row)
      const marked = judgeRow({ ...row, standing: aStanding('annotated') })
      expect(marked.kind).toBe(plain.kind)
      const marks = marked.kind === 'show' ? marked.duties.length : 1
      expect(marks).toBe(1)
    }),
  )
})

test('[D13] a graded record is shown on no day on which the same record without a grade is not', () => {
  fc.assert(
    fc.property(facts, contract, day, (record, one, today) => {
      const ungraded = judgeRow(aRow({ ...record, seriousness: null }, { contract: one, today, ...own }))
      const graded = judgeRow(aRow(record, { contract: one, today, ...own }))
      fc.pre(ungraded.kind === 'withheld')
      expect(graded.kind).toBe('withheld')
    }),
    { numRuns: 2_000 },
  )
})

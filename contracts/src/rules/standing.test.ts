import { expect, test } from 'vitest'
import { judgeRow } from '../decision/decide.ts'
import { expectShown, expectWithheld } from '../testing/expect-decision.ts'
import { aContract, aRecord, aRow, aStanding } from '../testing/questions.ts'

const record = aRecord('amr.penalty')
const contracts = [
  aContract(),
  aContract({ channel: 'public_announcement' }),
  aContract({ channel: 'authorized_inquiry' }),
  aContract({ id: 'public', kind: 'built_in', channel: 'public_announcement' }),
  aContract({ id: 'self', kind: 'built_in', channel: 'authorized_inquiry' }),
  aContract({ id: 'duty', kind: 'built_in' }),
]

test('[REG-30.1b partly] [D8] a record under objection is shown with its mark, its day and its case', () => {
  const standing = aStanding('annotated', { since: '2026-11-20', case: 'OB-1' })
  const mark = { kind: 'annotate', since: '2026-11-20', caseNumber: 'OB-1' }
  expect(judgeRow(aRow(record, { standing }))).toMatchObject({ kind: 'show', duties: [mark] })
})

test('[D8] once the objection is closed the mark is gone and the record still shown', () => {
  const decision = judgeRow(aRow(record, { standing: aStanding('disclosed') }))
  expect(decision).toMatchObject({ kind: 'show', duties: [] })
})

test('[REG-32.3b] a restored record is on no channel and in no contract', () => {
  for (const contract of contracts) {
    expectWithheld(aRow(record, { contract, standing: aStanding('restored'), subject: 'A', ownKey: 'A' }), 'restored')
  }
})

test('[REG-31.2 partly] [D5 partly] a revoked record is withheld from the moment the notice is accepted, whatever its date', () => {
  for (const contract of contracts) {
    const standing = aStanding('revoked', { since: '2027-01-01' })
    expectWithheld(aRow(record, { contract, standing, subject: 'A', ownKey: 'A' }), 'revoked')
  }
})

test('[REG-27b] what was declared expired stays hidden although its own dates would show it', () =>
  expectWithheld(aRow(record, { standing: aStanding('expired') }), 'expired'))

test('[REG-29] the version before a correction is no longer released', () => {
  expectWithheld(aRow(record, { superseded: true }), 'superseded')
  expectShown(aRow(record, { superseded: false }))
})

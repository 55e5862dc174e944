import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import type { DataStandard } from './data-standard.ts'
import { dataStandards } from './data-standards.ts'
import { validatePayload } from './validate-payload.ts'

const catalog = provincialCatalog()

function standardOf(item: string): DataStandard {
  const standard = dataStandards().get(item)
  if (standard === undefined) throw new Error(`expected a standard of ${item}`)
  return standard
}

const problems = (item: string, data: unknown): readonly string[] =>
  validatePayload(standardOf(item), data, catalog).map(({ path, problem }) => `${problem} ${path}`)

const penalty = {
  violation: '虚假宣传',
  facts: '事实清楚。',
  kinds: ['fine', 'warning'],
  content: '罚款',
  fine: 2_000_000,
}
const penaltyWith = (more: object): readonly string[] => problems('amr.penalty', { ...penalty, ...more })
const person = { name: '陈试一', role: '法定代表人', documentKind: '01', documentNumber: '460105190203040014' }
const legalRep = (more: object): readonly string[] => problems('amr.reg.legalRep', { person: { ...person, ...more } })

describe('[REG-12a] a payload is held to its item’s data standard', () => {
  it('[REG-12a] takes a payload that has all required fields; optional ones may be absent or null', () => {
    expect(problems('amr.penalty', penalty)).toEqual([])
    expect(penaltyWith({ fine: undefined })).toEqual([])
    expect(penaltyWith({ fine: null, licence: null })).toEqual([])
  })

  it('[REG-12a] tells every missing field by its name', () => {
    expect(problems('amr.penalty', {})).toEqual([
      'missing violation',
      'missing facts',
      'missing kinds',
      'missing content',
    ])
    expect(penaltyWith({ facts: null, content: ' ', kinds: [] })).toEqual([
      'missing facts',
      'missing kinds',
      'missing content',
    ])
  })

  it('[REG-12a] refuses what is no field of the standard', () => {
    expect(penaltyWith({ opinion: 'bad' })).toEqual(['unknown opinion'])
    expect(legalRep({ nickname: 'x' })).toEqual(['unknown person.nickname'])
  })

  it('[REG-12a] refuses a value of another type', () => {
    expect(penaltyWith({ violation: 5 })).toEqual(['type violation'])
    expect(penaltyWith({ fine: 2_000.5 })).toEqual(['type fine'])
    expect(penaltyWith({ fine: '2000' })).toEqual(['type fine'])
    expect(penaltyWith({ fine: Number.MAX_SAFE_INTEGER })).toEqual([])
    expect(penaltyWith({ fine: Number.MAX_SAFE_INTEGER + 1 })).toEqual(['type fine'])
    expect(penaltyWith({ kinds: 'fine' })).toEqual(['type kinds'])
    expect(penaltyWith({ publicityEndsOn: '2026-02-30' })).toEqual(['type publicityEndsOn'])
    expect(penaltyWith({ publicityEndsOn: '2026-02-28' })).toEqual([])
    expect(problems('tax.credit.grade', { year: 1899, grade: 'A' })).toEqual(['type year'])
    expect(
      problems('office.points.person', { points: 2 ** 31, level: 'one', modelVersion: '1', asOf: '2026-01-01' }),
    ).toEqual(['type points'])
  })

  it('[REG-12a] codes come from the closed list', () => {
    expect(penaltyWith({ kinds: ['fine', 'scolding'] })).toEqual(['value kinds[1]'])
    expect(problems('tax.credit.grade', { year: 2025, grade: 'E' })).toEqual(['value grade'])
    expect(problems('tax.credit.grade', { year: 2025, grade: 'D' })).toEqual([])
  })

  it('[REG-12a] a string ends at 200 characters, a text at 4,000, a list at 200 entries; a rare character is one', () => {
    expect(penaltyWith({ violation: '罚'.repeat(200) })).toEqual([])
    expect(penaltyWith({ violation: '𠮷'.repeat(200) })).toEqual([])
    expect(penaltyWith({ violation: '罚'.repeat(201) })).toEqual(['length violation'])
    expect(penaltyWith({ facts: '罚'.repeat(4_000) })).toEqual([])
    expect(penaltyWith({ facts: '罚'.repeat(4_001) })).toEqual(['length facts'])
    expect(penaltyWith({ kinds: Array.from({ length: 200 }, () => 'fine') })).toEqual([])
    expect(penaltyWith({ kinds: Array.from({ length: 201 }, () => 'fine') })).toEqual(['length kinds'])
  })

  it('[REG-12a] refuses control characters and broken Unicode, which no store keeps as they are', () => {
    expect(penaltyWith({ violation: 'a\u0000b' })).toEqual(['value violation'])
    expect(penaltyWith({ facts: 'a\u0000b' })).toEqual(['value facts'])
    expect(penaltyWith({ facts: 'one\ntwo' })).toEqual([])
    expect(penaltyWith({ violation: '\ud800' })).toEqual(['value violation'])
  })

  it('[REG-12a] identifiers inside a payload are checked by their standards', () => {
    expect(legalRep({})).toEqual([])
    expect(legalRep({ documentNumber: '460105190203040015' })).toEqual(['identifier person.documentNumber'])
    expect(legalRep({ documentKind: '09' })).toEqual(['value person.documentKind'])
    expect(legalRep({ documentNumber: undefined })).toEqual(['identifier person.documentNumber'])
    expect(legalRep({ name: '' })).toEqual(['missing person.name'])
    const branch = { address: '海口', establishedOn: '2020-01-01', status: 'active', authority: '登记机关' }
    expect(problems('amr.reg.branch', { ...branch, branch: { name: '分公司', uscc: '914601000000A00134' } })).toEqual(
      [],
    )
    expect(problems('amr.reg.branch', { ...branch, branch: { name: '分公司' } })).toEqual([])
    expect(problems('amr.reg.branch', { ...branch, branch: { name: '分公司', uscc: '914601000000A00135' } })).toEqual([
      'identifier branch.uscc',
    ])
  })

  it.each([null, undefined, 'text', 7, [], [penalty]])('[REG-12a] %j is no payload', (data) => {
    expect(problems('amr.penalty', data)).toEqual(['type '])
  })
})

describe('words of forbidden categories in the keys', () => {
  it('[REG-14.4a] a prohibited word is found at any depth and in any spelling', () => {
    expect(penaltyWith({ bloodType: 'A' })).toEqual(['prohibited bloodType'])
    expect(penaltyWith({ extra: { deep: [{ xue_xing: 'A' }] } })).toEqual([
      'prohibited extra.deep[0].xue_xing',
      'unknown extra',
    ])
    expect(legalRep({ 血型: 'A' })).toEqual(['prohibited person.血型', 'unknown person.血型'])
  })

  it('[REG-14.3a] a consent-only word is told apart, and the item’s own words are its business', () => {
    expect(penaltyWith({ monthlyIncome: 1 })).toEqual(['consent_only monthlyIncome'])
    expect(problems('cond.person.income', { year: 2025, amount: 1, income: 2 })).toEqual(['unknown income'])
    const deposit = { depositStatus: 'sufficient', form: 'cash', requiredAmount: 1, heldAmount: 1 }
    expect(problems('tour.deposit', deposit)).toEqual([])
  })

  it('a payload nested too deep is refused without being followed', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = { a: deep }
    expect(penaltyWith({ extra: deep }).some((problem) => problem.startsWith('length '))).toBe(true)
  })
})

describe('findings keep silent about values', () => {
  it('no finding holds the value or a key that may be one', () => {
    const secret = '460105190203040014'
    const findings = validatePayload(
      standardOf('amr.penalty'),
      {
        ...penalty,
        [secret]: 1,
        kinds: [secret],
        fine: secret,
        publicityEndsOn: secret,
        licence: { [secret]: secret },
      },
      catalog,
    )
    expect(findings).not.toHaveLength(0)
    expect(JSON.stringify(findings)).not.toContain(secret)
  })

  it('never throws, whatever JSON comes', () => {
    const items = [...dataStandards().keys()]
    fc.assert(
      fc.property(fc.constantFrom(...items), fc.jsonValue({ maxDepth: 4 }), (item, data) => {
        expect(Array.isArray(problems(item, data))).toBe(true)
      }),
    )
  })
})

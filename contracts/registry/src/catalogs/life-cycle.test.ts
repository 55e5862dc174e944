import { describe, expect, test } from 'vitest'
import { RegistryError } from '../errors.ts'
import { advanceCatalog, bringIntoForce, type CatalogVersion, versionInForce } from './life-cycle.ts'

const draft: CatalogVersion = { version: '2.0.0', state: 'draft', approval: null, effectiveFrom: null, document: {} }
const approval = { number: '琼府函〔2026〕1号', on: '2026-03-01' }
const today = '2026-03-02'
const consulted = advanceCatalog(draft, { to: 'consulted', today })

describe('the life of a catalog', () => {
  test('[REG-11.2] a draft is consulted, approved and only then in force', () => {
    const approved = advanceCatalog(consulted, { to: 'approved', approval, today })
    expect(advanceCatalog(approved, { to: 'in_force', today })).toMatchObject({
      state: 'in_force',
      approval,
      effectiveFrom: '2026-03-01',
    })
    for (const to of ['approved', 'in_force'] as const) {
      expect(() => advanceCatalog(draft, { to, approval, today })).toThrow(RegistryError)
    }
  })

  test('[REG-11.2] approval needs number and date, both', () => {
    for (const half of [
      undefined,
      { number: '', on: '2026-03-01' },
      { number: ' ', on: '2026-03-01' },
      { number: 'x', on: '' },
    ]) {
      const step = { to: 'approved', today, ...(half === undefined ? {} : { approval: half }) } as const
      expect(() => advanceCatalog(consulted, step)).toThrow(
        expect.objectContaining({ code: 'LEGAL_BASIS_MISSING', httpStatus: 422 }),
      )
    }
  })

  test('[REG-11.2] an approved catalog is in force from its first day, not on the day before', () => {
    const approved = advanceCatalog(consulted, { to: 'approved', approval, effectiveFrom: '2026-04-01', today })
    const versions = new Map([['2.0.0', approved]])
    expect(versionInForce(bringIntoForce(versions, '2026-03-31'))).toBeUndefined()
    expect(versionInForce(bringIntoForce(versions, '2026-04-01'))?.version).toBe('2.0.0')
  })

  test('[REG-11.3] the version in force is superseded the day the next one takes effect', () => {
    const former = bringIntoForce(
      new Map([['2.0.0', advanceCatalog(consulted, { to: 'approved', approval, today })]]),
      today,
    )
    const second: CatalogVersion = {
      ...draft,
      version: '2.1.0',
      state: 'approved',
      approval: { number: '琼府函〔2026〕2号', on: '2026-05-01' },
      effectiveFrom: '2026-05-01',
    }
    const both = bringIntoForce(new Map([...former, ['2.1.0', second]]), '2026-05-01')
    expect([...both.values()].map(({ version, state }) => [version, state])).toEqual([
      ['2.0.0', 'superseded'],
      ['2.1.0', 'in_force'],
    ])
  })

  test('a day before the approval is never the first day in force', () => {
    expect(
      advanceCatalog(consulted, { to: 'approved', approval, effectiveFrom: '2026-01-01', today }).effectiveFrom,
    ).toBe('2026-03-01')
  })
})

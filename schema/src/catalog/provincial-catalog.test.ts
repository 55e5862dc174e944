import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { coverageOfFields, itemOf, itemsOfProvider, personalItems } from './look-up.ts'
import { mergeLayers } from './merge-layers.ts'
import { provincialCatalog } from './provincial-catalog.ts'

const catalog = provincialCatalog()

/** Content apart from the order of keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

describe('the catalog’s layers', () => {
  it('[REG-11.1a] national base and province together give the catalog as it was compiled, entry for entry', () => {
    const digest = createHash('sha256').update(canonical(catalog.document)).digest('hex')
    expect(digest).toBe('2683c28ac079c3667a53c53b7913976c1b7f627fc3e10ddeab754630edc6bda9')
    expect(catalog.items.size).toBe(106)
    expect(catalog.providers.size).toBe(20)
    expect(catalog.prohibited).toHaveLength(11)
    expect(catalog.consentOnly.map(({ item }) => item)).toEqual([
      'cond.person.income',
      'cond.person.savings',
      'cond.person.insurance',
      'cond.person.realEstate',
      'cond.person.taxAmount',
    ])
  })

  it('[REG-11.1b] the province adds to the national base and cannot rewrite it', () => {
    const base = { meta: { edition: '2024' }, categories: { N01: { en: 'a' } }, prohibited: [{ id: 'deny.x' }] }
    expect(
      mergeLayers(base, { meta: { version: '1' }, categories: { M: { en: 'b' } }, prohibited: [{ id: 'deny.y' }] }),
    ).toEqual({
      meta: { edition: '2024', version: '1' },
      categories: { N01: { en: 'a' }, M: { en: 'b' } },
      prohibited: [{ id: 'deny.x' }, { id: 'deny.y' }],
    })
    expect(() => mergeLayers(base, { meta: { edition: '2021' } })).toThrow(
      'meta.edition: a layer may add, never replace',
    )
    expect(() => mergeLayers(base, { prohibited: {} })).toThrow('CATALOG_INVALID')
  })

  it('[REG-11.1b] every item carries a category of the national base or the marked local supplement', () => {
    for (const item of catalog.items.values()) expect([...catalog.categories.keys()]).toContain(item.category)
    expect([...catalog.categories.keys()].filter((id) => !/^N\d\d$/.test(id))).toEqual(['HUB', 'M'])
  })
})

describe('finding items', () => {
  it('[OPI-VII.a] “items owed by agency X” gives exactly its catalog rows', () => {
    const owed = itemsOfProvider(catalog, 'tour').map(({ id }) => id)
    expect(owed).toEqual([
      'tour.lic.agency',
      'tour.lic.guide',
      'tour.lic.performance',
      'tour.rating.hotel',
      'tour.penalty',
      'tour.serious',
      'tour.minor',
      'tour.complaint',
      'tour.uncivil',
      'tour.deposit',
    ])
    // An item is owed by its provider, whatever its id begins with.
    expect(itemsOfProvider(catalog, 'fin').map(({ id }) => id)).toContain('prof.finStaff')
    expect(itemsOfProvider(catalog, 'fin').map(({ id }) => id)).not.toContain('fin.dbExchange')
    expect(itemsOfProvider(catalog, 'nobody')).toEqual([])
  })

  it('[OPI-VII.a] every item is owed by one agency', () => {
    const all = [...catalog.providers.keys()].flatMap((provider) => itemsOfProvider(catalog, provider))
    expect(all).toHaveLength(catalog.items.size)
  })

  it('[OPI-IX.c] the ten preferential fields are all listed, with their count of items, zero too', () => {
    expect(Object.fromEntries(coverageOfFields(catalog))).toEqual({
      tax: 10,
      environment: 1,
      ip: 2,
      finance: 10,
      medical_health: 1,
      housekeeping: 0,
      elderly_care: 0,
      food_medicine: 1,
      work_safety: 1,
      tourism_culture: 10,
    })
  })

  it('[PLAN-III.2b] the items open to natural persons are listed apart', () => {
    const personal = personalItems(catalog)
    expect(personal.map(({ id }) => id)).toContain('court.crime.person')
    expect(personal.map(({ id }) => id)).not.toContain('amr.reg.basic')
    expect(personal.every(({ subjects }) => subjects.includes('natural_person'))).toBe(true)
  })

  it('[D12] an id outside the catalog is found nowhere', () => {
    expect(itemOf(catalog, 'amr.penalty')?.provider).toBe('amr')
    expect(itemOf(catalog, 'amr.rumour')).toBeUndefined()
    expect(itemOf(catalog, '__proto__')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { findConsentOnly, findProhibited } from '../catalog/deny-words.ts'
import { itemsOfProvider } from '../catalog/look-up.ts'
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import { SchemaError } from '../errors.ts'
import { payloadGraphType } from '../graph/payload-type.ts'
import { recordFieldNames } from '../graph/record-fields.ts'
import type { PayloadField } from './data-standard.ts'
import { dataStandards, standardsDocument } from './data-standards.ts'
import { readDataStandards } from './read-data-standards.ts'
import { withShapes } from './with-shapes.ts'

const catalog = provincialCatalog()
const standards = dataStandards()
const fields = [...standards.values()].flatMap(({ item, fields: own }) => own.map((field) => ({ item, field })))
const written = standardsDocument() as Readonly<Record<string, Readonly<Record<string, object>>>>

function faultsOf(document: unknown): readonly string[] {
  try {
    readDataStandards(document, catalog, 'standards')
    return []
  } catch (error) {
    if (!(error instanceof SchemaError) || error.code !== 'STANDARD_INVALID') throw error
    return error.findings.map(({ path, message }) => `${path}: ${message}`)
  }
}

const title = { zh: '名称', en: 'Name' }
const judgment = (more: object): unknown => ({
  ...written,
  'court.judgment': { ...written['court.judgment'], ...more },
})

describe('the data standards of the six agencies', () => {
  it('[REG-12a] every item of the six agencies has its data standard', () => {
    const owed = ['amr', 'tax', 'court', 'tour', 'fin', 'office'].flatMap((provider) =>
      itemsOfProvider(catalog, provider),
    )
    expect(owed).toHaveLength(81)
    expect(owed.filter(({ id }) => !standards.has(id))).toEqual([])
  })

  it('[REG-12a] a standard is of an item of the catalog; none stands for nothing', () => {
    expect(Object.keys(written).filter((id) => !catalog.items.has(id))).toEqual([])
    expect(standards.size).toBe(Object.keys(written).length)
  })

  it('[REG-3b] no field is less sensitive than its item, and no standard writes less', () => {
    for (const { item, field } of fields) {
      const own = catalog.items.get(item)?.sensitivity ?? 'S3'
      expect(field.sensitivity >= own).toBe(true)
      const raw = written[item]?.[field.name] as { readonly sensitivity?: string }
      expect((raw.sensitivity ?? own) >= own).toBe(true)
    }
    expect(standards.get('tax.ftp.incentive')?.fields.find(({ name }) => name === 'amount')?.sensitivity).toBe('S2')
    expect(standards.get('court.crime.person')?.fields.every(({ sensitivity }) => sensitivity === 'S3')).toBe(true)
  })

  it('no payload field bears a name of the record’s envelope', () => {
    expect(fields.filter(({ field }) => recordFieldNames.has(field.name))).toEqual([])
  })

  it('fields of one name have one type in the graph, so that selections over items merge', () => {
    const types = Map.groupBy(fields, ({ field }) => field.name)
    const clashing = [...types].filter(([, same]) => new Set(same.map(({ field }) => payloadGraphType(field))).size > 1)
    expect(clashing.map(([name]) => name)).toEqual([])
  })

  it('[REG-14.4a] no name, title or code word of any field falls under a prohibited category', () => {
    const words = fields.flatMap(({ field }) => [field.name, field.zh, field.en, ...(field.values ?? [])])
    expect(words.filter((word) => findProhibited(word, catalog) !== undefined)).toEqual([])
  })

  it('[REG-14.3a] no field about natural persons falls under a consent-only kind but that item’s own', () => {
    const personal = fields.filter(({ item }) => catalog.items.get(item)?.subjects.includes('natural_person'))
    const found = personal.flatMap(({ item, field }) => {
      const entry = findConsentOnly(field.name, catalog) ?? findConsentOnly(field.zh, catalog)
      return entry === undefined || entry.item === item ? [] : [`${item}.${field.name}`]
    })
    expect(found).toEqual([])
  })

  it('every field has its title in Chinese and in English, every code its closed list', () => {
    for (const { field } of fields) {
      expect(field.zh).toMatch(/\p{Script=Han}/u)
      expect(field.en).toMatch(/^[A-Z]/u)
      expect(field.values !== undefined).toBe(field.type === 'code')
    }
  })

  it('penalties of all agencies have one payload, permits another', () => {
    const names = (item: string): readonly (readonly [string, string])[] =>
      (standards.get(item)?.fields ?? []).map((field: PayloadField) => [field.name, payloadGraphType(field)] as const)
    for (const item of ['tax.penalty', 'tour.penalty', 'fin.penalty', 'eco.penalty'])
      expect(names(item)).toEqual(names('amr.penalty'))
    expect(names('fin.lic')).toEqual(names('amr.lic.food'))
    expect(names('amr.lic.special').slice(0, names('amr.lic.food').length)).toEqual(names('amr.lic.food'))
  })
})

describe('reading standards', () => {
  it('refuses a field that bears a name of the envelope, falls under a prohibited category, or changes its type', () => {
    expect(faultsOf(judgment({ version: { type: 'string', ...title } }))).toEqual([
      'standards: court.judgment.version: is a name of the record’s envelope',
    ])
    expect(faultsOf(judgment({ xuexing: { type: 'string', ...title } }))).toEqual([
      'standards: court.judgment.xuexing: falls under deny.bloodType (REG-14.4)',
    ])
    expect(faultsOf(judgment({ note: { type: 'string', zh: '当事人病历', en: 'Note' } }))).toHaveLength(1)
    expect(faultsOf(judgment({ amount: { type: 'integer', ...title } }))).toEqual([
      'standards: court.judgment.amount: expected Fen as in cond.person.income, got Int',
    ])
  })

  it('[REG-14.3a] refuses a consent-only word about natural persons and lets it pass about organizations (D11)', () => {
    expect(faultsOf(judgment({ monthlyIncome: { type: 'fen', ...title } }))).toEqual([
      'standards: court.judgment.monthlyIncome: falls under the consent-only item cond.person.income (REG-14.3)',
    ])
    const basic = { ...written['amr.reg.basic'], taxAmount: { type: 'fen', ...title } }
    expect(faultsOf({ ...written, 'amr.reg.basic': basic })).toEqual([])
  })

  it('names item and field of whatever has not the form', () => {
    expect(faultsOf(judgment({ x: { type: 'float', ...title } }))).toHaveLength(1)
    expect(faultsOf(judgment({ x: { type: 'code', ...title } }))).toEqual([
      'standards: court.judgment.x.values: missing',
    ])
    expect(faultsOf(judgment({ x: { type: 'string', values: ['a'], ...title } }))).toHaveLength(1)
    expect(faultsOf(judgment({ 'wrong-name': { type: 'string', ...title } }))).toHaveLength(1)
    expect(faultsOf(judgment({ x: { type: 'string', zh: '名称' } }))).toEqual([
      'standards: court.judgment.x.en: missing',
    ])
  })

  it('[D12] leaves out the standard of an item that the catalog lacks', () => {
    const more = { ...written, 'amr.rumour': { text: { type: 'text', ...title } } }
    expect(readDataStandards(more, catalog, 'standards').has('amr.rumour')).toBe(false)
  })
})

describe('shapes', () => {
  const shapes = { permit: { kind: { type: 'string' } } }

  it('an item takes a shape by its name, alone or with fields of its own', () => {
    expect(withShapes({ a: 'permit', b: { like: 'permit', extra: 1 }, c: { own: 2 } }, shapes)).toEqual({
      a: { kind: { type: 'string' } },
      b: { kind: { type: 'string' }, extra: 1 },
      c: { own: 2 },
    })
  })

  it('refuses a shape that does not exist and a field that the shape has already', () => {
    expect(() => withShapes({ a: 'licence' }, shapes)).toThrow(
      'a: expected a shape of standards/shapes.yaml, got licence',
    )
    expect(() => withShapes({ a: { like: 'permit', kind: {} } }, shapes)).toThrow(
      'a.kind: the shape has this field already',
    )
    expect(() => withShapes({ a: 'constructor' }, shapes)).toThrow('STANDARD_INVALID')
  })
})

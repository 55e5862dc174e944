import { describe, expect, it } from 'vitest'
import { SchemaError } from '../errors.ts'
import type { CatalogDocument, DocumentItem } from './catalog-document.ts'
import { provincialCatalog } from './provincial-catalog.ts'
import { isApproved, readCatalog } from './read-catalog.ts'

const document = provincialCatalog().document as CatalogDocument

function withItem(change: Readonly<Record<string, unknown>>, id = 'amr.penalty'): unknown {
  return { ...document, items: document.items.map((item) => (item.id === id ? { ...item, ...change } : item)) }
}

function withoutMember(member: keyof DocumentItem): unknown {
  const items = document.items.map((item) =>
    item.id === 'amr.penalty' ? Object.fromEntries(Object.entries(item).filter(([key]) => key !== member)) : item,
  )
  return { ...document, items }
}

function faultsOf(changed: unknown): readonly string[] {
  try {
    readCatalog(changed, 'catalog.yaml')
    return []
  } catch (error) {
    if (!(error instanceof SchemaError) || error.code !== 'CATALOG_INVALID') throw error
    return error.findings.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a catalog is read or refused as a whole', () => {
  it('[REG-11.1b] every item carries its national category or the marked local supplement; another one is refused', () => {
    expect(faultsOf(document)).toEqual([])
    expect(faultsOf(withItem({ category: 'N99' }))).toEqual([
      'catalog.yaml: items[amr.penalty].category: no national category or marked local supplement of this catalog (REG-11.1b)',
    ])
    expect(faultsOf(withoutMember('category'))).toEqual(['catalog.yaml: items[amr.penalty].category: missing'])
  })

  it('[REG-11.1b] the catalog names the national edition it follows', () => {
    expect(provincialCatalog().meta.nationalEdition).toMatch(/^2024/)
    const { national_edition: _, ...meta } = document.meta
    expect(faultsOf({ ...document, meta })).toEqual(['catalog.yaml: meta.national_edition: missing'])
  })

  it('[REG-2.1] there are three kinds of subjects; a fourth is refused', () => {
    expect(faultsOf(withItem({ subjects: ['legal_person', 'unincorporated', 'natural_person'] }))).toEqual([])
    expect(faultsOf(withItem({ subjects: ['household'] }))).toEqual([
      'catalog.yaml: items[amr.penalty].subjects[0]: expected one of natural_person, legal_person, unincorporated',
    ])
    expect(faultsOf(withItem({ subjects: [] }))).toHaveLength(1)
  })

  it('[REG-2.2b] an item is public or market; without a class, or with a third one, the catalog is refused', () => {
    expect(faultsOf(withoutMember('class'))).toEqual(['catalog.yaml: items[amr.penalty].class: missing'])
    expect(faultsOf(withItem({ class: 'mixed' }))).toEqual([
      'catalog.yaml: items[amr.penalty].class: expected one of public, market',
    ])
    expect(faultsOf(withItem({ category: 'M' }))).toHaveLength(1)
  })

  it('[REG-16.1] three ways out exist; a fourth is refused', () => {
    expect(faultsOf(withItem({ channels: ['sale'] }))).toEqual([
      'catalog.yaml: items[amr.penalty].channels[0]: expected one of public_announcement, authorized_inquiry, public_affairs_sharing',
    ])
  })

  it('[REG-14.3a] the consent-only kinds are market information about natural persons, each with its words', () => {
    expect(faultsOf(withItem({ subjects: ['natural_person', 'legal_person'] }, 'cond.person.income'))).toHaveLength(1)
    expect(faultsOf({ ...document, conditional: document.conditional.slice(1) })).toEqual([
      'catalog.yaml: items[cond.person.income].collection: a consent-only item has words in `conditional` (REG-14.3)',
    ])
    expect(
      faultsOf({ ...document, conditional: [{ item: 'amr.penalty', words: ['x'] }, ...document.conditional] }),
    ).toHaveLength(1)
  })

  it('[REG-3b] what is internal or sensitive is never open to public announcement', () => {
    expect(faultsOf(withItem({ sensitivity: 'S2' }))).toEqual([
      'catalog.yaml: items[amr.penalty].channels: sensitivity S2 and S3 are never announced to the public (REG-3)',
    ])
    expect(faultsOf(withItem({ sensitivity: 'S1' }))).toEqual([])
  })

  it('[GUI-4b] an item may carry the code of the agency’s list of powers and duties', () => {
    const catalog = readCatalog(withItem({ authority_list_code: '460000-AMR-CF-0088' }), 'catalog.yaml')
    expect(catalog.items.get('amr.penalty')?.authorityListCode).toBe('460000-AMR-CF-0088')
    expect(provincialCatalog().items.get('amr.penalty')?.authorityListCode).toBeUndefined()
  })

  it('every mistake is told at once, each with file, entry and reason', () => {
    const [first, second] = document.items
    const changed = {
      ...document,
      items: [
        ...document.items,
        first,
        { ...second, id: 'amr.new', provider: 'nobody', period: 'VALID', field: 'fishing' },
      ],
    }
    expect(faultsOf(changed)).toEqual([
      'catalog.yaml: items[amr.reg.basic].id: stands more than once',
      'catalog.yaml: items[amr.new].provider: no agency of this catalog',
      'catalog.yaml: items[amr.new].field: no field of this catalog (OPI-IX.c)',
    ])
  })

  it('an unknown key and a document that is no catalog are refused', () => {
    expect(faultsOf(withItem({ price: 3 }))).toEqual(['catalog.yaml: items[amr.penalty].price: unknown key'])
    expect(faultsOf(null)).toHaveLength(1)
    expect(faultsOf([])).toHaveLength(1)
    expect(faultsOf({})).toContain('catalog.yaml: items: missing')
  })

  it('two ids that would meet in one name of the graph are refused', () => {
    const twin = { ...document.items.find(({ id }) => id === 'amr.reg.basic'), id: 'amr.regBasic' }
    expect(faultsOf({ ...document, items: [...document.items, twin] })).toEqual([
      'catalog.yaml: items[amr.reg.basic].id: another item has the same name in the graph',
      'catalog.yaml: items[amr.regBasic].id: another item has the same name in the graph',
    ])
  })
})

describe('[REG-11.2] a draft binds nobody', () => {
  it('[REG-11.2] the project’s own catalog is a draft: it has no approval number', () => {
    expect(isApproved(provincialCatalog())).toBe(false)
  })

  it('[REG-11.2] number and day together make an approved version', () => {
    const approved = (meta: object): boolean =>
      isApproved(readCatalog({ ...document, meta: { ...document.meta, ...meta } }, 'catalog.yaml'))
    expect(approved({ approval_no: '琼府函〔2025〕0号', effective_from: '2025-12-15' })).toBe(true)
    expect(approved({ approval_no: '琼府函〔2025〕0号' })).toBe(false)
    expect(approved({ effective_from: '2025-12-15' })).toBe(false)
  })
})

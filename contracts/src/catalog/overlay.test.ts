import { type CatalogItem, provincialCatalog } from '@xinqiao/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeRow } from '../decision/decide.ts'
import { aContract, aRecord, aRow } from '../testing/questions.ts'
import { compareCatalogs } from './compare-catalogs.ts'
import { applyOverlay, type CatalogOverlay, checkOverlay } from './overlay.ts'

const base = provincialCatalog()
const prohibited = base.prohibited.map(({ id }) => id)
const overlay = (over: Partial<CatalogOverlay> = {}): CatalogOverlay => ({
  division: '460200',
  approvalNumber: null,
  items: [],
  prohibited,
  ...over,
})
const item = (id: string, over: Partial<CatalogItem> = {}): CatalogItem => {
  const found = base.items.get(id)
  if (found === undefined) throw new Error(`the catalog has lost ${id}`)
  return { ...found, ...over }
}
const paths = (over: Partial<CatalogOverlay>) => checkOverlay(base, overlay(over)).map(({ path }) => path)

describe('a city or county overlay', () => {
  test('[PLAN-V.2b partly] may narrow channels, subject kinds and periods', () => {
    const narrowed = item('amr.penalty', {
      channels: ['public_affairs_sharing'],
      subjects: ['legal_person'],
      sensitivity: 'S1',
    })
    expect(paths({ items: [narrowed, item('amr.quality', { period: 'NEG_GRADED' })] })).toEqual([])
    expect(paths({ gradedMax: { serious: 'P2Y' } })).toEqual([])
  })

  test('[PLAN-V.2b partly] may not relax a deny entry, widen a channel or lengthen a period', () => {
    expect(paths({ prohibited: prohibited.slice(1) })).toEqual([`prohibited.${prohibited[0]}`])
    const wider = item('court.judgment', {
      channels: ['public_announcement', 'authorized_inquiry', 'public_affairs_sharing'],
    })
    expect(paths({ items: [wider] })).toEqual(['items.court.judgment.channels'])
    expect(paths({ items: [item('amr.penalty', { period: 'CURRENT' })] })).toEqual(['items.amr.penalty.period'])
    expect(paths({ gradedMax: { minor: 'P4M' } })).toEqual(['gradedMax.minor'])
  })

  test('[REG-27e partly] a longer period is refused with the article it offends', () => {
    const [found] = checkOverlay(base, overlay({ gradedMax: { serious: 'P5Y' } }))
    expect(found).toMatchObject({ path: 'gradedMax.serious', article: 'REG-27' })
  })

  test('[REG-14.3a] may not waive consent, change the provider or take a legal basis away', () => {
    const loose = item('cond.person.income', { collection: 'normal', provider: 'fin', basis: [] })
    expect(paths({ items: [loose] })).toEqual([
      'items.cond.person.income.collection',
      'items.cond.person.income.provider',
      'items.cond.person.income.basis',
    ])
  })

  test('[REG-11.2] adds local items with a legal basis and an approval only', () => {
    const local = { ...item('amr.penalty'), id: 'sanya.beach' }
    expect(paths({ items: [local] })).toEqual(['items.sanya.beach'])
    expect(paths({ items: [local], approvalNumber: '三府函〔2026〕1号' })).toEqual([])
  })

  test('[PLAN-V.2b partly] whatever it narrows, no record is shown that the catalog above would not show', () => {
    const duration = fc.constantFrom('P10D', 'P1M', 'P2M', 'P3M', 'P1Y', 'P2Y', 'P3Y', 'P6Y')
    const grade = fc.constantFrom('minor', 'general', 'serious')
    fc.assert(
      fc.property(grade, duration, fc.integer({ min: 2023, max: 2030 }), (seriousness, max, year) => {
        const local = overlay({ gradedMax: { [seriousness]: max } })
        fc.pre(checkOverlay(base, local).length === 0)
        const row = aRow(aRecord('amr.penalty', { seriousness }), { contract: aContract(), today: `${year}-06-01` })
        const shownLocally = judgeRow({ ...row, catalog: applyOverlay(base, local) }).kind === 'show'
        fc.pre(shownLocally)
        expect(judgeRow(row).kind).toBe('show')
      }),
    )
  })
})

test('[REG-11.3] two versions of the catalog tell their difference', () => {
  const items = new Map(base.items)
  items.delete('amr.quality')
  items.set('amr.penalty', item('amr.penalty', { sensitivity: 'S1' }))
  const after = { ...base, items, prohibited: base.prohibited.slice(1) }
  expect(compareCatalogs(base, after)).toEqual({
    added: [],
    removed: ['amr.quality'],
    changed: [{ item: 'amr.penalty', members: ['sensitivity'] }],
    denyAdded: [],
    denyRemoved: [prohibited[0]],
  })
})

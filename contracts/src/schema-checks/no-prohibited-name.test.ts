import { provincialCatalog } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { codes, findings, lawful, withField } from '../testing/subgraph-sdl.ts'
import { checkSubgraphSdl } from './check-subgraph-sdl.ts'

describe('prohibited categories', () => {
  const prohibited = (sdl: string) => codes(sdl).filter((code) => code.startsWith('PROHIBITED'))

  test('[REG-14.4a] are found in fields, in English and in pinyin', () => {
    expect(prohibited(withField('bloodType: String @item(id: "amr.penalty")'))).toEqual([
      'PROHIBITED_CATEGORY AmrPenalty.bloodType',
    ])
    expect(prohibited(withField('xuexing: String @item(id: "amr.penalty")'))).toEqual([
      'PROHIBITED_CATEGORY AmrPenalty.xuexing',
    ])
  })

  test('[REG-14.4a] a description in Chinese is refused by the name of its field, with the article', () => {
    const [found] = findings(withField('"""当事人病史""" note: String @item(id: "amr.penalty")'))
    expect(found).toMatchObject({ code: 'PROHIBITED_CATEGORY', coordinate: 'AmrPenalty.note', article: 'REG-14.4' })
  })

  test('[D10] are found in types, arguments, enum values, inputs and default texts', () => {
    expect(prohibited(`${lawful} type Fingerprint @technical { id: ID @technical }`)).toEqual([
      'PROHIBITED_CATEGORY Fingerprint',
    ])
    expect(prohibited(`${lawful} enum Kind { PLAIN BLOOD_TYPE }`)).toEqual(['PROHIBITED_CATEGORY Kind.BLOOD_TYPE'])
    expect(prohibited(`${lawful} input Filter { religion: String }`)).toEqual(['PROHIBITED_CATEGORY Filter.religion'])
    expect(prohibited(withField('x(iris: String): String @item(id: "amr.penalty")'))).toEqual([
      'PROHIBITED_CATEGORY AmrPenalty.x(iris)',
    ])
    expect(prohibited(withField('x(kind: String = "疾病"): String @item(id: "amr.penalty")'))).toEqual([
      'PROHIBITED_CATEGORY AmrPenalty.x(kind)',
    ])
  })

  test('[REG-14.4b] a category added to the list blocks without a change of code', () => {
    const catalog = provincialCatalog()
    const entry = {
      id: 'deny.gait',
      nameEn: 'Gait',
      nameZh: '步态',
      words: ['gait'],
      notTheseWords: [],
      basis: ['REG-14.4'],
    }
    const sdl = withField('gait: String @item(id: "amr.penalty")')
    expect(codes(sdl)).toEqual([])
    const wider = { ...catalog, prohibited: [...catalog.prohibited, entry] }
    const found = checkSubgraphSdl({ sdl, provider: 'amr', catalog: wider, standards: new Map(), running: new Map() })
    expect(found.map(({ coordinate }) => coordinate)).toEqual(['AmrPenalty.gait'])
  })
})

describe('the five kinds about natural persons', () => {
  test('[REG-14.3a] a field about income under an item open to persons is refused, and told where it belongs', () =>
    expect(findings(withField('income: Int @item(id: "amr.penalty")'))).toMatchObject([
      { code: 'CONSENT_ONLY_CATEGORY', coordinate: 'AmrPenalty.income', item: 'cond.person.income' },
    ]))

  test('[D11] the same word about companies follows the ordinary rules of the catalog', () => {
    const quality = `extend type OrganizationAmr { quality: AmrQuality @item(id: "amr.quality") }
      type AmrQuality @item(id: "amr.quality") { income: Int @item(id: "amr.quality") }`
    expect(codes(`${lawful} ${quality}`)).toEqual([])
  })
})

import { provincialCatalog } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { codes, findings, lawful, withField } from '../testing/subgraph-sdl.ts'
import { checkSubgraphSdl } from './check-subgraph-sdl.ts'

test('a lawful schema has no findings', () => expect(findings(lawful)).toEqual([]))

describe('the catalog', () => {
  test('[REG-11.1a] a field without item or technical mark is named, on a record as on a place', () => {
    expect(codes(withField('bonus: String'))).toEqual(['FIELD_UNTAGGED AmrPenalty.bonus'])
    expect(codes(withField('name: String'))).toEqual(['FIELD_UNTAGGED AmrPenalty.name'])
    expect(codes(lawful.replace('amr: OrganizationAmr @technical', 'amr: OrganizationAmr'))).toEqual([
      'FIELD_UNTAGGED Organization.amr',
    ])
    expect(codes(`${lawful} extend type OrganizationAmr { name: String }`)).toEqual([
      'FIELD_UNTAGGED OrganizationAmr.name',
    ])
    expect(codes(`${lawful} extend type OrganizationAmr { extra: String }`)).toEqual([
      'FIELD_UNTAGGED OrganizationAmr.extra',
    ])
  })

  test('[D12] [REG-11.1a] an item that is not in the catalog in force is named', () =>
    expect(codes(withField('rumour: String @item(id: "amr.rumour")'))).toEqual(['NOT_IN_CATALOG AmrPenalty.rumour']))

  test('[REG-2.1] an item that is not open to natural persons cannot stand on them', () =>
    expect(codes(`${lawful} extend type NaturalPersonAmr { regBasic: String @item(id: "amr.reg.basic") }`)).toEqual([
      'NOT_IN_CATALOG NaturalPersonAmr.regBasic',
    ]))

  test('[REG-2.3] [REG-12a] an item of another provider is named', () =>
    expect(codes(withField('grade: String @item(id: "tax.credit.grade")'))).toEqual(['NOT_PROVIDER AmrPenalty.grade']))

  test('[REG-12a] only the office’s schema may have fields that the hub fills with the verified subject', () => {
    const field = `${lawful} type Query { mine(subject: ID): String @technical(audience: "self") }`
    expect(codes(field)).toEqual(['NOT_PROVIDER Query.mine'])
    const found = checkSubgraphSdl({
      sdl: field,
      provider: 'office',
      catalog: provincialCatalog(),
      standards: new Map(),
      running: new Map(),
    })
    expect(found.map(({ coordinate }) => coordinate)).not.toContain('Query.mine')
  })

  test('[OPI-IX.d] a negative item without legal basis is not taken', () => {
    const catalog = provincialCatalog()
    const item = catalog.items.get('amr.penalty')
    const items = new Map(catalog.items)
    if (item !== undefined) items.set('amr.penalty', { ...item, basis: [] })
    const found = checkSubgraphSdl({
      sdl: lawful,
      provider: 'amr',
      catalog: { ...catalog, items },
      standards: new Map(),
      running: new Map(),
    })
    expect(found.map(({ code }) => code)).toContain('LEGAL_BASIS_MISSING')
  })
})

describe('what a field reads and how it is marked', () => {
  test('[GUI-14b] a @requires that reads another item is refused, also through a nested selection', () => {
    const external =
      'extend type AmrPenalty { secret: String @external @item(id: "amr.quality") score: Int @requires(fields: "secret") @item(id: "amr.penalty") }'
    expect(codes(`${lawful} ${external}`)).toEqual(['REQUIRES_WIDENS AmrPenalty.score'])
    const same = 'extend type AmrPenalty { score: Int @requires(fields: "fine") @item(id: "amr.penalty") }'
    expect(codes(`${lawful} ${same}`)).toEqual([])
  })

  test('[GUI-14b] a @requires is followed through the fields it reads', () => {
    const chain = `extend type AmrPenalty {
      deep: String @item(id: "amr.quality")
      middle: String @requires(fields: "deep") @item(id: "amr.penalty")
      score: Int @requires(fields: "middle") @item(id: "amr.penalty") }`
    expect(codes(`${lawful} ${chain}`)).toEqual([
      'REQUIRES_WIDENS AmrPenalty.middle',
      'REQUIRES_WIDENS AmrPenalty.score',
    ])
  })

  test('a @requires with arguments, and one that reads what no schema has, are refused', () => {
    const score = (fields: string) =>
      `${lawful} extend type AmrPenalty { score: Int @requires(fields: "${fields}") @item(id: "amr.penalty") }`
    expect(codes(score('fine(in: 1)'))).toEqual(['REQUIRES_WIDENS AmrPenalty.score'])
    expect(codes(score('nothing'))).toEqual(['REQUIRES_WIDENS AmrPenalty.score'])
  })

  test('a key that reads credit data of another item is refused', () => {
    const key = lawful.replace(
      '@key(fields: "uscc") {',
      '@key(fields: "uscc owner") { owner: String @item(id: "amr.penalty")',
    )
    expect(codes(key)).toEqual(['REQUIRES_WIDENS Organization'])
  })

  test('[REG-11.1a] a renamed directive is refused, and so is a schema that does not link the policy', () => {
    const renamed = lawful
      .replace('"@item", "@technical"', '{ name: "@item", as: "@credit" }, "@technical"')
      .replaceAll('@item(', '@credit(')
    expect(codes(renamed)).toEqual(['DIRECTIVE_RENAMED @item'])
    const unlinked = lawful.replace('https://xinqiao.hainan/policy/v1.0', 'https://example.org/policy/v1.0')
    expect(codes(unlinked)).toEqual(['DIRECTIVE_RENAMED schema'])
  })

  test('a federation directive under another name is followed all the same', () => {
    const renamed = lawful.replace('"@requires"', '{ name: "@requires", as: "@needs" }')
    const field =
      'extend type AmrPenalty { other: String @item(id: "amr.quality") score: Int @needs(fields: "other") @item(id: "amr.penalty") }'
    expect(codes(`${renamed} ${field}`)).toEqual(['REQUIRES_WIDENS AmrPenalty.score'])
  })

  test('what is not GraphQL is a finding, not a crash', () =>
    expect(codes('type {')).toEqual(['GRAPHQL_PARSE_FAILED schema']))
})

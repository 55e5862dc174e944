import { describe, expect, it } from 'vitest'
import { coordinatesOf } from './coordinates.ts'

const policy = 'https://xinqiao.hainan/policy/v1.0'
const plainLink = `extend schema @link(url: "${policy}", import: ["@item", "@technical"])`

const types = `
  type Organization @technical { uscc: ID! tax: OrganizationTax @technical }
  type OrganizationTax @technical { grade: TaxCreditGrade @item(id: "tax.credit.grade") }
  type TaxCreditGrade @item(id: "tax.credit.grade") {
    year: Int
    amount: Int @item(id: "tax.paid.org")
    subject: ID! @technical(audience: "hub")
  }
`

describe('[REG-11.1a] the catalog item of a field', () => {
  it('[REG-11.1a] is the field’s own mark, else its type’s', () => {
    const map = coordinatesOf(`${plainLink} ${types}`)
    expect(map.untagged).toEqual([])
    expect(map.item('OrganizationTax.grade')).toBe('tax.credit.grade')
    expect(map.item('TaxCreditGrade.year')).toBe('tax.credit.grade')
    expect(map.item('TaxCreditGrade.amount')).toBe('tax.paid.org')
    expect(map.item('TaxCreditGrade')).toBe('tax.credit.grade')
    expect(map.technical('Organization.uscc')).toBe('public')
    expect(map.technical('TaxCreditGrade.year')).toBeUndefined()
    expect(map.technical('TaxCreditGrade.subject')).toBe('hub')
    expect(map.item('TaxCreditGrade.subject')).toBeUndefined()
    expect(map.item('Nowhere.field')).toBeUndefined()
  })

  it('[REG-11.1a] a field with neither mark is named', () => {
    const sdl = `${plainLink} ${types} type Loose { secret: String } extend type Loose { more: String @technical other: Int }
      interface Named { name: String }`
    expect(coordinatesOf(sdl).untagged).toEqual(['Loose.secret', 'Loose.other', 'Named.name'])
  })

  it('a mark on any part of a type holds for all its parts', () => {
    const map = coordinatesOf(`${plainLink} type A { x: Int } extend type A @technical { y: Int }`)
    expect(map.untagged).toEqual([])
    expect(map.technical('A.x')).toBe('public')
  })

  it('an audience that is not known counts as the narrowest', () => {
    expect(coordinatesOf(`${plainLink} type A { x: Int @technical(audience: "self") }`).technical('A.x')).toBe('self')
    expect(coordinatesOf(`${plainLink} type A { x: Int @technical(audience: "everybody") }`).technical('A.x')).toBe(
      'hub',
    )
  })
})

describe('the directive is known by its identity, not by its name', () => {
  it('resolves an import under another name', () => {
    const map = coordinatesOf(`
      extend schema @link(url: "${policy}", import: [{ name: "@item", as: "@catalogItem" }, "@technical"])
      type A @technical { x: Int @catalogItem(id: "amr.penalty") y: Int @item(id: "tax.penalty") }`)
    expect(map.item('A.x')).toBe('amr.penalty')
    // A directive that only looks like ours says nothing.
    expect(map.item('A.y')).toBeUndefined()
  })

  it('resolves the prefix of a link without import, and a renamed link', () => {
    expect(
      coordinatesOf(`extend schema @link(url: "${policy}") type A { x: Int @policy__item(id: "amr.penalty") }`).item(
        'A.x',
      ),
    ).toBe('amr.penalty')
    expect(
      coordinatesOf(
        `extend schema @link(url: "${policy}", as: "law") type A { x: Int @law__item(id: "amr.penalty") }`,
      ).item('A.x'),
    ).toBe('amr.penalty')
    const renamed = `extend schema
      @core(url: "https://specs.apollo.dev/link/v1.0", as: "core")
      @core(url: "${policy}", import: ["@item"])
      type A { x: Int @item(id: "amr.penalty") }`
    expect(coordinatesOf(renamed).item('A.x')).toBe('amr.penalty')
  })

  it('[REG-11.1a] a schema without the link has no items, whatever it writes', () => {
    expect(coordinatesOf(types).untagged).toHaveLength(6)
    const foreign = `extend schema @link(url: "https://example.org/policy/v1.0", import: ["@item", "@technical"]) ${types}`
    expect(coordinatesOf(foreign).untagged).toHaveLength(6)
  })
})

/** `@requires`: simple, nested, of another computed field, circular. */
import { computed, type Suite, thing } from '../suite.ts'

export const requiresProvides: Suite = {
  name: 'simple requires and provides',
  services: [
    {
      name: 'stock',
      sdl: 'type Query { goods: [Good] } type Good @key(fields: "sku") { sku: ID! price: Int weight: Int @shareable name: String @shareable }',
    },
    {
      name: 'freight',
      sdl: `
        type Good @key(fields: "sku") { sku: ID! price: Int @external weight: Int @external
          freight: Int @requires(fields: "price weight") isHeavy: Boolean @requires(fields: "weight") }`,
    },
    {
      name: 'reviews',
      sdl: `
        type Query { review: Review }
        type Review { body: String good: Good @provides(fields: "name") }
        type Good @key(fields: "sku") { sku: ID! name: String @external reviews: [Review] }`,
    },
  ],
  world: () => {
    const goods = [1, 20].map((weight) => ({
      ...thing('Good', { sku: `g${weight}`, price: 7, weight, name: `good ${weight}` }),
      freight: computed<{ price: number; weight: number }>(({ price, weight: w }) => (price > 5 ? w * 10 : 0)),
      isHeavy: computed<{ weight: number }>(({ weight: w }) => w > 10),
    }))
    const review = thing('Review', { body: 'good', good: goods[0] })
    const withReviews = goods.map((one) => Object.assign(one, { reviews: [review] }))
    return { things: withReviews, Query: { goods: withReviews, review } }
  },
  cases: [
    { query: '{ goods { freight } }' },
    { query: '{ goods { sku isHeavy freight reviews { body good { name freight } } } }' },
    { query: '{ review { good { name } } }', neverAsked: ['stock:Good.name'] },
    { query: '{ review { good { name price isHeavy } } }' },
  ],
}

export const requiresNested: Suite = {
  name: 'requires, nested',
  services: [
    {
      name: 'houses',
      sdl: `
        type Query { houses: [House] }
        type House @key(fields: "id") { id: ID! size: Size rooms: [Room!]! }
        type Size { height: Int width: Int unit: Unit }
        type Unit { name: String }
        type Room { area: Int door: Door }
        type Door { wide: Int }`,
    },
    {
      name: 'paint',
      sdl: `
        type House @key(fields: "id") { id: ID! size: Size @external rooms: [Room!]! @external
          paint: String @requires(fields: "size { height unit { name } } rooms { area door { wide } }") }
        type Size @external { height: Int unit: Unit }
        type Unit @external { name: String }
        type Room @external { area: Int door: Door }
        type Door @external { wide: Int }`,
    },
  ],
  world: () => {
    interface Self {
      readonly size: { readonly height: number; readonly unit: { readonly name: string } } | null
      readonly rooms: readonly { readonly area: number; readonly door: { readonly wide: number } | null }[]
    }
    const paint = computed<Self>(
      ({ size, rooms }) =>
        `${size?.height ?? 0}${size?.unit.name ?? '-'}:${rooms.map(({ area, door }) => area + (door?.wide ?? 0)).join(',')}`,
    )
    const house = (id: string, size: unknown, doors: readonly unknown[]) =>
      thing('House', { id, size, paint, rooms: doors.map((door, area) => thing('Room', { area, door })) })
    const size = thing('Size', { height: 3, width: 2, unit: thing('Unit', { name: 'm' }) })
    const houses = [house('a', size, [thing('Door', { wide: 1 }), null]), house('b', null, [])]
    return { things: houses, Query: { houses } }
  },
  cases: [{ query: '{ houses { paint } }' }, { query: '{ houses { size { width } paint rooms { a: area } } }' }],
}

export const requiresRequires: Suite = {
  name: 'requires of requires',
  services: [
    { name: 'a', sdl: 'type Query { it: Item all: [Item] } type Item @key(fields: "id") { id: ID! price: Int }' },
    {
      name: 'b',
      sdl: 'type Item @key(fields: "id") { id: ID! price: Int @external hasDiscount: Boolean @requires(fields: "price") }',
    },
    {
      name: 'c',
      sdl: `
        type Item @key(fields: "id") { id: ID! hasDiscount: Boolean @external
          isExpensive: Boolean @requires(fields: "hasDiscount") }`,
    },
    {
      name: 'd',
      sdl: `
        type Item @key(fields: "id") { id: ID! isExpensive: Boolean @external price: Int @external
          buy: String @requires(fields: "isExpensive price") isExpensiveAgain: Boolean @requires(fields: "isExpensive") }`,
    },
  ],
  world: () => {
    const item = (id: string, price: number) => ({
      ...thing('Item', { id, price }),
      hasDiscount: computed<{ price: number }>((self) => self.price > 50),
    })
    const all = [item('p', 60), item('q', 40)].map((one) => {
      const isExpensive = one.price > 50
      return {
        ...one,
        isExpensive: computed<{ hasDiscount: unknown }>(({ hasDiscount }) =>
          typeof hasDiscount === 'function' ? isExpensive : hasDiscount,
        ),
        isExpensiveAgain: computed<{ isExpensive: unknown }>((self) =>
          typeof self.isExpensive === 'function' ? isExpensive : self.isExpensive,
        ),
        buy: computed<{ isExpensive: unknown; price: number }>(
          (self) => `${typeof self.isExpensive === 'function' ? isExpensive : String(self.isExpensive)} ${self.price}`,
        ),
      }
    })
    return { things: all, Query: { it: all[0], all } }
  },
  cases: [
    { query: '{ it { isExpensive } }' },
    { query: '{ all { buy isExpensiveAgain } }' },
    { query: '{ all { id hasDiscount buy isExpensive price } }' },
    { query: '{ a: it { buy } b: it { isExpensiveAgain hasDiscount } }' },
  ],
}

export const requiresCircular: Suite = {
  name: 'requires, circular between two subgraphs',
  services: [
    {
      name: 'posts',
      sdl: `
        type Query { feed: [Post] }
        type Post @key(fields: "id") { id: ID! author: Author byNovice: Boolean @external
          byExpert: Boolean @requires(fields: "byNovice") }
        type Author { id: ID years: Int @shareable }`,
    },
    {
      name: 'people',
      sdl: `
        type Post @key(fields: "id") { id: ID! author: Author @external
          byNovice: Boolean @requires(fields: "author { years }") }
        type Author { years: Int @external }`,
    },
  ].map((one) =>
    one.name === 'posts' ? { ...one, sdl: one.sdl.replace('years: Int @shareable', 'years: Int') } : one,
  ),
  world: () => {
    const post = (id: string, years: number) =>
      thing('Post', {
        id,
        author: thing('Author', { id: `a${id}`, years }),
        byNovice: computed<{ author: { years: number } }>(({ author }) => author.years < 3),
        byExpert: computed<{ byNovice: unknown }>(({ byNovice }) =>
          typeof byNovice === 'function' ? years >= 3 : byNovice === false,
        ),
      })
    const feed = [post('1', 1), post('2', 9)]
    return { things: feed, Query: { feed } }
  },
  cases: [
    { query: '{ feed { byNovice } }' },
    { query: '{ feed { byExpert } }' },
    { query: '{ feed { byExpert author { id } byNovice } }' },
  ],
}

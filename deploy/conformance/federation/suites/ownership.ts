/** Who answers a field: `@external` of both editions, `@context`, shared roots; whoever may not, says something wrong. */
import { allThings, byArgument, computed, type Suite, thing } from '../suite.ts'

export const firstEdition: Suite = {
  name: 'federation 1: external and extends',
  services: [
    {
      name: 'users',
      isFirstEdition: true,
      sdl: 'type Query { users: [User] } type User @key(fields: "id") { id: ID! name: String email: String }',
    },
    {
      name: 'rates',
      isFirstEdition: true,
      sdl: `
        extend type Query { rated: [User] providedUser: User @provides(fields: "email") }
        extend type User @key(fields: "id") { id: ID! @external email: String @external rate: Int
          note: String @requires(fields: "email") }`,
    },
    {
      name: 'later',
      sdl: 'type Query { late: User } type User @key(fields: "id") @extends { id: ID! @external name: String @external year: Int age: Int @requires(fields: "name") }',
    },
  ],
  world: () => {
    const users = [1, 2].map((n) =>
      thing('User', {
        id: `u${n}`,
        name: `n${n}`,
        email: `u${n}@example.invalid`,
        rate: n,
        year: 2000 + n,
        age: computed<{ name: string }>(({ name }) => name.length),
        note: computed<{ email: string }>(({ email }) => `to ${email}`),
      }),
    )
    return { things: users, Query: { users, rated: users, providedUser: users[0], late: users[1] } }
  },
  cases: [
    { query: '{ users { name rate note year } }' },
    { query: '{ rated { id name rate } }' },
    { query: '{ providedUser { id email name } late { id name rate year age } }' },
  ],
}

export const mysteriousExternal: Suite = {
  name: 'external that nobody uses',
  services: [
    {
      name: 'price',
      sdl: 'type Query { good: Good } type Good @key(fields: "id") { id: ID! price: Float name: String @external }',
      isFirstEdition: true,
    },
    {
      name: 'names',
      sdl: 'type Query { named: Good } extend type Good @key(fields: "id") { id: ID! @external name: String }',
      isFirstEdition: true,
    },
  ],
  world: () => {
    const good = thing('Good', { id: 'g', price: 1.5, name: 'rope' })
    return { things: [good], Query: { good, named: good } }
  },
  cases: [{ query: '{ good { id name price } }' }, { query: '{ named { id price name } }' }],
}

export const sharedRoot: Suite = {
  name: 'shared root fields',
  services: [
    {
      name: 'names',
      sdl: 'type Query { item: Item @shareable items: [Item!] @shareable } type Item @shareable { id: ID! name: Name } type Name @shareable { id: ID brand: String }',
    },
    {
      name: 'kinds',
      sdl: 'type Query { item: Item @shareable items: [Item!] @shareable } type Item @shareable { id: ID! kind: String }',
    },
    {
      name: 'prices',
      sdl: 'type Query { item: Item @shareable items: [Item!] @shareable } type Item @shareable { id: ID! price: Price } type Price { value: Int }',
    },
  ],
  world: () => {
    const items = [1, 2].map((n) =>
      thing('Item', {
        id: `i${n}`,
        name: thing('Name', { id: 'n', brand: 'B' }),
        kind: 'k',
        price: thing('Price', { value: n }),
      }),
    )
    return { things: items, Query: { item: items[0], items } }
  },
  cases: [
    { query: '{ item { id name { brand } kind price { value } } }' },
    { query: '{ items { price { value } kind name { id } } }' },
    { query: '{ item { kind } a: item { price { value } } }' },
  ],
}

export const contextArguments: Suite = {
  name: 'context and fromContext',
  services: [
    {
      name: 'shops',
      sdl: `
        type Query { shops: [Shop] }
        type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! goods: [Good] }
        type Good @key(fields: "id") { id: ID! price(currency: String @fromContext(field: "$shop { currency }")): String }`,
      says: { 'Good.price': (args: Record<string, unknown>) => `9 ${String(args['currency'])}` },
    },
    {
      name: 'more',
      sdl: 'type Shop @key(fields: "id") { id: ID! town: String } type Good @key(fields: "id") { id: ID! weight: Int }',
    },
  ],
  world: () => {
    const shop = (id: string, currency: string) =>
      thing('Shop', {
        id,
        currency,
        town: 'T',
        goods: [thing('Good', { id: `g${id}`, weight: 1, price: `9 ${currency}` })],
      })
    const shops = [shop('a', 'CNY'), shop('b', 'USD')]
    return { things: allThings(shops), Query: { shops } }
  },
  cases: [
    { query: '{ shops { goods { price } } }', stockFails: true },
    { query: '{ shops { town goods { id weight cost: price } } }', stockFails: true },
  ],
}

export const requiredRelation: Suite = {
  name: 'an object required by its id',
  services: [
    {
      name: 'feed',
      sdl: `
        type Query { feed: [Post] }
        type Post @key(fields: "id") { id: ID! authorId: ID @external author: Author @requires(fields: "authorId") }
        type Author { id: ID! name: String }`,
    },
    {
      name: 'posts',
      sdl: `
        type Query { post(id: ID!): Post }
        type Post @key(fields: "id") { id: ID! authorId: ID comments(limit: Int!): [Note] }
        type Note { id: ID! }`,
    },
  ],
  world: () => {
    const feed = [1, 2].map((n) =>
      thing('Post', {
        id: `p${n}`,
        authorId: `a${n}`,
        author: computed<{ authorId: string }>(({ authorId }) =>
          thing('Author', { id: authorId, name: `name of ${authorId}` }),
        ),
        comments: ({ limit }: Record<string, unknown>) =>
          [1, 2, 3].slice(0, Number(limit)).map((c) => thing('Note', { id: `c${n}${c}` })),
      }),
    )
    return { things: feed, Query: { feed, post: byArgument(feed, 'id') } }
  },
  cases: [
    { query: '{ feed { author { id } } }' },
    {
      query:
        'query ($l: Int = 2) { feed { author { name } ...a ...b } } fragment a on Post { comments(limit: $l) { id } } fragment b on Post { comments(limit: $l) { id } }',
    },
    { query: '{ post(id: "p2") { x: comments(limit: 1) { id } y: comments(limit: 3) { id } author { id } } }' },
  ],
}

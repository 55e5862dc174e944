/** Keys: simple, null, composite, and the ways from one to another. */
import { allThings, type Suite, thing } from '../suite.ts'

export const entityCalls: Suite = {
  name: 'simple and parent entity calls',
  services: [
    {
      name: 'users',
      sdl: `
        type Query { user: User users: [User] }
        type User @key(fields: "id") { id: ID! name: String home: Home }
        type Home { street: String owner: User }`,
    },
    {
      name: 'mail',
      sdl: 'type User @key(fields: "id") { id: ID! box: Box } type Box @key(fields: "id") { id: ID! size: Int }',
    },
    { name: 'locks', sdl: 'type Box @key(fields: "id") { id: ID! lock: String }' },
  ],
  world: () => {
    const user: Record<string, unknown> & { __typename: string } = {
      __typename: 'User',
      id: 'u1',
      name: 'Ya',
      box: thing('Box', { id: 'x', size: 2, lock: 'brass' }),
    }
    user['home'] = thing('Home', { street: 'Quay', owner: user })
    const other = thing('User', { id: 'u2', name: 'Po', box: null, home: null })
    return { things: allThings(user, other), Query: { user, users: [user, other, null, user] } }
  },
  cases: [
    { query: '{ user { name box { size lock } } }' },
    { query: '{ users { id box { lock } home { owner { box { size } } } } }' },
    { query: '{ user { home { street owner { home { owner { name box { lock id } } } } } } }' },
  ],
}

export const nullKeys: Suite = {
  name: 'null keys',
  services: [
    {
      name: 'boxes',
      sdl: 'type Query { crates: [Crate] } type Crate { book: Book } type Book @key(fields: "upc") { upc: ID! }',
    },
    { name: 'ids', sdl: 'type Book @key(fields: "upc") @key(fields: "id") { upc: ID! id: ID }' },
    { name: 'authors', sdl: 'type Book @key(fields: "id") { id: ID author: Author } type Author { name: String }' },
  ],
  world: () => {
    const book = (upc: string, id: string | null) =>
      thing('Book', { upc, id, author: id === null ? null : thing('Author', { name: `author of ${id}` }) })
    const crates = [book('b1', '1'), book('b2', null), book('b3', '3')].map((one) => thing('Crate', { book: one }))
    return { things: allThings(crates), Query: { crates } }
  },
  cases: [
    { query: '{ crates { book { upc author { name } } } }' },
    { query: '{ crates { book { id author { name } } } }' },
  ],
}

export const compositeKeys: Suite = {
  name: 'composite and nested keys',
  services: [
    {
      name: 'list',
      sdl: `
        type Query { shelf: [Good] }
        type Good @key(fields: "id") @key(fields: "id maker { code land { iso } }") { id: ID! maker: Maker! }
        type Maker @key(fields: "code land { iso }") { code: ID! land: Land! }
        type Land @shareable { iso: ID! }`,
    },
    {
      name: 'prices',
      sdl: `
        type Good @key(fields: "id maker { code land { iso } }") { id: ID! maker: Maker! price: Int tags: [Tag!]! }
        type Maker @key(fields: "code land { iso }") { code: ID! land: Land! rank: Int }
        type Land @shareable { iso: ID! }
        type Tag @key(fields: "kind value") { kind: String! value: Int! }`,
    },
    { name: 'tags', sdl: 'type Tag @key(fields: "kind value") { kind: String! value: Int! colour: String }' },
    {
      name: 'sets',
      sdl: `
        type Query { bundle: Bundle }
        type Bundle @key(fields: "goods { id }") { goods: [Good!]! name: String }
        type Good @key(fields: "id") { id: ID! }`,
    },
    {
      name: 'offers',
      sdl: 'type Bundle @key(fields: "goods { id }") { goods: [Good!]! off: Int } type Good @key(fields: "id") { id: ID! }',
    },
  ],
  world: () => {
    const good = (id: string, code: string) =>
      thing('Good', {
        id,
        price: id.length * 10,
        maker: thing('Maker', { code, rank: 1, land: thing('Land', { iso: 'HN' }) }),
        tags: [thing('Tag', { kind: 'size', value: 3, colour: 'red' })],
      })
    const shelf = [good('g', 'A'), good('gg', 'B')]
    const bundle = thing('Bundle', { goods: shelf, name: 'both', off: 5 })
    return { things: allThings(shelf, bundle), Query: { shelf, bundle } }
  },
  cases: [
    { query: '{ shelf { id price maker { rank } } }' },
    { query: '{ shelf { tags { colour } } }' },
    { query: '{ bundle { name off goods { price } } }' },
  ],
}

export const parentEntityCalls: Suite = {
  name: 'parent entity calls',
  services: [
    { name: 'a', sdl: 'type Query { lot: Lot } type Lot @key(fields: "id") { id: ID! }' },
    {
      name: 'b',
      // The kind is no entity: the plan goes on through the lot, never through the kind.
      sdl: `
        type Lot @key(fields: "id pid") { id: ID! pid: ID! kind: Kind @shareable }
        type Kind { id: ID @shareable label: String }`,
    },
    { name: 'c', sdl: 'type Lot @key(fields: "id") @key(fields: "id pid") { id: ID! pid: ID! }' },
    {
      name: 'd',
      sdl: `
        type Query { lots: [Lot] }
        type Lot @key(fields: "id") { id: ID! kind: Kind @shareable }
        type Kind { id: ID @shareable depth: Int }`,
    },
  ],
  world: () => {
    const lot = thing('Lot', { id: 'l', pid: 'p', kind: thing('Kind', { id: 'k', label: 'pier', depth: 3 }) })
    return { things: [lot], Query: { lot, lots: [lot] } }
  },
  cases: [
    { query: '{ lot { id kind { label depth } } }' },
    { query: '{ lots { kind { id label } pid } }' },
    { query: '{ lots { kind { depth label } } }' },
  ],
}

/** Several keys of one type, lists among them, and keys on an interface. */
import { byArgument, computed, type Suite, thing } from '../suite.ts'

export const severalKeys: Suite = {
  name: 'several keys, one after another',
  services: [
    { name: 'a', sdl: 'type Query { a: Thing all: [Thing] } type Thing @key(fields: "one") { one: ID! }' },
    { name: 'b', sdl: 'type Thing @key(fields: "one") @key(fields: "two") { one: ID! two: ID! b: Int }' },
    { name: 'c', sdl: 'type Thing @key(fields: "two") @key(fields: "three") { two: ID! three: ID! c: Int }' },
    { name: 'd', sdl: 'type Query { d: Thing } type Thing @key(fields: "three") { three: ID! d: Int e: Int }' },
  ],
  world: () => {
    const all = [1, 2].map((n) =>
      thing('Thing', { one: `o${n}`, two: `t${n}`, three: `h${n}`, b: n, c: n * 2, d: n * 3, e: 0 }),
    )
    return { things: all, Query: { a: all[0], all, d: all[1] } }
  },
  cases: [
    { query: '{ a { d } }' },
    { query: '{ all { d c b one } }' },
    { query: '{ d { one b e } }' },
    { query: '{ all { e two } d { d b } }' },
  ],
}

export const keyMashup: Suite = {
  name: 'keys mash-up',
  services: [
    {
      name: 'left',
      sdl: `
        type Query { l: Left }
        type Left { id: ID! item: Item }
        type Item @key(fields: "id") @key(fields: "pair { two }") { id: ID! pair: Pair name: String @shareable }
        type Pair @shareable { two: ID! }`,
    },
    {
      name: 'right',
      sdl: `
        type Query { r: Right }
        type Right { id: ID! items: [Item] }
        type Item @key(fields: "pair { two }") { pair: Pair name: String @shareable
          id: ID! @external label: String @requires(fields: "id") }
        type Pair @shareable { two: ID! }`,
    },
  ],
  world: () => {
    const item = thing('Item', {
      id: 'i',
      name: 'knot',
      pair: thing('Pair', { two: '2' }),
      label: computed<{ id: string }>(({ id }) => `label ${id}`),
    })
    return {
      things: [item],
      Query: { l: thing('Left', { id: 'l', item }), r: thing('Right', { id: 'r', items: [item] }) },
    }
  },
  cases: [
    { query: '{ r { items { label } } l { item { label id } } }' },
    { query: '{ r { id items { id name pair { two } label } } }' },
  ],
}

export const nodeInterface: Suite = {
  name: 'node interface',
  services: [
    {
      name: 'nodes',
      sdl: `
        type Query { node(id: ID!): Node @shareable first: Node }
        interface Node { id: ID! }
        type Chart implements Node @key(fields: "id") { id: ID! }
        type Buoy implements Node @key(fields: "id") { id: ID! }`,
    },
    {
      name: 'charts',
      sdl: 'interface Node { id: ID! } type Chart implements Node @key(fields: "id") { id: ID! scale: Int }',
    },
    {
      name: 'buoys',
      sdl: 'type Query { buoys: [Buoy] } interface Node { id: ID! } type Buoy implements Node @key(fields: "id") { id: ID! light: String }',
    },
  ],
  world: () => {
    const all = [thing('Chart', { id: 'Chart:1', scale: 50 }), thing('Buoy', { id: 'Buoy:1', light: 'white' })]
    return { things: all, Query: { node: byArgument(all, 'id'), first: all[0], buoys: [all[1]] } }
  },
  cases: [
    { query: '{ node(id: "Chart:1") { ... on Chart { scale } } }' },
    { query: '{ node(id: "Buoy:1") { id __typename ... on Chart { scale } ... on Buoy { light } } }' },
    { query: '{ first { ... on Node { id ... on Chart { scale } } } buoys { ... on Node { __typename id } } }' },
    { query: '{ a: node(id: "Chart:1") { id } b: node(id: "Buoy:1") { ... on Buoy { light } } }' },
  ],
}

/** Entity interfaces and `@interfaceObject`: fields added to every implementation at once. */
import { allThings, byArgument, computed, type Suite, thing } from '../suite.ts'

const tale = thing('Tale', { id: 'm1', title: 'Crane', pages: 12, rating: 4, likes: 30 })
const song = thing('Song', { id: 'm2', title: 'Rain', seconds: 90, rating: 5, likes: 70 })
const catalogue = {
  name: 'catalogue',
  sdl: `
    type Query { works: [Work!] work(id: ID!): Work }
    interface Work @key(fields: "id") { id: ID! title: String }
    type Tale implements Work @key(fields: "id") { id: ID! title: String pages: Int }
    type Song implements Work @key(fields: "id") { id: ID! title: String seconds: Int }`,
}

export const simpleInterfaceObject: Suite = {
  name: 'simple interface object',
  services: [
    catalogue,
    {
      name: 'ratings',
      sdl: `
        type Query { best: Work rated: [Work] }
        type Work @key(fields: "id") @interfaceObject { id: ID! rating: Int likes: Int }`,
    },
  ],
  world: () => ({
    things: [tale, song],
    Query: { works: [tale, song], work: byArgument([tale, song], 'id'), best: song, rated: [song, tale] },
  }),
  cases: [
    { query: '{ works { id rating } }' },
    { query: '{ works { ... on Tale { pages rating } ... on Song { seconds likes } } }' },
    { query: '{ best { rating title } }' },
    { query: '{ best { __typename id ... on Song { seconds } ... on Tale { pages } } }' },
    { query: '{ rated { id rating __typename } }' },
    { query: '{ work(id: "m1") { ... on Work { likes ... on Tale { title } } } }' },
    { query: '{ rated { rating } }' },
  ],
}

export const indirectInterfaceObject: Suite = {
  name: 'interface object, indirect extension',
  services: [
    catalogue,
    {
      name: 'lists',
      sdl: `
        type Query { list: List }
        type List { name: String works: [Work] }
        type Work @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
    },
    {
      name: 'authors',
      sdl: `
        type Work @key(fields: "id") @interfaceObject { id: ID! author: Author }
        type Author { name: String }`,
    },
  ],
  world: () => {
    const author = thing('Author', { name: 'Min' })
    const works = [tale, song].map((one) => ({ ...one, author }))
    return {
      things: allThings(works),
      Query: { works, work: byArgument(works, 'id'), list: thing('List', { name: 'night', works }) },
    }
  },
  cases: [
    { query: '{ list { name works { author { name } } } }' },
    { query: '{ list { works { id title author { name } } } }' },
    { query: '{ list { works { ... on Song { seconds author { name } } __typename } } }' },
    { query: '{ works { author { name } ... on Tale { pages } } }' },
  ],
}

export const interfaceObjectRequires: Suite = {
  name: 'interface object with requires',
  services: [
    catalogue,
    {
      name: 'shop',
      sdl: `
        type Query { offers: [Work] }
        type Work @key(fields: "id") @interfaceObject {
          id: ID! title: String @external label: String @requires(fields: "title") price: Int
        }`,
    },
    {
      name: 'tax',
      sdl: `
        type Work @key(fields: "id") @interfaceObject { id: ID! price: Int @external duty: Int @requires(fields: "price") }`,
    },
  ],
  world: () => {
    const works = [tale, song].map((one, index) => ({
      ...one,
      price: 100 * (index + 1),
      label: computed<{ title: string }>(({ title }) => title.toUpperCase()),
      duty: computed<{ price: number }>(({ price }) => price / 10),
    }))
    return { things: works, Query: { works, work: byArgument(works, 'id'), offers: works } }
  },
  cases: [
    { query: '{ works { label } }' },
    { query: '{ works { ... on Song { label duty } ... on Tale { id } } }' },
    { query: '{ offers { duty label __typename } }' },
    { query: '{ offers { label ... on Tale { pages duty } } }', stockFails: true },
  ],
}

export const nonResolvableInterfaceObject: Suite = {
  name: 'interface object, not resolvable',
  services: [
    {
      name: 'nodes',
      sdl: `
        type Query { item: Item }
        interface Node @key(fields: "id") { id: ID! }
        type Item implements Node @key(fields: "id") { id: ID! label: String }`,
    },
    {
      name: 'links',
      sdl: `
        type Query { link: Link }
        type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
        type Link { node: Node field: String }`,
    },
  ],
  world: () => {
    const item = thing('Item', { id: 'i1', label: 'gate' })
    return { things: [item], Query: { item, link: thing('Link', { node: item, field: 'f' }) } }
  },
  cases: [
    { query: '{ item { id label } }' },
    { query: '{ link { field node { id } } }' },
    { query: '{ link { node { __typename id ... on Item { label } } } }' },
  ],
}

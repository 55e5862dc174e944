/** What an operation may hold: conditions, mutations, directives, and the errors it meets. */
import { byArgument, computed, failing, type Suite, thing } from '../suite.ts'

const stocked = {
  name: 'stock',
  sdl: 'type Query { good: Good } type Good @key(fields: "id") { id: ID! price: Int }',
}

export const conditions: Suite = {
  name: 'include and skip',
  services: [
    stocked,
    {
      name: 'flags',
      sdl: `
        type Good @key(fields: "id") { id: ID! price: Int @external isExpensive: Boolean @requires(fields: "price") }`,
    },
    {
      name: 'uses',
      sdl: `
        type Good @key(fields: "id") { id: ID! isExpensive: Boolean @external
          neverCall: String @requires(fields: "isExpensive") }`,
    },
  ],
  world: () => {
    const good = thing('Good', {
      id: 'g',
      price: 70,
      isExpensive: computed<{ price: number }>(({ price }) => price > 50),
      neverCall: computed<{ isExpensive: unknown }>(({ isExpensive }) => `called ${String(isExpensive !== false)}`),
    })
    return { things: [good], Query: { good } }
  },
  cases: [
    {
      query: 'query ($on: Boolean = false) { good { price neverCall @include(if: $on) } }',
      neverAsked: ['Good.neverCall', 'Good.isExpensive'],
    },
    {
      query: 'query ($off: Boolean = true) { good { price neverCall @skip(if: $off) } }',
      neverAsked: ['Good.neverCall', 'Good.isExpensive'],
    },
    { query: 'query ($on: Boolean!) { good { price neverCall @include(if: $on) } }', variables: { on: true } },
    {
      query: '{ good { neverCall @include(if: false) id isExpensive @skip(if: false) } }',
      neverAsked: ['Good.neverCall'],
    },
    {
      query:
        'query ($a: Boolean!, $b: Boolean!) { good { ... @include(if: $a) { price ... on Good @skip(if: $b) { isExpensive } } id @skip(if: $a) } }',
      variables: { a: true, b: false },
    },
    {
      query: 'query ($a: Boolean!) { good @include(if: $a) { id } __typename }',
      variables: { a: false },
      neverAsked: ['Query.good'],
    },
  ],
}

export const mutations: Suite = {
  name: 'mutations',
  services: [
    {
      name: 'sums',
      sdl: `
        type Query { good(id: ID!): Good total: Int }
        type Mutation { add(number: Int!): Int addGood(input: NewGood!): Good clear: Int label(text: String!): Label @shareable }
        input NewGood { name: String! price: Int! }
        type Good @key(fields: "id") { id: ID! name: String price: Int }
        type Label @shareable { text: String }`,
    },
    {
      name: 'factors',
      sdl: `
        type Mutation { multiply(by: Int!): Int }
        type Good @key(fields: "id") { id: ID! price: Int @external isExpensive: Boolean @requires(fields: "price") isThere: Boolean }`,
    },
  ],
  world: () => {
    const state = { total: 0 }
    const goods: ReturnType<typeof thing>[] = []
    const make = (name: string, price: number) => {
      const good = thing('Good', {
        id: `g${goods.length}`,
        name,
        price,
        isExpensive: computed<{ price: number }>((self) => self.price > 50),
        isThere: true,
      })
      goods.push(good)
      return good
    }
    make('first', 10)
    return {
      things: goods,
      Query: { good: byArgument(goods, 'id'), total: () => state.total },
      Mutation: {
        add: ({ number }: { number: number }) => (state.total += number),
        multiply: ({ by }: { by: number }) => (state.total *= by),
        clear: () => {
          const last = state.total
          state.total = 0
          return last
        },
        addGood: ({ input }: { input: { name: string; price: number } }) => make(input.name, input.price),
        label: ({ text }: { text: string }) => thing('Label', { text }),
      },
    }
  },
  cases: [
    { query: 'mutation { five: add(number: 5) ten: multiply(by: 2) twelve: add(number: 2) last: clear }' },
    {
      query: 'mutation ($i: NewGood!) { addGood(input: $i) { id name price isExpensive isThere } }',
      variables: { i: { name: 'n', price: 99 } },
    },
    {
      query:
        'mutation { a: addGood(input: { name: "x", price: 1 }) { id isExpensive } b: multiply(by: 3) c: addGood(input: { name: "y", price: 60 }) { id isExpensive } }',
    },
    { query: 'mutation { label(text: "hi") { text } __typename }' },
    { query: '{ good(id: "g0") { name isExpensive isThere } total }' },
  ],
}

export const errors: Suite = {
  name: 'errors and null propagation',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { all: [Item] some: [Item!] must: [Item!]! one: Item strict: Item! broken: Int never: Int! }
        type Item @key(fields: "id") { id: ID! word: String }`,
    },
    {
      name: 'b',
      sdl: 'type Item @key(fields: "id") { id: ID! count: Int! maybe: Int parts: [Part!] } type Part { size: Int! }',
    },
  ],
  world: () => {
    const good = thing('Item', { id: 'g', word: 'w', count: 1, maybe: 2, parts: [thing('Part', { size: 1 })] })
    const bad = thing('Item', {
      id: 'x',
      word: failing(),
      count: failing(),
      maybe: failing(),
      parts: [thing('Part', { size: failing() })],
    })
    const all = [good, bad]
    return {
      things: all,
      Query: { all, some: all, must: all, one: bad, strict: bad, broken: failing(), never: failing() },
    }
  },
  cases: [
    { query: '{ all { id word } }' },
    { query: '{ all { id count } }' },
    { query: '{ all { maybe } }' },
    { query: '{ some { id count } }' },
    { query: '{ must { id count } }' },
    { query: '{ one { id parts { size } } }' },
    { query: '{ all { parts { size } word } broken }' },
    { query: '{ one { count } broken }' },
    { query: '{ one { word } never }' },
    { query: '{ strict { count } one { id } }' },
    { query: '{ strict { maybe word } }' },
  ],
}

export const directives: Suite = {
  name: 'executable directives with defaults',
  services: [
    {
      name: 'a',
      sdl: 'directive @seen(by: Grade! = ALL, deep: Int = 3) on FIELD enum Grade { ALL FEW } type Query { a: String @shareable }',
    },
    {
      name: 'b',
      sdl: 'directive @seen(by: Grade! = ALL, deep: Int = 3) on FIELD enum Grade { ALL FEW } type Query { b: String }',
    },
  ],
  world: () => ({ things: [], Query: { a: 'a', b: 'b' } }),
  cases: [{ query: '{ a @seen b @seen(by: FEW) }' }, { query: '{ a @unknown }' }],
}

/** `extend type` and `@external` in both editions: stubs, keys that do not resolve, ids that only look owned. */
import { allThings, byArgument, computed, type Suite, thing } from '../suite.ts'

export const secondEditionExternal: Suite = {
  name: 'federation 2: external and extends',
  services: [
    {
      name: 'ratings',
      sdl: `
        type Query { rated: [User] top: User @provides(fields: "email") }
        extend type User @key(fields: "id") { id: ID! @external email: String @external rate: Int }`,
    },
    {
      name: 'users',
      sdl: 'type Query { user(id: ID!): User } type User @key(fields: "id") { id: ID! name: String email: String @shareable }',
    },
    { name: 'stubs', sdl: 'type Query { stub: User } type User @key(fields: "id", resolvable: false) { id: ID! }' },
  ],
  world: () => {
    const users = [1, 2].map((n) => thing('User', { id: `u${n}`, name: `n${n}`, email: `e${n}`, rate: n }))
    return { things: users, Query: { rated: users, top: users[1], user: byArgument(users, 'id'), stub: users[0] } }
  },
  cases: [
    { query: '{ rated { id rate } }', neverAsked: ['users:User.id'] },
    { query: '{ rated { id name email rate } }' },
    { query: '{ top { id email } }', neverAsked: ['users:User.email'] },
    { query: '{ top { id name email rate } stub { id rate name } }' },
    { query: '{ user(id: "u2") { rate name } }' },
  ],
}

export const firstEditionResolvable: Suite = {
  name: 'federation 1: several keys, extended where they resolve',
  services: [
    {
      name: 'a',
      isFirstEdition: true,
      sdl: 'type Query { inA: Good } extend type Good @key(fields: "id") @key(fields: "upc") { id: ID! @external upc: ID! @external name: String }',
    },
    {
      name: 'b',
      isFirstEdition: true,
      sdl: 'extend type Query { inB: Good } type Good @key(fields: "id") @key(fields: "upc") { id: ID! upc: ID! price: Int }',
    },
    {
      name: 'c',
      isFirstEdition: true,
      sdl: 'extend type Good @key(fields: "upc") { upc: ID! @external stock: Int price: Int @external worth: Int @requires(fields: "price") }',
    },
  ],
  world: () => {
    const good = thing('Good', {
      id: 'g',
      upc: 'u',
      name: 'oar',
      price: 4,
      stock: 5,
      worth: computed<{ price: number }>(({ price }) => price * 5),
    })
    return { things: [good], Query: { inA: good, inB: good } }
  },
  cases: [{ query: '{ inA { name price stock worth } }' }, { query: '{ inB { id upc name worth } inA { id worth } }' }],
}

export const nodeIds: Suite = {
  name: 'ids of nodes in several subgraphs',
  services: [
    {
      name: 'accounts',
      sdl: `
        type Query { a(id: ID!): Account node(id: ID!): Node @shareable }
        interface Node { id: ID! }
        type Account implements Node @key(fields: "id") { id: ID! username: String! }
        type Chat implements Node @key(fields: "id") { id: ID! account: Account! }`,
    },
    {
      name: 'chats',
      sdl: `
        type Query { chat(id: String!): Chat }
        interface Node { id: ID! }
        type Account @key(fields: "id") { id: ID! chats: [Chat!]! }
        type Chat implements Node @key(fields: "id") { id: ID! text: String! }`,
    },
  ],
  world: () => {
    const account: Record<string, unknown> & { __typename: string } = {
      __typename: 'Account',
      id: 'a1',
      username: 'Yu',
    }
    const chat = thing('Chat', { id: 'c1', text: 'hi', account })
    account['chats'] = [chat]
    const all = [account, chat]
    return { things: allThings(all), Query: { a: byArgument(all, 'id'), node: byArgument(all, 'id'), chat } }
  },
  cases: [
    { query: '{ a(id: "a1") { id username chats { id text account { id username } } } }' },
    { query: '{ chat(id: "c1") { account { username chats { text } } } }' },
    { query: '{ node(id: "c1") { id ... on Chat { text account { chats { id } } } } }' },
    { query: '{ a: node(id: "a1") { __typename ... on Account { chats { account { id } } } } }' },
  ],
}

export const entityLists: Suite = {
  name: 'lists of lists, nulls in lists, and one entity many times',
  services: [
    {
      name: 'grid',
      sdl: 'type Query { grid: [[Cell]] rows: [[Cell!]!] twice: [Cell] } type Cell @key(fields: "id") { id: ID! next: Cell }',
    },
    { name: 'paint', sdl: 'type Cell @key(fields: "id") { id: ID! colour: String marks: [[Int]] }' },
  ],
  world: () => {
    const last = thing('Cell', { id: 'c3', colour: null, marks: null, next: null })
    const cell = thing('Cell', { id: 'c1', colour: 'red', marks: [[1, null], [], null], next: last })
    const unknown = thing('Cell', { id: 'gone', colour: 'never', marks: [], next: null })
    return {
      things: [cell, last],
      Query: { grid: [[cell, null], null, [last, cell]], rows: [[cell], []], twice: [cell, cell, unknown].slice(0, 2) },
    }
  },
  cases: [
    { query: '{ grid { id colour marks next { colour } } }' },
    { query: '{ rows { colour next { next { id colour } colour } } }' },
    { query: '{ twice { colour } }' },
  ],
}

/** What subgraphs show of one type: `__typename`, inputs and enums that differ, hidden names. */
import { computed, type Suite, thing } from '../suite.ts'

export const typenames: Suite = {
  name: 'typename',
  services: [
    {
      name: 'a',
      sdl: 'type Query { pick: Pick users: [User] } union Pick = Oven | User type Oven { id: ID } type User @key(fields: "id") { id: ID! name: String }',
    },
    { name: 'b', sdl: 'type User @key(fields: "id") { id: ID! age: Int }' },
  ],
  world: () => {
    const users = [thing('User', { id: 'u', name: 'N', age: 3 })]
    return { things: users, Query: { pick: thing('Oven', { id: 'o' }), users } }
  },
  cases: [
    { query: '{ __typename }' },
    { query: '{ pick { __typename typed: __typename ... on Oven { id } } }' },
    { query: '{ users { __typename } t: __typename }' },
    { query: '{ pick { ... on User { name } } users { u: __typename age } }' },
    { query: '{ __schema { queryType { name } } __typename }' },
    { query: '{ __type(name: "User") { kind name fields { name type { name kind ofType { name } } } } }' },
  ],
}

export const intersections: Suite = {
  name: 'enum and input intersections',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { users(filter: Filter): [User] @shareable byKind(kind: Kind!): User }
        input Filter { first: Int! onlyA: Int }
        enum Kind { REGULAR ADMIN }
        type User @key(fields: "id") { id: ID! kind: Tone @shareable }
        enum Tone { LOUD SOFT @inaccessible }`,
    },
    {
      name: 'b',
      sdl: `
        type Query { users(filter: Filter): [User] @shareable }
        input Filter { first: Int! }
        type User @key(fields: "id") { id: ID! kind: Tone @shareable name(in: Kind): String }
        enum Kind { REGULAR }
        enum Tone { LOUD SOFT }`,
    },
  ],
  world: () => {
    const user = (id: string, kind: string) => thing('User', { id, kind, name: 'N' })
    const users = [user('1', 'LOUD'), user('2', 'SOFT')]
    return {
      things: users,
      Query: {
        users: ({ filter }: { filter?: { first: number } }) => users.slice(0, filter?.first ?? 2),
        byKind: users[0],
      },
    }
  },
  cases: [
    { query: '{ users(filter: { first: 1 }) { id kind name } }' },
    { query: '{ byKind(kind: REGULAR) { id } }' },
    { query: '{ byKind(kind: ADMIN) { id } }' },
    { query: '{ users(filter: { first: 1, onlyA: 2 }) { id } }' },
    { query: 'query ($f: Filter) { users(filter: $f) { id } }', variables: { f: { first: 1, onlyA: 2 } } },
    { query: '{ users { id kind } }', stockFails: true },
    { query: '{ __type(name: "Tone") { enumValues { name } } }' },
  ],
}

export const inaccessible: Suite = {
  name: 'inaccessible names',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { users: [User] secret: String @inaccessible hidden: Hidden @inaccessible }
        type User @key(fields: "id") { id: ID! salary: Int @inaccessible }
        type Hidden @inaccessible { id: ID }`,
    },
    {
      name: 'b',
      sdl: 'type User @key(fields: "id") { id: ID! salary: Int @external band: String @requires(fields: "salary") }',
    },
  ],
  world: () => {
    const users = [
      thing('User', {
        id: 'u',
        salary: 900,
        band: computed<{ salary: number }>(({ salary }) => (salary > 500 ? 'high' : 'low')),
      }),
    ]
    return { things: users, Query: { users, secret: 's', hidden: null } }
  },
  cases: [
    { query: '{ users { id band } }' },
    { query: '{ users { salary } }', neverAsked: ['Query.users'] },
    { query: '{ secret }', neverAsked: ['Query.secret'] },
    { query: '{ __type(name: "User") { fields { name } } h: __type(name: "Hidden") { name } }' },
  ].map((one) => (one.query.includes('h: __type') ? { query: '{ __type(name: "User") { fields { name } } }' } : one)),
}

/** The world of the field rules: every way a federated graph leads to a field, with a log of what its subgraphs were asked. */
import { allThings, byArgument, computed, thing } from './suite.ts'
import type { OutsideService, World } from './world.ts'

export const rulesServices: readonly OutsideService[] = [
  {
    name: 'people',
    sdl: `
      type Query { me: User users: [User!] must: [User!]! search: [Hit] node(id: ID!): Node nodes: [Node!] }
      type Mutation { rename(id: ID!, name: String!): Renamed }
      type Renamed { user: User count: Int }
      union Hit = User | Shop
      interface Node { id: ID! label: String }
      type User implements Node @key(fields: "id") {
        id: ID! label: String name: String! email: String @shareable salary: Int phone: String friends: [User!] desk: Desk
        address: Address }
      type Shop implements Node @key(fields: "id") { id: ID! label: String code: String! keeper: User! }
      type Desk @key(fields: "code") { code: ID! }
      type Address { street: String zip: String! }`,
    says: { 'User.phone': 'asked the overridden subgraph' },
  },
  {
    name: 'payroll',
    sdl: `
      type User @key(fields: "id") { id: ID! salary: Int @external phone: String @override(from: "people")
        address: Address @external band: String @requires(fields: "salary") post: String @requires(fields: "address { zip }") }
      type Address { zip: String! @external }`,
  },
  {
    name: 'bonus',
    sdl: 'type User @key(fields: "id") { id: ID! band: String @external bonus: Int @requires(fields: "band") badge: String }',
  },
  { name: 'rooms', sdl: 'type Desk @key(fields: "code") { code: ID! floor: Int }' },
  {
    name: 'notes',
    sdl: `
      type Query { note: Note }
      type Note { text: String author: User @provides(fields: "email") }
      type User @key(fields: "id") { id: ID! email: String @external notes: [Note] }`,
  },
  {
    name: 'catalogue',
    sdl: `
      type Query { works: [Work!] }
      interface Work @key(fields: "id") { id: ID! title: String }
      type Tale implements Work @key(fields: "id") { id: ID! title: String pages: Int }
      type Song implements Work @key(fields: "id") { id: ID! title: String seconds: Int }`,
  },
  {
    name: 'ratings',
    sdl: 'type Query { best: Work } type Work @key(fields: "id") @interfaceObject { id: ID! rating: Int likes: Int }',
  },
]

/** Fresh data: a mutation changes one copy only. */
export function rulesWorld(): World {
  const user = (id: string, salary: number): Record<string, unknown> & { __typename: string } => ({
    __typename: 'User',
    id,
    label: `label ${id}`,
    name: `name ${id}`,
    email: `${id}@example.invalid`,
    phone: `phone ${id}`,
    salary,
    badge: `badge ${id}`,
    address: thing('Address', { street: 'Quay', zip: `57${id}` }),
    desk: thing('Desk', { code: `d${id}`, floor: 3 }),
    band: computed<{ salary: number }>((self) => bandOf(self.salary)),
    post: computed<{ address: { zip: string } }>(({ address }) => `post ${address.zip}`),
    bonus: computed<{ band: unknown }>(({ band }) =>
      (typeof band === 'function' ? bandOf(salary) : band) === 'high' ? 9 : 1,
    ),
  })
  const users = [user('u1', 900), user('u2', 100)]
  for (const [index, one] of users.entries()) {
    one['friends'] = users.filter((other) => other !== one)
    one['notes'] = [thing('Note', { text: `note ${index}`, author: one })]
  }
  const shop = thing('Shop', { id: 's1', label: 'label s1', code: 'S', keeper: users[0] })
  const works = [
    thing('Tale', { id: 'm1', title: 'Crane', pages: 12, rating: 4, likes: 30 }),
    thing('Song', { id: 'm2', title: 'Rain', seconds: 90, rating: 5, likes: 70 }),
  ]
  const nodes = [...users, shop]
  return {
    things: allThings(users, shop, works),
    Query: {
      me: users[0],
      users,
      must: users,
      search: [users[1], shop],
      nodes,
      node: byArgument(nodes, 'id'),
      note: thing('Note', { text: 'hello', author: users[1] }),
      works,
      best: works[1],
    },
    Mutation: {
      rename: ({ id, name }: { id: string; name: string }) => {
        const named = users.find((one) => one['id'] === id)
        if (named !== undefined) named['name'] = name
        return thing('Renamed', { user: named ?? null, count: 1 })
      },
    },
  }
}

function bandOf(salary: number): string {
  return salary > 500 ? 'high' : 'low'
}

/** `@requires` of interfaces and fragments, and with arguments. */
import { allThings, computed, type Suite, thing } from '../suite.ts'

export const requiresAbstract: Suite = {
  name: 'requires with fragments and interfaces',
  services: [
    {
      name: 'carts',
      sdl: `
        type Query { carts: [Cart] }
        type Cart @key(fields: "id") { id: ID! load: Load owner: Owner }
        union Load = Fruit | Stone
        type Fruit { kilos: Int ripe: Boolean }
        type Stone { tons: Int }
        interface Owner { id: ID! }
        type Firm implements Owner @key(fields: "id") { id: ID! code: String }
        type Human implements Owner @key(fields: "id") { id: ID! age: Int }`,
    },
    {
      name: 'scales',
      sdl: `
        type Cart @key(fields: "id") { id: ID! load: Load @external owner: Owner @external
          kilos: Int @requires(fields: "load { __typename ... on Fruit { kilos } ... on Stone { tons } }")
          mark: String @requires(fields: "owner { id ... on Firm { code } ... on Human { age } }") }
        union Load = Fruit | Stone
        type Fruit { kilos: Int @external }
        type Stone { tons: Int @external }
        interface Owner { id: ID! }
        type Firm implements Owner @key(fields: "id") { id: ID! code: String @external }
        type Human implements Owner @key(fields: "id") { id: ID! age: Int @external }`,
    },
  ],
  world: () => {
    interface Self {
      readonly load: { readonly __typename: string; readonly kilos?: number; readonly tons?: number } | null
      readonly owner: { readonly id: string; readonly code?: string; readonly age?: number } | null
    }
    const cart = (id: string, load: unknown, owner: unknown) =>
      thing('Cart', {
        id,
        load,
        owner,
        kilos: computed<Self>(({ load: l }) =>
          l === null ? null : l.__typename === 'Fruit' ? l.kilos : (l.tons ?? 0) * 1000,
        ),
        mark: computed<Self>(({ owner: o }) => (o === null ? 'none' : `${o.id}/${o.code ?? o.age}`)),
      })
    const carts = [
      cart('1', thing('Fruit', { kilos: 4, ripe: true }), thing('Firm', { id: 'f', code: 'F1' })),
      cart('2', thing('Stone', { tons: 2 }), thing('Human', { id: 'h', age: 30 })),
      cart('3', null, null),
    ]
    return { things: allThings(carts), Query: { carts } }
  },
  cases: [
    { query: '{ carts { kilos } }' },
    { query: '{ carts { mark } }' },
    { query: '{ carts { id mark kilos load { __typename ... on Fruit { ripe } } owner { ... on Human { age } } } }' },
  ],
}

export const requiresArguments: Suite = {
  name: 'requires with arguments',
  services: [
    {
      name: 'shop',
      sdl: `
        type Query { goods: [Good] }
        type Good @key(fields: "id") { id: ID! price(in: Money!): Int weight(unit: String = "g"): Int }
        enum Money { CNY USD }`,
    },
    {
      name: 'port',
      sdl: `
        enum Money { CNY USD }
        type Good @key(fields: "id") { id: ID! price(in: Money!): Int @external weight(unit: String = "g"): Int @external
          duty: Int @requires(fields: "price(in: CNY)")
          label: String @requires(fields: "price(in: USD) weight(unit: \\"kg\\")")
          plain: Int @requires(fields: "weight") }`,
    },
  ],
  world: () => {
    const good = (id: string, cost: number) => {
      const price = ({ in: money }: Record<string, unknown>) => (money === 'CNY' ? cost * 7 : cost)
      const weight = ({ unit }: Record<string, unknown>) => (unit === 'kg' ? cost : cost * 1000)
      const given = (value: unknown, known: number) => (typeof value === 'function' ? known : value)
      return thing('Good', {
        id,
        price,
        weight,
        duty: computed<{ price: unknown }>((self) => Number(given(self.price, cost * 7)) / 7),
        label: computed<{ price: unknown; weight: unknown }>(
          (self) => `${String(given(self.price, cost))}/${String(given(self.weight, cost))}`,
        ),
        plain: computed<{ weight: unknown }>((self) => given(self.weight, cost * 1000)),
      })
    }
    const goods = [good('a', 3), good('b', 5)]
    return { things: goods, Query: { goods } }
  },
  cases: [
    { query: '{ goods { duty } }' },
    { query: '{ goods { label plain } }', stockFails: true, mayBeRefused: true },
    { query: '{ goods { price(in: USD) duty } }', mayBeRefused: true },
    {
      query: '{ goods { price: price(in: USD) cny: price(in: CNY) label weight } }',
      stockFails: true,
      mayBeRefused: true,
    },
    { query: 'query ($m: Money! = CNY) { goods { id price(in: $m) } }' },
    { query: '{ goods { duty label } }', mayBeRefused: true },
  ],
}

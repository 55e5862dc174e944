/** Interfaces and unions: members that only some subgraphs know, fields by type, types that differ below one name. */
import { allThings, byArgument, computed, type Suite, thing } from '../suite.ts'

const boat = thing('Boat', { id: 'v1', name: 'Swallow', draught: 2, berth: thing('Berth', { id: 'q1', depth: 4 }) })
const truck = thing('Truck', { id: 'v2', name: 'Mule', axles: 3 })
const cart = thing('Cart', { id: 'v3', name: 'Ant', axles: 1 })

export const abstractTypes: Suite = {
  name: 'abstract types',
  services: [
    {
      name: 'fleet',
      sdl: `
        type Query { vehicles: [Vehicle!] vehicle(id: ID!): Vehicle wheeled: [Wheeled] }
        interface Vehicle { id: ID! name: String }
        interface Wheeled implements Vehicle { id: ID! name: String axles: Int }
        type Boat implements Vehicle @key(fields: "id") { id: ID! name: String draught: Int }
        type Truck implements Vehicle & Wheeled @key(fields: "id") { id: ID! name: String axles: Int }
        type Cart implements Vehicle & Wheeled @key(fields: "id") { id: ID! name: String axles: Int }`,
    },
    {
      name: 'harbour',
      sdl: `
        interface Moored { berth: Berth }
        type Boat implements Moored @key(fields: "id") { id: ID! berth: Berth }
        type Truck @key(fields: "id") { id: ID! toll: Int @requires(fields: "axles") axles: Int @external }
        type Berth @key(fields: "id") { id: ID! depth: Int }`,
    },
  ],
  world: () => {
    const tolled = { ...truck, toll: computed<{ axles: number }>(({ axles }) => axles * 5) }
    const vehicles = [boat, tolled, cart]
    return {
      things: allThings(vehicles),
      Query: { vehicles, vehicle: byArgument(vehicles, 'id'), wheeled: [tolled, cart] },
    }
  },
  cases: [
    { query: '{ vehicles { id name } }' },
    { query: '{ vehicles { __typename ... on Boat { draught berth { depth } } ... on Truck { toll } } }' },
    { query: '{ vehicles { ... on Wheeled { axles } ... on Vehicle { name } } }' },
    { query: '{ wheeled { ... on Vehicle { ... on Wheeled { ... on Truck { toll } axles } } } }' },
    { query: '{ vehicles { ... on Moored { berth { id depth } } id } }' },
    {
      query: `query ($id: ID!) { vehicle(id: $id) { ...all } }
        fragment all on Vehicle { n: name ... on Boat { n2: name d: draught } ... on Cart { axles } }`,
      variables: { id: 'v1' },
    },
    { query: '{ a: vehicle(id: "v2") { ... on Truck { t: toll toll } } b: vehicle(id: "none") { id } }' },
  ],
}

export const typeMismatch: Suite = {
  name: 'child type mismatch',
  services: [
    {
      name: 'people',
      sdl: `
        type Query { staff: [Person] }
        union Person = Clerk | Guest
        type Clerk @key(fields: "id") { id: ID! name: String }
        type Guest { id: ID name: [String!] }`,
    },
    { name: 'desk', sdl: 'type Clerk @key(fields: "id") { id: ID! desk: Int }' },
  ],
  world: () => {
    const staff = [
      thing('Clerk', { id: 'c1', name: 'Fu', desk: 7 }),
      thing('Guest', { id: null, name: ['Wei', 'Lin'] }),
    ]
    return { things: allThings(staff), Query: { staff } }
  },
  cases: [
    { query: '{ staff { ... on Clerk { id name desk } ... on Guest { guestId: id names: name } } }' },
    { query: '{ staff { __typename ... on Guest { names: name } ... on Clerk { desk } } }' },
  ],
}

export const circularInterface: Suite = {
  name: 'circular references through an interface',
  services: [
    {
      name: 'samples',
      sdl: `
        type Query { part: Part }
        interface Part { within: Part }
        type Screw implements Part @key(fields: "id") { id: ID! within: Part }
        type Motor implements Part @key(fields: "id") { id: ID! within: Part }`,
    },
    {
      name: 'weights',
      sdl: `
        interface Part { grams: Int }
        type Screw implements Part @key(fields: "id") { id: ID! grams: Int }
        type Motor implements Part @key(fields: "id") { id: ID! grams: Int }`,
    },
  ],
  world: () => {
    const motor: Record<string, unknown> & { __typename: string } = { __typename: 'Motor', id: 'm', grams: 900 }
    const screw = thing('Screw', { id: 's', grams: 4, within: motor })
    motor['within'] = screw
    return { things: [screw, motor], Query: { part: screw } }
  },
  cases: [
    {
      query: '{ part { grams within { grams within { ... on Screw { id grams } within { ... on Motor { id } } } } } }',
    },
  ],
}

export const unionIntersection: Suite = {
  name: 'union intersection and partial unions',
  services: [
    {
      name: 'library',
      sdl: `
        type Query { shelf: [Item] @shareable one: Item desk: Desk }
        union Item = Book | Map
        type Desk @key(fields: "id") { id: ID! open: Item @shareable }
        type Book @key(fields: "id") { id: ID! title: String @shareable }
        type Map @key(fields: "id") { id: ID! scale: Int }`,
    },
    {
      name: 'archive',
      sdl: `
        type Query { shelf: [Item] @shareable roll: Item }
        union Item = Book | Scroll
        type Desk @key(fields: "id") { id: ID! lamp: String last: Item }
        type Book @key(fields: "id") { id: ID! title: String @shareable year: Int }
        type Scroll @key(fields: "id") { id: ID! metres: Float }`,
    },
  ],
  world: () => {
    const book = thing('Book', { id: 'b', title: 'Tides', year: 1919 })
    const scroll = thing('Scroll', { id: 's', metres: 2.5 })
    const map = thing('Map', { id: 'm', scale: 500 })
    const desk = thing('Desk', { id: 'd', open: book, lamp: 'green', last: scroll })
    return { things: allThings(desk, map), Query: { shelf: [book], one: map, roll: scroll, desk } }
  },
  cases: [
    { query: '{ shelf { __typename ... on Book { title year } ... on Map { scale } ... on Scroll { metres } } }' },
    { query: '{ one { __typename ... on Scroll { metres } ... on Map { scale } } roll { ... on Scroll { metres } } }' },
    { query: '{ roll { ... on Map { scale } ... on Book { year } } }' },
    {
      query:
        '{ desk { lamp open { ... on Book { year title } ... on Scroll { metres } } last { __typename ... on Scroll { id } } } }',
    },
  ],
}

export const distributedInterface: Suite = {
  name: 'interfaces and unions spread over subgraphs',
  services: [
    {
      name: 'kitchen',
      sdl: `
        type Query { gear: [Gear] nodes: [Node] }
        union Gear = Oven | Kettle
        interface Node { id: ID! }
        interface Warranted { years: Int }
        type Oven implements Warranted @key(fields: "id") { id: ID! years: Int }
        type Kettle implements Node & Warranted @key(fields: "id") { id: ID! years: Int litres: Int }`,
    },
    {
      name: 'register',
      sdl: `
        type Query { node(id: ID!): Node }
        interface Node { id: ID! }
        type Oven implements Node @key(fields: "id") { id: ID! serial: String }
        type Kettle @key(fields: "id") { id: ID! serial: String }`,
    },
  ],
  world: () => {
    const oven = thing('Oven', { id: 'o1', years: 2, serial: 'OV' })
    const kettle = thing('Kettle', { id: 'k1', years: 3, litres: 1, serial: 'KT' })
    const all = [oven, kettle]
    return { things: all, Query: { gear: all, nodes: [kettle], node: byArgument(all, 'id') } }
  },
  cases: [
    { query: '{ gear { ... on Node { id } } }' },
    { query: '{ gear { ... on Node { id ... on Warranted { years } } ... on Oven { serial } } }' },
    { query: '{ nodes { id ... on Kettle { serial litres } ... on Oven { serial } } }' },
    { query: '{ nodes { ... on Node { ... on Warranted { years } } __typename } }' },
    { query: '{ node(id: "o1") { id ... on Oven { serial years } ... on Kettle { litres } } }' },
    { query: '{ node(id: "k1") { ... on Kettle { litres } } }', expected: { data: { node: null }, errors: true } },
  ],
}

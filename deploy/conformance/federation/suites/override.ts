/** `@override`, at once and by steps; whoever may not answer a field says something wrong. */
import { computed, type Suite, thing } from '../suite.ts'

const wrong = 'asked the wrong subgraph'

export const simpleOverride: Suite = {
  name: 'override',
  services: [
    {
      name: 'old',
      sdl: `
        type Query { feed: [Post] gone: [Post] }
        type Post @key(fields: "id") { id: ID! createdAt: String title: String @shareable body: String }`,
      says: { 'Post.createdAt': wrong, 'Post.body': wrong },
    },
    {
      name: 'new',
      sdl: `
        type Query { fresh: [Post] }
        type Post @key(fields: "id") { id: ID! createdAt: String @override(from: "old") title: String @shareable
          body: String @override(from: "old") other: String @override(from: "nobody") }`,
    },
  ],
  world: () => {
    const feed = [1, 2].map((n) =>
      thing('Post', { id: `p${n}`, createdAt: `day ${n}`, title: `t${n}`, body: `b${n}`, other: 'o' }),
    )
    return { things: feed, Query: { feed, gone: [], fresh: feed } }
  },
  cases: [
    { query: '{ feed { id createdAt } }', neverAsked: ['old:Post.createdAt'] },
    { query: '{ fresh { createdAt body other } }' },
    { query: '{ feed { title createdAt body other } gone { body } }', neverAsked: ['old:Post.body'] },
  ],
}

export const overrideAbstract: Suite = {
  name: 'override below an interface, and with requires',
  services: [
    {
      name: 'old',
      sdl: `
        type Query { nodes: [Entry] }
        interface Entry { id: ID! made: String }
        type Image implements Entry @key(fields: "id") { id: ID! made: String size: Int }
        type Text implements Entry @key(fields: "id") { id: ID! made: String }`,
      says: { 'Image.made': wrong, 'Image.size': 0 },
    },
    {
      name: 'new',
      sdl: `
        type Query { images: [Image] }
        type Image @key(fields: "id") { id: ID! made: String @override(from: "old") size: Int @override(from: "old")
          named: String @external label: String @requires(fields: "named") }`,
    },
    {
      name: 'third',
      sdl: 'type Image @key(fields: "id") { id: ID! named: String size: Int @external area: Int @requires(fields: "size") }',
    },
  ],
  world: () => {
    const image = thing('Image', {
      id: 'i',
      made: 'monday',
      size: 4,
      named: 'sun',
      label: computed<{ named: string }>(({ named }) => `label ${named}`),
      area: computed<{ size: number }>(({ size }) => size * size),
    })
    const text = thing('Text', { id: 't', made: 'friday' })
    return { things: [image, text], Query: { nodes: [image, text], images: [image] } }
  },
  cases: [
    { query: '{ nodes { id made } }' },
    { query: '{ nodes { made ... on Image { label area size } } }' },
    { query: '{ images { made area label } }' },
  ],
}

export const progressiveOverride: Suite = {
  name: 'override with a label',
  services: [
    {
      name: 'old',
      sdl: 'type Query { bills: [Bill] } type Bill @key(fields: "id") { id: ID! all: Int none: Int }',
      says: { 'Bill.all': -1 },
    },
    {
      name: 'new',
      sdl: `
        type Bill @key(fields: "id") { id: ID! all: Int @override(from: "old", label: "percent(100)")
          none: Int @override(from: "old", label: "percent(0)") }`,
      says: { 'Bill.none': -1 },
    },
  ],
  world: () => {
    const bills = [thing('Bill', { id: 'b', all: 1, none: 2 })]
    return { things: bills, Query: { bills } }
  },
  cases: [{ query: '{ bills { id none } }' }, { query: '{ bills { all none } }', stockFails: true }],
}

/** `@provides`: fields that come along on one path only; a subgraph asked elsewhere says something else. */
import { allThings, type Suite, thing } from '../suite.ts'

export const nestedProvides: Suite = {
  name: 'provides, nested',
  services: [
    {
      name: 'goods',
      sdl: `
        type Query { goods: [Good] }
        type Good @key(fields: "id") { id: ID! groups: [Group] @provides(fields: "id name parents { id name }") }
        type Group @key(fields: "id") { id: ID! @external name: String @external parents: [Group] @external }`,
    },
    {
      name: 'groups',
      sdl: 'type Group @key(fields: "id") { id: ID! name: String @shareable parents: [Group] @shareable }',
    },
    { name: 'names', sdl: 'type Good @key(fields: "id") { id: ID! title: String }' },
  ],
  world: () => {
    const top = thing('Group', { id: 't', name: 'top', parents: [] })
    const low = thing('Group', { id: 'l', name: 'low', parents: [top] })
    const goods = [
      thing('Good', { id: '1', title: 'net', groups: [low] }),
      thing('Good', { id: '2', title: 'rod', groups: [] }),
    ]
    return { things: allThings(goods), Query: { goods } }
  },
  cases: [
    { query: '{ goods { id groups { id name } } }', neverAsked: ['groups:Group.name'] },
    { query: '{ goods { title groups { name parents { name } } } }', neverAsked: ['groups:Group.name'] },
    { query: '{ goods { groups { parents { parents { id name } name } } } }' },
  ],
}

export const providesOnAbstract: Suite = {
  name: 'provides on an interface and a union',
  services: [
    {
      name: 'films',
      sdl: `
        type Query { media: Media @provides(fields: "animals { ... on Dog { name } }") any: Any @provides(fields: "... on Book { title }") plain: Media }
        interface Media { id: ID! animals: [Animal] }
        union Any = Book | Film
        type Book implements Media @key(fields: "id") { id: ID! title: String @external animals: [Animal] @external }
        type Film implements Media @key(fields: "id") { id: ID! minutes: Int animals: [Animal] @external }
        interface Animal { id: ID! }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String @external }
        type Cat implements Animal @key(fields: "id") { id: ID! }`,
    },
    {
      name: 'zoo',
      sdl: `
        interface Media { id: ID! animals: [Animal] }
        type Book implements Media @key(fields: "id") { id: ID! title: String @shareable animals: [Animal] @shareable }
        type Film implements Media @key(fields: "id") { id: ID! animals: [Animal] @shareable }
        interface Animal { id: ID! name: String }
        type Dog implements Animal @key(fields: "id") { id: ID! name: String @shareable age: Int }
        type Cat implements Animal @key(fields: "id") { id: ID! name: String age: Int }`,
    },
  ],
  world: () => {
    const animals = [thing('Dog', { id: 'd', name: 'Fu', age: 3 }), thing('Cat', { id: 'c', name: 'Mi', age: 4 })]
    const book = thing('Book', { id: 'b', title: 'Zoo', animals })
    const film = thing('Film', { id: 'f', minutes: 80, animals })
    return { things: allThings(book, film), Query: { media: book, any: book, plain: film } }
  },
  cases: [
    { query: '{ media { id animals { id ... on Dog { name } } } }' },
    { query: '{ media { animals { id name __typename ... on Cat { age } } } }' },
    { query: '{ any { ... on Book { title } ... on Film { minutes } } }', neverAsked: ['zoo:Book.title'] },
    { query: '{ plain { animals { name } ... on Film { minutes } } any { ... on Book { title animals { id } } } }' },
  ],
}

export const providesOnlyAsked: Suite = {
  name: 'provides, only what was asked',
  services: [
    {
      name: 'front',
      sdl: `
        type Query { one: Note @provides(fields: "name text") many: [Note] @provides(fields: "name text") }
        type Note @key(fields: "id") { id: ID! name: String! @external text: String! @external }`,
    },
    {
      name: 'owner',
      sdl: 'type Note @key(fields: "id") { id: ID! name: String! @shareable text: String! @shareable more: String! }',
    },
  ],
  world: () => {
    const many = [1, 2].map((n) =>
      thing('Note', { id: `n${n}`, name: `name ${n}`, text: `text ${n}`, more: `more ${n}` }),
    )
    return { things: many, Query: { one: many[0], many } }
  },
  cases: [
    { query: '{ one { id } }', neverAsked: ['Note.text', 'Note.name'] },
    { query: '{ one { id shown: name } }', neverAsked: ['Note.text', 'owner:Note.name'] },
    { query: '{ one { ... on Note { name } ... { more } } }', neverAsked: ['Note.text'] },
    { query: '{ many { ...n more } } fragment n on Note { name }', neverAsked: ['Note.text', 'owner:Note.name'] },
    { query: '{ one { id ... on Note @skip(if: true) { text } } }', neverAsked: ['Note.text'] },
    {
      query: 'query ($on: Boolean!) { many { name ... on Note @include(if: $on) { text more } } }',
      variables: { on: false },
      neverAsked: ['Note.text', 'Note.more'],
    },
  ],
}

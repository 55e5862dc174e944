import { composeServices } from '@apollo/composition'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { federationFacts, federationTables } from './federation-facts.ts'

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@requires", "@external", "@shareable", "@inaccessible", "@interfaceObject", "@context", "@fromContext"])`

function factsOf(...subgraphs: readonly string[]): ReturnType<typeof federationFacts> {
  const services = subgraphs.map((sdl, index) => ({
    name: `s${index}`,
    url: `http://s${index}.invalid`,
    typeDefs: parse(`${link} ${sdl}`),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'))
  return federationFacts(federationTables(parse(supergraphSdl)))
}

const sorted = (coordinates: readonly string[]): readonly string[] => [...coordinates].sort()

test('a computed field names what it reads, nested and hidden fields included, through fragments and arguments', () => {
  const facts = factsOf(
    `type Query { t: T }
     type T @key(fields: "id") { id: ID! hidden: Int @inaccessible size(unit: String): Int any: [Any!]! plain: Int }
     union Any = A | B
     type A { a: A2 } type A2 { x: Int y: Int } type B { b: Int }`,
    `type T @key(fields: "id") {
       id: ID! hidden: Int @external size(unit: String): Int @external any: [Any!]! @external
       sum: Int @requires(fields: "hidden size(unit: \\"m\\") any { ... on A { a { x } } ... on B { b } }") }
     union Any = A | B
     type A { a: A2 @external } type A2 { x: Int @external } type B { b: Int @external }`,
  )
  expect(sorted(facts.requiredBy('T.sum'))).toEqual(['A.a', 'A2.x', 'B.b', 'T.any', 'T.hidden', 'T.size'])
  expect(facts.requiredBy('T.plain')).toEqual([])
  expect(facts.requiredBy('Nowhere.field')).toEqual([])
  expect(facts.keysOf('T')).toEqual(['T.id'])
  expect(facts.keysOf('A')).toEqual([])
})

test('what a required field itself requires counts too', () => {
  const facts = factsOf(
    'type Query { t: T } type T @key(fields: "id") { id: ID! base: Int }',
    'type T @key(fields: "id") { id: ID! base: Int @external middle: Int @requires(fields: "base") }',
    'type T @key(fields: "id") { id: ID! middle: Int @external top: Int @requires(fields: "middle") }',
  )
  expect(sorted(facts.requiredBy('T.top'))).toEqual(['T.base', 'T.middle'])
})

test('a field that an interface object computes counts for every implementation', () => {
  const facts = factsOf(
    `type Query { i: I }
     interface I @key(fields: "id") { id: ID! name: String }
     type A implements I @key(fields: "id") { id: ID! name: String } type B implements I @key(fields: "id") { id: ID! name: String }`,
    'type I @key(fields: "id") @interfaceObject { id: ID! name: String @external shout: String @requires(fields: "name") }',
  )
  for (const coordinate of ['I.shout', 'A.shout', 'B.shout'])
    expect(sorted(facts.requiredBy(coordinate))).toEqual(['A.name', 'B.name', 'I.name'])
})

test('an argument filled from a context counts what the context reads', () => {
  const facts = factsOf(
    `type Query { t: T }
     type T @key(fields: "id") @context(name: "ctx") { id: ID! secret: String! u: U }
     type U @key(fields: "id") { id: ID! told(by: String @fromContext(field: "$ctx { secret }")): Int }`,
    'type U @key(fields: "id") { id: ID! other: Int }',
  )
  expect(facts.requiredBy('U.told')).toEqual(['T.secret'])
})

test('a nested key names every field of it', () => {
  const facts = factsOf(
    'type Query { t: T } type T @key(fields: "id owner { code }") { id: ID! owner: O! } type O { code: ID! name: String }',
  )
  expect(sorted(facts.keysOf('T'))).toEqual(['O.code', 'T.id', 'T.owner'])
})

test('fields that a requirement calls with arguments are told with every call of them', () => {
  const facts = factsOf(
    'type Query { t: T } type T @key(fields: "id") { id: ID! size(unit: String = "m"): Int plain: Int }',
    `type T @key(fields: "id") {
       id: ID! size(unit: String = "m"): Int @external plain: Int @external
       small: Int @requires(fields: "size(unit: \\"mm\\") plain") bare: Int @requires(fields: "size") none: Int @requires(fields: "plain") }`,
    'type T @key(fields: "id") { id: ID! small: Int @external both: Int @requires(fields: "small") }',
  )
  expect(facts.callsOf('T.small')).toEqual([{ coordinate: 'T.size', by: '(unit: "mm")' }])
  expect(facts.callsOf('T.both')).toEqual([{ coordinate: 'T.size', by: '(unit: "mm")' }])
  expect(facts.callsOf('T.bare')).toEqual([{ coordinate: 'T.size', by: '' }])
  expect(facts.callsOf('T.none')).toEqual([])
  expect([...facts.calledNames]).toEqual(['size'])
  expect([...facts.addedNames].toSorted()).toEqual(['id', 'plain', 'size', 'small'])
})

/** Names that mean something to JavaScript, or to the hub itself. */
import { computed, type Suite, thing } from '../suite.ts'

export const inheritedNames: Suite = {
  name: 'names that every object inherits',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { toString: constructor valueOf: [constructor!] hasOwnProperty(constructor: Int = 1, toString: String): Int }
        type constructor @key(fields: "constructor") { constructor: ID! toString: String valueOf: then hasOwnProperty: Int }
        type then { then: String data: String errors: [String] length: Int }`,
    },
    {
      name: 'b',
      sdl: `
        type constructor @key(fields: "constructor") { constructor: ID! toString: String @external
          isPrototypeOf: String @requires(fields: "toString") propertyIsEnumerable: [Int] toLocaleString: String }`,
    },
  ],
  world: () => {
    const one = (id: string) => ({
      ...thing('constructor', { constructor: id, toString: `text ${id}`, hasOwnProperty: 3, toLocaleString: null }),
      // oxlint-disable-next-line unicorn/no-thenable -- the trap itself: a field may be called so
      valueOf: thing('then', { then: 'later', data: 'd', errors: ['e'], length: 2 }),
      propertyIsEnumerable: [1, null],
      isPrototypeOf: computed<{ toString: string }>((self) => `${self.toString}!`),
    })
    const all = [one('x'), one('y')]
    const hasOwnProperty = (args: Readonly<Record<string, unknown>>) =>
      Number(args['constructor']) + (Object.hasOwn(args, 'toString') ? 10 : 0)
    return { things: all, Query: { toString: all[0], valueOf: all, hasOwnProperty } }
  },
  cases: [
    { query: '{ toString { constructor toString isPrototypeOf toLocaleString propertyIsEnumerable } }' },
    { query: '{ valueOf { hasOwnProperty valueOf { then data errors length } isPrototypeOf __typename } }' },
    {
      query:
        '{ constructor: toString { valueOf: constructor then: toString } then: valueOf { length: isPrototypeOf } }',
    },
    {
      query:
        'query ($toString: String, $constructor: Int) { hasOwnProperty(constructor: $constructor, toString: $toString) }',
    },
    {
      query: 'query ($constructor: Int = 7) { hasOwnProperty(constructor: $constructor) valueOf: hasOwnProperty }',
      variables: {},
    },
    {
      query: 'query ($toString: String) { hasOwnProperty(toString: $toString) }',
      variables: { toString: null },
    },
    {
      query:
        'query ($valueOf: Boolean = true) { toString @include(if: $valueOf) { constructor @skip(if: $valueOf) toString } }',
    },
    { query: '{ __type(name: "constructor") { name fields { name } } }' },
    {
      query:
        '{ ...constructor } fragment constructor on Query { toString { ...toString } } fragment toString on constructor { toString }',
    },
  ],
}

export const hubNames: Suite = {
  name: 'fields named like the names the hub makes',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { all: [Row] nodes(n: Int = 1): Int nodes_0: Int nodes_1: String more: Int more_0(x: Int): Int }
        type Row @key(fields: "size_0") { size_0: ID! size(n: Int = 2): Int size_1: String nodes: [Row] pageInfo: Int }`,
    },
    { name: 'b', sdl: 'type Row @key(fields: "size_0") { size_0: ID! weight(n: Int): Int weight_0: Int }' },
  ],
  world: () => {
    const row = (id: string) =>
      thing('Row', {
        size_0: id,
        size: ({ n }: { n: number }) => n,
        size_1: 'one',
        nodes: [],
        pageInfo: 4,
        weight: ({ n }: { n?: number }) => n ?? null,
        weight_0: 5,
      })
    const all = [row('1'), row('2')]
    const nodes = ({ n }: { n: number }) => n
    return {
      things: all,
      Query: { all, nodes, nodes_0: 8, nodes_1: 'text', more: 1, more_0: ({ x }: { x: number }) => x },
    }
  },
  cases: [
    { query: '{ nodes nodes_0 a: nodes(n: 3) b: nodes(n: 4) nodes_1 more more_0 c: more_0(x: 5) }' },
    { query: '{ all { x: size(n: 7) y: size(n: 8) size_1 z: weight(n: 9) weight_0 weight } }' },
    { query: '{ all { x: weight(n: 7) nodes { size_0 } pageInfo } }' },
    { query: '{ nodes_0: nodes(n: 3) nodes_1: nodes(n: 4) nodes: nodes_0 }' },
    {
      stockFails: true,
      query:
        'query ($v0: Int = 3, $v1: Int, $representations: Int = 6) { a: nodes(n: $v1) b: nodes(n: $v0) all { weight(n: $representations) } }',
    },
  ],
}

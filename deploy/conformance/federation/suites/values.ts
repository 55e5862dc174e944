/** Scalars, enums and inputs of every form, and mutations that repeat. */
import { allThings, type Suite, thing } from '../suite.ts'

export const oddValues: Suite = {
  name: 'scalars, enums and inputs of every form',
  services: [
    {
      name: 'a',
      sdl: `
        scalar JSON scalar Long
        enum Kind { constructor NULL true_ A }
        input Where { kind: Kind = A kinds: [Kind!] = [A] text: String near: Where json: JSON n: Int! = 3 }
        type Query { echo(json: JSON, where: Where, kinds: [[Kind]], n: Int = 5, f: Float, id: ID, text: String = "d\\n\\"q\\""): JSON big: Long kinds: [Kind] item: Item }
        type Item @key(fields: "meta { code of { id } }") { meta: Meta json: JSON }
        type Meta @shareable { code: ID tags: [[ID]] of: Of } type Of @shareable { id: ID }`,
    },
    {
      name: 'b',
      sdl: `
        scalar JSON
        type Item @key(fields: "meta { code of { id } }") { meta: Meta more: JSON }
        type Meta @shareable { code: ID of: Of } type Of @shareable { id: ID }`,
    },
  ],
  world: () => {
    const item = thing('Item', {
      meta: thing('Meta', { code: 'm', tags: [['a', 'b'], null, []], of: thing('Of', { id: 'o' }) }),
      json: { a: [1, { b: null }] },
      more: { typename: 'x', id: [true] },
    })
    return {
      things: [item],
      Query: {
        echo: (args: unknown) => ({ ...(args as object) }),
        big: 9_007_199_254_740_991,
        kinds: ['constructor', 'NULL', null],
        item,
      },
    }
  },
  cases: [
    { query: '{ echo(json: {a: [1, {b: null}], c: "x", d: ENUM}, n: null) big kinds }' },
    {
      query: 'query ($j: JSON, $x: Int) { echo(json: {a: $j, b: [$x, 1]}, n: $x) }',
      variables: { j: { deep: [{ __proto: 1 }] } },
    },
    { query: 'query ($w: Where) { echo(where: $w) }', variables: { w: { text: 't', near: { kind: 'constructor' } } } },
    {
      query:
        'query ($k: Kind = NULL, $w: Where!) { a: echo(where: {kind: $k, kinds: [], near: $w}) b: echo(kinds: [[A, $k], null]) }',
      variables: { w: {} },
    },
    {
      query: 'query ($k: Kind, $n: Int, $t: String) { a: echo(where: {kind: $k, text: $t}) b: echo(n: $n, text: $t) }',
      variables: {},
    },
    {
      query: 'query ($k: Kind, $n: Int, $t: String) { a: echo(where: {kind: $k, text: $t}) b: echo(n: $n, text: $t) }',
      variables: { k: null, n: null, t: null },
    },
    { query: 'query ($ks: [Kind!]) { echo(where: {kinds: $ks}) }', variables: { ks: 'A' } },
    { query: '{ echo(f: 1, id: 5, text: """\\n block "x"\\n  y""", json: 3.5) }' },
    { query: 'query ($f: Float, $id: ID) { echo(f: $f, id: $id, json: true) }', variables: { f: 3, id: 7 } },
    { query: '{ item { json more meta { tags } } }' },
    { query: '{ item { more } }' },
    { query: 'query ($n: Int!) { echo(n: $n) }', variables: { n: 'x' } },
    { query: 'query ($w: Where) { echo(where: $w) }', variables: { w: { n: null } } },
  ],
}

export const repeatedMutations: Suite = {
  name: 'mutations that repeat',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { log: [String] }
        type Mutation { add(word: String!, times: Int = 1): Log pop: String }
        type Log @key(fields: "id") { id: ID! words: [String] }`,
    },
    { name: 'b', sdl: 'type Mutation { wipe: Log } type Log @key(fields: "id") { id: ID! count: Int }' },
  ],
  world: () => {
    const words: string[] = []
    const log = thing('Log', { id: 'l', words: () => [...words], count: () => words.length })
    const add = ({ word, times }: { word: string; times: number }) => {
      for (let index = 0; index < times; index += 1) words.push(word)
      return log
    }
    const wipe = () => {
      words.length = 0
      return log
    }
    return {
      things: allThings([log]),
      Query: { log: () => [...words] },
      Mutation: { add, pop: () => words.pop() ?? null, wipe },
    }
  },
  cases: [
    { query: 'mutation { a: add(word: "x") { words } b: add(word: "x") { words } }' },
    { query: 'mutation { a: add(word: "x") { id } p: pop q: pop b: add(word: "y", times: 2) { words } r: pop }' },
    {
      query:
        'mutation { a: add(word: "x") { words } b: wipe { id words } c: add(word: "z") { words } d: wipe { id } e: pop }',
    },
    {
      query:
        'mutation { a: add(word: "x") { id } a: add(word: "x") { words } ...m ...m } fragment m on Mutation { pop }',
    },
    {
      query:
        'mutation ($w: String = "d", $no: Boolean = true) { a: add(word: $w) { words } b: add(word: $w) @skip(if: $no) { words } c: pop }',
    },
  ],
}

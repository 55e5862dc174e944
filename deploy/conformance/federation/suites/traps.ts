/** What trips an engine: names that mean something to JavaScript or to the hub, lists of lists, interfaces of interfaces, odd values. */
import { allThings, computed, type Suite, thing } from '../suite.ts'

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

export const listsOfLists: Suite = {
  name: 'lists of lists',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { deep: [[[Int]]] grid: [[Cell!]!] rows: [[Cell]] strict: [[Cell!]!]! any: [[Any]] }
        union Any = Cell | Other
        type Cell @key(fields: "id") { id: ID! near: [[Cell]] }
        type Other { id: ID! }`,
    },
    { name: 'b', sdl: 'type Cell @key(fields: "id") { id: ID! word: String! twice: [[Int!]] }' },
  ],
  world: () => {
    const cell = (id: string, word: string | null) =>
      thing('Cell', { id, word, near: [] as unknown, twice: [[1], null, []] })
    const [a, b, c] = [cell('a', 'A'), cell('b', 'B'), cell('c', null)]
    const whole = [a, b].map((one) => Object.assign(one, { near: [[a, null], null, [b, a]] }))
    const other = thing('Other', { id: 'o' })
    const grid = [[a, b], [], [a]]
    return {
      things: [...whole, c],
      Query: {
        deep: [[[1, null], null, []], null, [[2]]],
        grid,
        rows: [[a, null, c], null, []],
        strict: [[a], [c]],
        any: [
          [a, other],
          [null, c],
        ],
      },
    }
  },
  cases: [
    { query: '{ deep }' },
    { query: '{ grid { id word twice } }' },
    { query: '{ grid { near { word near { id } } } }' },
    { query: '{ rows { id word } }' },
    { query: '{ strict { id word } rows { id } }' },
    { query: '{ strict { id twice } }' },
    { query: '{ any { ... on Cell { word } ... on Other { id } __typename } }' },
  ],
}

export const interfacesOfInterfaces: Suite = {
  name: 'interfaces of interfaces',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { nodes: [Node] entries: [Entry] any: [Any] pick: [Pick] }
        interface Node { id: ID! }
        interface Entry implements Node { id: ID! title: String of: Node }
        interface Media implements Entry & Node { id: ID! title: String of: Node size(unit: Unit = MB): Int }
        enum Unit { MB GB }
        union Any = Image | Text | Tag union Pick = Text | Tag
        type Image implements Media & Entry & Node @key(fields: "id") { id: ID! title: String of: Node size(unit: Unit = MB): Int }
        type Text implements Entry & Node @key(fields: "id") { id: ID! title: String of: Text }
        type Tag implements Node @key(fields: "id") { id: ID! word: String }`,
    },
    {
      name: 'b',
      sdl: `
        type Image @key(fields: "id") { id: ID! likes: Int } type Text @key(fields: "id") { id: ID! likes: Int! }
        type Tag @key(fields: "id") { id: ID! likes: Int }`,
    },
  ],
  world: () => {
    const text = thing('Text', { id: 't', title: 'T', of: null, likes: 2 })
    const size = ({ unit }: { unit: string }) => (unit === 'GB' ? 1 : 1000)
    const image = thing('Image', { id: 'i', title: 'I', of: text, size, likes: 1 })
    const tag = thing('Tag', { id: 'g', word: 'w', likes: 3 })
    const all = [image, text, tag, null]
    return { things: [image, text, tag], Query: { nodes: all, entries: [image, text], any: all, pick: [text, tag] } }
  },
  cases: [
    { query: '{ nodes { id ... on Entry { title of { id ... on Text { likes } } } ... on Media { size } } }' },
    {
      query:
        '{ any { ... on Node { id ... on Media { size(unit: GB) ... on Image { likes } } } ... on Pick { ... on Tag { likes } ... on Text { l: likes } } } }',
    },
    { query: '{ pick { ... on Any { ... on Node { id } ... on Entry { title } ... on Image { id } } } }' },
    {
      query:
        '{ entries { __typename ...a ...a ...b } } fragment a on Node { id ...b } fragment b on Entry { title ... on Media { size } ... on Text { likes } }',
    },
    {
      query:
        '{ nodes { ... on Media { s: size(unit: GB) } ... on Tag { s: likes } ... on Node { ... on Text { t: title } } } }',
    },
    { query: '{ nodes { ... { ... { id } } ... on Node { ... on Node { __typename } } } }' },
  ],
}

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

export const contextOfSeveral: Suite = {
  name: 'contexts above contexts',
  services: [
    {
      name: 'a',
      sdl: `
        type Query { regions: [Region] stalls: [Holder] }
        union Holder @context(name: "holder") = Shop | Stall
        type Region @key(fields: "id") @context(name: "region") { id: ID! tax: Int shops: [[Shop]] }
        type Shop @key(fields: "id") { id: ID! currency: String goods: [Good] }
        type Stall @key(fields: "id") { id: ID! money: String goods: [Good] }
        type Good @key(fields: "id") { id: ID! box: Box }
        type Box @key(fields: "id") { id: ID!
          price(currency: String @fromContext(field: "$holder ... on Shop { currency } ... on Stall { money }"), n: Int = 2): String }`,
      says: { 'Box.price': (args: Record<string, unknown>) => `${String(args['n'])} ${String(args['currency'])}` },
    },
    {
      name: 'b',
      sdl: 'type Good @key(fields: "id") { id: ID! weight: Int } type Box @key(fields: "id") { id: ID! size: Int }',
    },
  ],
  world: () => {
    const good = (id: string, currency: string | null) => {
      const price = ({ n }: { n: number }) => `${n} ${String(currency)}`
      return thing('Good', { id, weight: 1, box: thing('Box', { id: 'same', size: 4, price }) })
    }
    const shop = (id: string, currency: string | null) =>
      thing('Shop', { id, currency, goods: [good('g', currency), null, good('h', currency)] })
    const stall = thing('Stall', { id: 's', money: 'USD', goods: [good('g', 'USD')] })
    const shops = [shop('a', 'CNY'), shop('b', 'EUR'), shop('c', null)]
    const region = thing('Region', { id: 'r', tax: 3, shops: [[shops[0], null, shops[1]], [shops[2]]] })
    return { things: allThings([region, stall, shops]), Query: { regions: [region], stalls: [shops[1], stall, null] } }
  },
  cases: [
    {
      query:
        '{ stalls { ... on Shop { goods { box { price } } } ... on Stall { goods { box { price(n: 5) size } } } } }',
      stockFails: true,
    },
    { query: '{ regions { shops { goods { weight box { size price p: price(n: 9) } } } } }', stockFails: true },
    { query: '{ regions { shops { id } } stalls { __typename } }', stockFails: true },
  ],
}

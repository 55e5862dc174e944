/** Lists of lists, interfaces of interfaces, contexts above contexts. */
import { allThings, type Suite, thing } from '../suite.ts'

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

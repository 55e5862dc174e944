import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { aForm } from '../testing/a-form.ts'
import { type AskedField, allBelow } from './asked-field.ts'
import { TooManyFields } from './collect-fields.ts'

const schema = buildSchema(`
  type Query { nodes: [Node] me: User x(n: Int = 1, m: Int!): Int }
  interface Node { id: ID label: String near: Node }
  type User implements Node { id: ID label: String near: Node name: String of: Shop }
  type Shop implements Node { id: ID label: String near: Node code: Int }`)

function roots(text: string, closed: readonly string[] = [], variables = {}): readonly AskedField[] {
  return aForm(schema, text, closed, variables).roots.flatMap((root) => (root.kind === 'plain' ? [root.field] : []))
}

/** Response names below a field by type. */
function below(field: AskedField | undefined): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...(field?.below ?? [])].map(([type, fields]) => [type, fields.map((one) => one.response)]),
  )
}

describe('fields by possible type', () => {
  test('in the order they were written, merged by name, fragments of other types left out', () => {
    const [nodes] = roots(
      '{ nodes { b: id ... on User { name } ...f a: id } } fragment f on Node { label ... on Shop { code } b: id }',
    )
    expect(below(nodes)).toEqual({ User: ['b', 'name', 'label', 'a'], Shop: ['b', 'label', 'code', 'a'] })
  })

  test('two parts of one field are one', () => {
    const [me] = roots('{ me { of { code } } me { of { id } } }')
    const [of] = me?.below?.get('User') ?? []
    expect(below(of)).toEqual({ Shop: ['code', 'id'] })
  })

  test('what a condition leaves out is not there, and needs no right', () => {
    const text = 'query ($on: Boolean!) { me { id label @include(if: $on) } }'
    expect(below(roots(text, ['User.label'], { on: false })[0])).toEqual({ User: ['id'] })
    expect(
      roots(text, ['User.label'], { on: true })[0]
        ?.below?.get('User')
        ?.map(({ stop }) => stop?.code ?? null),
    ).toEqual([null, 'ITEM_NOT_IN_CONTRACT'])
  })
})

describe('each field is judged on the type it stands on', () => {
  const stopsOf = (text: string, ...closed: readonly string[]) =>
    Object.fromEntries(
      [...(roots(text, closed)[0]?.below ?? [])].map(([type, fields]) => [
        type,
        fields.map(({ stop }) => stop !== null),
      ]),
    )

  test('by itself, by its type, by the interfaces that declare it', () => {
    expect(stopsOf('{ nodes { id label } }', 'User.label')).toEqual({ User: [false, true], Shop: [false, false] })
    expect(stopsOf('{ nodes { id label } }', 'Shop')).toEqual({ User: [false, false], Shop: [true, true] })
    expect(stopsOf('{ nodes { id label } }', 'Node.label')).toEqual({ User: [false, true], Shop: [false, true] })
  })

  test('below a closed field nothing is collected', () => {
    const [me] = roots('{ me { of { code } } }', ['User.of'])
    expect(me?.below?.get('User')?.[0]?.below?.size).toBe(0)
  })

  test('the name of a closed type is closed', () => {
    expect(stopsOf('{ nodes { __typename } }', 'Shop')).toEqual({ User: [false], Shop: [true] })
  })
})

test('the same question at many places is one graph', () => {
  const levels = Array.from(
    { length: 8 },
    (_, index) => `fragment f${index} on Node { near { ...f${index + 1} } near { ...f${index + 1} } }`,
  )
  const [nodes] = roots(`{ nodes { ...f0 } } ${levels.join(' ')} fragment f8 on Node { id }`)
  expect(allBelow(nodes?.below ?? null).size).toBe(9)
})

test('a graph that grows by type and place ends in a refusal', () => {
  const members = Array.from({ length: 100 }, (_, index) => `T${index}`)
  const wide = buildSchema(`type Query { nodes: [Node] } interface Node { near: Node id: ID }
    ${members.map((name) => `type ${name} implements Node { near: Node id: ID own: Node }`).join(' ')}`)
  const text = `{ nodes { ${members.map((name) => `... on ${name} { own { near { near { near { near { near { id } } } } } } }`).join(' ')} } }`
  expect(() => aForm(wide, text)).toThrow(TooManyFields)
})

test('a constant argument is read once, one that hangs on a variable with every request', () => {
  const [constant] = roots('{ x(m: 2) }')
  expect([constant?.isVariable, constant?.args({ m: 9 })]).toEqual([false, { n: 1, m: 2 }])
  const [variable] = roots('query ($m: Int!) { x(m: $m) }')
  expect([variable?.isVariable, variable?.args({ m: 9 })]).toEqual([true, { n: 1, m: 9 }])
  expect(() => variable?.args({})).toThrow('m')
})

import { buildSchema, printSchema, validateSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { keepCoordinates } from './keep-coordinates.ts'

/** What is left of a schema without these coordinates, read back and validated as anybody's tools would. */
function without(sdl: string, ...gone: readonly string[]): string {
  const left = printSchema(keepCoordinates(buildSchema(sdl), (coordinate) => !gone.includes(coordinate)))
  expect(validateSchema(buildSchema(left)).map(String)).toEqual([])
  return left.replaceAll(/\s+/gu, ' ')
}

describe('what goes', () => {
  const sdl = `
    type Query { found: [Found] shop: Shop nodes: [Node] }
    union Found = User | Shop
    interface Node { id: ID label: String }
    type User implements Node { id: ID label: String shop: Shop }
    type Shop implements Node { id: ID label: String code: Int }`

  test('a closed type goes from unions and from the fields that give it', () => {
    const left = without(sdl, 'Shop')
    expect(left).toContain('union Found = User')
    expect(left).not.toContain('Shop')
    expect(left).toContain('type User implements Node')
  })

  test('a type without fields goes, and what gives it; a union without members too', () => {
    const left = without(sdl, 'Shop.id', 'Shop.label', 'Shop.code', 'User')
    expect(left).not.toMatch(/Shop|User|Found/u)
    expect(left).toContain('nodes: [Node]')
  })

  test('what no field reaches any more goes, the query root never', () => {
    expect(without(sdl, 'Query.found', 'Query.nodes')).not.toContain('Found')
    const schema = keepCoordinates(buildSchema(sdl), (coordinate) => !coordinate.startsWith('Query.'))
    expect(Object.keys(schema.getQueryType()?.getFields() ?? { none: 1 })).toEqual([])
  })
})

describe('interfaces', () => {
  const sdl = `
    type Query { entries: [Entry] node: Node }
    interface Node { id: ID }
    interface Entry implements Node { id: ID text: String of: Node }
    type Page implements Entry & Node { id: ID text: String of: Page }
    type Post implements Entry & Node { id: ID text: String of: Post }`

  test('a type that lost a field of an interface is not of it; its other interfaces stay', () => {
    const left = without(sdl, 'Post.text')
    expect(left).toContain('type Post implements Node { id: ID of: Post }')
    expect(left).toContain('type Page implements Entry & Node')
  })

  test('an interface that lost its field takes it from nobody', () => {
    const left = without(sdl, 'Entry.text')
    expect(left).toContain('interface Entry implements Node { id: ID of: Node }')
    expect(left).toContain('type Post implements Entry & Node { id: ID text: String of: Post }')
  })

  test('one loss brings the next: a field whose type is no longer of the type the interface gives', () => {
    const left = without(sdl, 'Post.id')
    // `Post` is no `Node` any more, so its `of: Post` is not what `Entry.of: Node` promises.
    expect(left).not.toContain('type Post implements')
  })
})

describe('inputs', () => {
  const sdl = `
    directive @seen(by: Grade = ALL, in: Where) on FIELD
    enum Grade { ALL FEW }
    input Where { near: Place }
    input Place { x: Int }
    input Hidden { y: Int }
    enum Unused { A }
    type Query { a(h: Hidden): Int b(h: Hidden!): Int c(h: Hidden! = {y: 1}): Int d: Int }`

  test('what only arguments of directives name stays', () => {
    const left = without(sdl)
    expect(left).toContain('enum Grade')
    expect(left).toContain('input Place')
    expect(left).not.toContain('Unused')
  })

  test('an argument of a closed type goes; a field that needs it goes with it', () => {
    expect(without(sdl, 'Hidden')).toContain('type Query { a: Int c: Int d: Int }')
  })
})

/** Operations and records at random, for asking the compiler and graphql-js the same. */
import type { CatalogItem } from '@xinqiao/schema'
import fc from 'fast-check'
import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { CreditRecord } from '../src/credit-record.ts'

type Draw = fc.GeneratorValue

/** One of a list. By its place: what is drawn by value is compared by value. */
export function pick<T>(draw: Draw, list: readonly T[]): T {
  const chosen = list[draw(fc.nat, { max: list.length - 1 })]
  if (chosen === undefined && list.length === 0) throw new RangeError('nothing to pick from')
  return chosen as T
}

/** Values a payload may hold, those of a wrong kind among them. */
const payloadValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('2026-01-02', '虚假宣传，"事实"清楚。', 'plain', '\u2028\ud800\n') },
  { weight: 4, arbitrary: fc.constantFrom(0, 7, 2_000_000, 2 ** 40, 1.5) },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 3, arbitrary: fc.constantFrom(null, undefined) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom('fine', 'warning', null), { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.record({ name: fc.constantFrom('陈试一', null), documentNumber: fc.constant('460105190203040014') }),
  },
)

/** A record of an item; `odd`: its payload may be of any kind. */
export function randomRecord(draw: Draw, item: CatalogItem, type: GraphQLObjectType, odd: boolean): CreditRecord {
  const names = Object.keys(type.getFields())
  const data = Object.fromEntries(
    names.map((name) => [name, draw(() => (odd ? payloadValue : sensible(type.getFields()[name])))]),
  )
  return {
    record: `${item.id}:R-${draw(fc.nat, { max: 5 })}`,
    item: item.id,
    subject: '914601000000A00134',
    subjectKind: 'legal_person',
    version: pick(draw, [1, 2]),
    determinedOn: '2025-03-03',
    ongoing: draw(fc.boolean),
    concludedOn: pick(draw, [null, '2026-01-01']),
    validTo: null,
    seriousness: pick(draw, [null, 'general' as const]),
    basisDocument: {
      kind: 'decision',
      number: '琼试〔2021〕1号',
      issuer: '114600000000C0014R',
      effectiveOn: '2025-03-03',
    },
    division: '460100',
    ingestedAt: '2026-11-23T02:00:00.000Z',
    catalogVersion: '0.1.0',
    data,
  }
}

function sensible(field: GraphQLField<unknown, unknown> | undefined): fc.Arbitrary<unknown> {
  const type = field === undefined ? '' : String(field.type).replace('!', '')
  if (type === 'Int' || type === 'Fen') return fc.constantFrom(1, 42, null)
  if (type === 'Boolean') return fc.constantFrom(true, false, null)
  if (type.startsWith('[String')) return fc.constantFrom([], ['fine', '罚款'], null)
  if (type.startsWith('[')) return fc.constantFrom([], [{ name: '甲' }], null)
  if (type.endsWith('Ref')) return fc.constantFrom({ name: '乙', role: null }, null)
  return fc.constantFrom('text', '文字', null, undefined)
}

/** A document over `_entities` of a schema: types, fields, aliases, arguments and fragments of any kind. */
export function randomDocument(draw: Draw, schema: GraphQLSchema, entities: readonly string[]): string {
  const named: string[] = []
  const parts = Array.from({ length: draw(fc.integer, { min: 1, max: 3 }) }, () => {
    const name = pick(draw, [...entities, 'CreditRecord', ''])
    return name === '' ? '__typename' : fragment(draw, schema, name, named)
  })
  const key = pick(draw, ['', 'e: '])
  const body = `${key}_entities(representations: $representations) { ${parts.join(' ')} }`
  const whole = [body, ...named].join(' ')
  const used = ['$n: Int', '$m: Int = 2', '$after: String'].filter((one) =>
    whole.includes(`: ${one.slice(0, one.indexOf(':'))})`),
  )
  return `query (${['$representations: [_Any!]!', ...used].join(', ')}) { ${body} } ${named.join(' ')}`
}

function fragment(draw: Draw, schema: GraphQLSchema, name: string, named: string[]): string {
  const set = selection(draw, schema, name, named, 0)
  if (draw(fc.nat, { max: 4 }) > 0) return `... on ${name} ${set}`
  const own = `F${named.length}`
  named.push(`fragment ${own} on ${name} ${set}`)
  return `...${own}`
}

function selection(draw: Draw, schema: GraphQLSchema, name: string, named: string[], depth: number): string {
  const type = schema.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type)) return ''
  const fields = Object.values(type.getFields())
  const parts = Array.from({ length: draw(fc.integer, { min: 1, max: 6 }) }, () => {
    if (draw(fc.nat, { max: 9 }) === 0) return '__typename'
    if (depth < 3 && draw(fc.nat, { max: 9 }) === 0) return fragment(draw, schema, name, named)
    const field = pick(draw, fields)
    const below = getNamedType(field.type)
    const alias = pick(draw, ['', '', '', '', '', '', `x_${field.name}: `, `x_${field.name}: `, 'same: '])
    const set = isLeafType(below) ? '' : selection(draw, schema, below.name, named, depth + 1)
    return `${alias}${field.name}${argumentsOf(draw, field)} ${set}`
  })
  return `{ ${parts.join(' ')} }`
}

function argumentsOf(draw: Draw, field: GraphQLField<unknown, unknown>): string {
  if (field.args.length === 0) return ''
  return pick(draw, [
    '',
    '',
    '(first: 2)',
    '(first: $n)',
    '(first: $m)',
    '(first: 0)',
    '(first: null)',
    '(after: $after)',
  ])
}

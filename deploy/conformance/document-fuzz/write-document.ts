/** A random document over a schema: mostly valid, now and then wrong in one place, with fragments, aliases, conditions and variables. */
import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'
import type { Random } from '../../generator/random.ts'
import { canary } from './canary.ts'

export interface WrittenDocument {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Names of the hub's own, of agencies that are not there, of federation, of JavaScript. */
const wrongNames = [
  'subject',
  'subjectKind',
  '_entities',
  '_service',
  '__proto__',
  'constructor',
  'nope',
  'TaxPenalty2',
  '__x',
]
const subjects = ['914601000000A00134', '914600000000A0021R', '914602000000A003XU']
const wrongValues = [
  'null',
  '[]',
  '{}',
  '{a: 1}',
  '-1',
  '99999999999999999999',
  '1.5',
  '""',
  `"${canary}"`,
  canary,
  '"""\n x"""',
  '$missing',
  'true',
  '0',
  '101',
]
const recordIds = [
  'amr.penalty:R-1',
  'tax.penalty:R-1',
  'court.judgment:R-1',
  'amr.reg.basic:R-1',
  'nothing:1',
  'amr.penalty:OLD',
]

class DocumentWriter {
  readonly #schema: GraphQLSchema
  readonly #chance: Random
  readonly #errors: number
  readonly #fragments: string[] = []
  readonly #definitions: string[] = []
  readonly #variables: Record<string, unknown> = {}
  #budget: number

  constructor(schema: GraphQLSchema, chance: Random) {
    this.#schema = schema
    this.#chance = chance
    this.#errors = chance.pick([0, 0, 0, 0.02, 0.1])
    this.#budget = chance.pick([8, 20, 40, 80])
  }

  write(): WrittenDocument {
    const query = this.#schema.getQueryType()
    if (query === null || query === undefined) throw new Error('A schema without queries.')
    const body = this.#set(query, 0)
    const variables = this.#definitions.length === 0 ? '' : `(${this.#definitions.join(' ')})`
    const head = variables === '' && this.#chance.chance(0.7) ? '' : `query Q${variables} `
    return { text: [`${head}${body}`, ...this.#fragments].join(' '), variables: this.#variables }
  }

  #set(type: GraphQLCompositeType, depth: number): string {
    const chance = this.#chance
    const parts: string[] = []
    for (let count = chance.integer(1, depth === 0 ? 2 : 5); count > 0; count -= 1)
      parts.push(this.#selection(type, depth))
    return `{ ${parts.filter((part) => part !== '').join(' ') || '__typename'} }`
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const chance = this.#chance
    this.#budget -= 1
    if (this.#budget < 0) return '__typename'
    if (depth > 0 && chance.chance(0.08)) return `...${this.#directive()} ${this.#set(type, depth)}`
    if (isAbstractType(type) && chance.chance(0.4)) {
      const one = chance.pick(this.#schema.getPossibleTypes(type))
      return `... on ${this.#name(one.name)}${this.#directive()} ${this.#set(one, depth)}`
    }
    if (depth > 0 && chance.chance(0.05)) return this.#fragment(type, depth)
    if (isUnionType(type) || chance.chance(0.05)) return `${this.#alias()}__typename`
    return this.#field(type, chance.pick(Object.values(type.getFields())), depth)
  }

  #field(_type: GraphQLCompositeType, field: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(field.type)
    const head = `${this.#alias()}${this.#name(field.name)}${this.#args(field.args)}${this.#directive()}`
    if (!isCompositeType(named)) return this.#isWrong() ? `${head} { x }` : head
    if (depth > 9 || this.#isWrong()) return depth > 9 ? '__typename' : head
    return `${head} ${this.#set(named, depth + 1)}`
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const name = `F${this.#fragments.length}`
    const at = this.#fragments.push('') - 1
    this.#fragments[at] = `fragment ${name} on ${this.#name(type.name)} ${this.#set(type, depth + 1)}`
    return `...${this.#isWrong() ? 'F0' : name}${this.#directive()}`
  }

  #args(args: readonly GraphQLArgument[]): string {
    const given = args.filter((one) => isRequiredArgument(one) !== this.#isWrong() || this.#chance.chance(0.3))
    const parts = given.map((one) => `${this.#name(one.name)}: ${this.#value(one)}`)
    if (this.#isWrong()) parts.push(`${this.#chance.pick(wrongNames)}: 1`)
    return parts.length === 0 ? '' : `(${parts.join(', ')})`
  }

  #value(argument: GraphQLArgument): string {
    const chance = this.#chance
    if (this.#isWrong()) return chance.pick(wrongValues)
    const value = this.#json(argument.type, argument.name)
    if (!chance.chance(0.25)) return literal(value)
    const name = `v${this.#definitions.length}`
    this.#definitions.push(`$${name}: ${this.#isWrong() ? 'Nope' : String(argument.type)}`)
    this.#variables[name] = this.#isWrong() ? chance.pick([null, canary, { a: canary }, [canary], 1e300]) : value
    return `$${name}`
  }

  #json(type: GraphQLInputType, name: string): unknown {
    const chance = this.#chance
    const bare = isNonNullType(type) ? type.ofType : type
    if (isListType(bare)) return Array.from({ length: chance.integer(0, 3) }, () => this.#json(bare.ofType, name))
    if (isInputObjectType(bare))
      return Object.fromEntries(
        Object.values(bare.getFields()).map((one) => [one.name, this.#json(one.type, one.name)]),
      )
    if (name.startsWith('uscc')) return chance.pick(subjects)
    if (name.startsWith('id')) return chance.pick(recordIds)
    if (name === 'kind') return '01'
    if (name === 'number') return '460105190203040014'
    if (String(bare) === 'Int') return chance.pick([1, 2, 5, 20, 100])
    return String(bare) === 'Boolean' ? chance.chance(0.5) : 'x'
  }

  #directive(): string {
    if (!this.#chance.chance(0.06)) return ''
    return this.#chance.pick([
      ' @include(if: true)',
      ' @skip(if: false)',
      ' @include(if: false)',
      ' @tag(name: "x")',
      ' @include',
      ' @skip(if: 1)',
    ])
  }

  #alias(): string {
    if (!this.#chance.chance(0.12)) return ''
    return `${this.#isWrong() ? this.#chance.pick(wrongNames) : this.#chance.pick(['a', 'b', 'id', 'name'])}: `
  }

  #name(name: string): string {
    return this.#isWrong() ? this.#chance.pick(wrongNames) : name
  }

  #isWrong(): boolean {
    return this.#errors > 0 && this.#chance.chance(this.#errors)
  }
}

/** Writes one. */
export function writeDocument(schema: GraphQLSchema, chance: Random): WrittenDocument {
  return new DocumentWriter(schema, chance).write()
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([name, one]) => `${name}: ${literal(one)}`)
    .join(', ')}}`
}

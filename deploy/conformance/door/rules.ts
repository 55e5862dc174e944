/**
 * Field rules of the conformance door, a YAML file in one of two forms:
 *   deny: [Type.field, Type]                  nobody gets these
 *   items: {Type.field: item, Type: item}     with  callers: {name: [item, …]}   by the header `x-caller`
 * What stands on an interface holds for every type that implements it.
 */
import { parse } from 'yaml'
import type { OutsideSupergraph } from './supergraph.ts'

export interface DoorRules {
  /** Items of a coordinate, all of which a caller must hold; a coordinate without any is open to everybody. */
  readonly itemsOf: ReadonlyMap<string, ReadonlySet<string>>
  /** Items by caller; whoever is not named holds none. */
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>
}

/** Without a file everything is granted. */
export const noRules: DoorRules = { itemsOf: new Map(), callers: new Map() }

/**
 * Reads the rules and spreads them over the types of the supergraph.
 * @throws Error that names every coordinate the supergraph does not have
 */
export function readRules(yaml: string, supergraph: OutsideSupergraph): DoorRules {
  const { own, callers } = readFile(parse(yaml))
  const unknown = [...own.keys()].filter((coordinate) => !exists(coordinate, supergraph))
  if (unknown.length > 0) throw new Error(`The rules name what the supergraph does not have: ${unknown.join(', ')}.`)
  return { itemsOf: spread(own, supergraph), callers }
}

interface RulesFile {
  readonly own: ReadonlyMap<string, string>
  readonly callers: DoorRules['callers']
}

function readFile(file: unknown): RulesFile {
  if (!isRecord(file)) throw new Error('The rules are no YAML mapping.')
  const { deny, items, callers = {}, ...others } = file
  if (Object.keys(others).length > 0 || (deny === undefined) === (items === undefined))
    throw new Error('The rules hold either `deny`, or `items` with `callers`.')
  if (deny !== undefined) return { own: new Map(texts('deny', deny).map((one) => [one, one])), callers: new Map() }
  if (!isRecord(items) || !isRecord(callers)) throw new Error('`items` and `callers` are mappings.')
  return {
    own: new Map(Object.entries(items).map(([coordinate, item]) => [coordinate, String(item)])),
    callers: new Map(Object.entries(callers).map(([name, held]) => [name, new Set(texts(`callers.${name}`, held))])),
  }
}

function texts(place: string, value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
    throw new Error(`\`${place}\` is a list of texts.`)
  return value as readonly string[]
}

function exists(coordinate: string, { types }: OutsideSupergraph): boolean {
  const [type = '', field] = coordinate.split('.')
  return field === undefined ? types.has(type) : types.get(type)?.fields.has(field) === true
}

/** Every field with the items of itself, of its type, and of the same field of each interface. */
function spread(own: RulesFile['own'], { types }: OutsideSupergraph): DoorRules['itemsOf'] {
  const itemsOf = new Map<string, ReadonlySet<string>>()
  for (const [name, type] of types) {
    const ofType = own.get(name)
    if (ofType !== undefined) itemsOf.set(name, new Set([ofType]))
    for (const field of type.fields) {
      const above = type.interfaces.filter((one) => types.get(one)?.fields.has(field) === true)
      const from = [name, ...above].flatMap((one) => [own.get(`${one}.${field}`), own.get(one)])
      const items = new Set(from.filter((item) => item !== undefined))
      if (items.size > 0) itemsOf.set(`${name}.${field}`, items)
    }
  }
  return itemsOf
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What answering a field takes beside the field itself: `@requires`, `@fromContext` and keys, read from the supergraph's own
 * directives. The API schema does not show them, and may not even hold the fields they name (`@inaccessible`).
 */
import { linkedName } from '@xinqiao/schema'
import type { DocumentNode } from 'graphql'
import { bare, callOf, callsIn, type RequiredCall, type Types, takesArguments } from './required-calls.ts'
import { parseSelection, readTypes } from './supergraph-types.ts'

/** Coordinates by coordinate or type, as plain data: made where the supergraph is loaded, sent to the rooms. */
export interface FederationTables {
  readonly requires: Readonly<Record<string, readonly string[]>>
  readonly keys: Readonly<Record<string, readonly string[]>>
  /** Calls that computing a coordinate makes of fields which any requirement calls with arguments, `T.f(a: 1)`. */
  readonly calls: Readonly<Record<string, readonly string[]>>
}

export interface FederationFacts {
  /**
   * `T.f` → coordinates that computing it reads in any subgraph, those of nested selections and of what they in turn
   * require included; an interface's field counts for its implementations and theirs for it. Empty for none.
   */
  requiredBy(coordinate: string): readonly string[]
  /** `T` → coordinates of its keys in all subgraphs: sent along wherever an agency is asked about such an object. */
  keysOf(type: string): readonly string[]
  /** How computing `T.f` calls fields that take arguments: a planner keeps two calls of one field apart by no name. */
  callsOf(coordinate: string): readonly RequiredCall[]
  /** Names of fields that a planner may add to an operation by itself; those it may add with arguments. */
  readonly addedNames: ReadonlySet<string>
  readonly calledNames: ReadonlySet<string>
}

const none: readonly string[] = Object.freeze([])

/** The rooms' view of the tables. */
export function federationFacts({ requires, keys, calls }: FederationTables): FederationFacts {
  const [required, keyed] = [new Map(Object.entries(requires)), new Map(Object.entries(keys))]
  const called = new Map(Object.entries(calls).map(([coordinate, made]) => [coordinate, made.map(callOf)]))
  return {
    requiredBy: (coordinate) => required.get(coordinate) ?? none,
    keysOf: (type) => keyed.get(type) ?? none,
    callsOf: (coordinate) => called.get(coordinate) ?? noCalls,
    addedNames: new Set([...required.values(), ...keyed.values()].flat().map(nameOf)),
    calledNames: new Set([...called.values()].flat().map(({ coordinate }) => nameOf(coordinate))),
  }
}

const noCalls: readonly RequiredCall[] = Object.freeze([])

function nameOf(coordinate: string): string {
  return coordinate.slice(coordinate.indexOf('.') + 1)
}

/**
 * Reads a supergraph document.
 * @throws Error for selections that name no field of it
 */
export function federationTables(document: DocumentNode): FederationTables {
  const types = readTypes(document, {
    field: linkedName(document, 'https://specs.apollo.dev/join', 'field'),
    type: linkedName(document, 'https://specs.apollo.dev/join', 'type'),
    // A directive with its feature's own name bears no prefix.
    context: linkedName(document, 'https://specs.apollo.dev/context', 'context').replace(/__context$/u, ''),
  })
  const direct = shareWithInterfaces(directRequires(types), types)
  const requires: Record<string, readonly string[]> = {}
  const calls: Record<string, readonly string[]> = {}
  const withArguments = new Set([...direct.values()].flatMap((read) => [...read].filter(takesArguments).map(bare)))
  for (const coordinate of direct.keys()) {
    const made = closure(coordinate, direct)
    requires[coordinate] = [...new Set(made.map(bare))].filter((one) => one !== coordinate)
    const called = made.filter((one) => withArguments.has(bare(one)))
    if (called.length > 0) calls[coordinate] = called
  }
  const keys: Record<string, readonly string[]> = {}
  for (const [name, { keys: texts }] of types) {
    const read = texts.flatMap((text) => callsIn(name, parseSelection(text), types))
    if (read.length > 0) keys[name] = [...new Set(read.map(bare))]
  }
  return { requires, keys, calls }
}

type Direct = ReadonlyMap<string, ReadonlySet<string>>

function directRequires(types: Types): Direct {
  const direct = new Map<string, Set<string>>()
  for (const [name, { fields }] of types)
    for (const [field, { requires, contexts }] of fields) {
      const own = requires.flatMap((text) => callsIn(name, parseSelection(text), types))
      const fromContext = contexts.flatMap(({ context, selection }) =>
        [...types]
          .filter(([, type]) => type.contexts.includes(context))
          .flatMap(([type]) => callsIn(type, parseSelection(selection), types)),
      )
      if (own.length + fromContext.length > 0) direct.set(`${name}.${field}`, new Set([...own, ...fromContext]))
    }
  return direct
}

/** An interface object computes a field for every implementation; a field asked on the interface is computed by each of them. */
function shareWithInterfaces(direct: Direct, types: Types): Direct {
  const shared = new Map([...direct].map(([coordinate, read]) => [coordinate, new Set(read)]))
  const add = (coordinate: string, read: ReadonlySet<string> | undefined): void => {
    if (read !== undefined) shared.set(coordinate, new Set([...(shared.get(coordinate) ?? []), ...read]))
  }
  for (const [name, { interfaces, fields }] of types)
    for (const field of fields.keys())
      for (const parent of interfaces) {
        add(`${name}.${field}`, direct.get(`${parent}.${field}`))
        add(`${parent}.${field}`, direct.get(`${name}.${field}`))
      }
  return shared
}

function closure(coordinate: string, direct: Direct): readonly string[] {
  const reached = new Set<string>()
  const open = [coordinate]
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const read of direct.get(bare(next)) ?? [])
      if (!reached.has(read)) {
        reached.add(read)
        open.push(read)
      }
  return [...reached]
}

/**
 * A federated world: one set of merged data, and subgraphs that each show the part their SDL declares. What graphql-js says over
 * the merged data is the truth; a subgraph computes from what its own SDL gives it and what the representation brought, no more.
 */
import type { FieldDefinitionNode, GraphQLResolveInfo } from 'graphql'

/** An object of the merged data: values, other objects, or methods that compute from `this` and the arguments. */
export type Thing = { readonly __typename: string; readonly [field: string]: unknown }
type Arguments = Readonly<Record<string, unknown>>
type Method = (this: unknown, args: Arguments) => unknown

export interface World {
  /** Every entity that a representation may name. */
  readonly things: readonly Thing[]
  readonly Query: Readonly<Record<string, unknown>>
  readonly Mutation?: Readonly<Record<string, unknown>>
}

export interface OutsideService {
  readonly name: string
  /** Without the federation link, which every one gets. */
  readonly sdl: string
  /** Federation 1: no link at all. */
  readonly isFirstEdition?: boolean
  /** What this subgraph says instead, by `Type.field`: wrong values show who asked the wrong one. */
  readonly says?: Readonly<Record<string, unknown>>
}

/** A thing as one subgraph sees it. */
export class View {
  readonly __typename: string
  readonly thing: Thing
  readonly representation: Readonly<Record<string, unknown>>

  constructor(thing: Thing, typename: string, representation: Readonly<Record<string, unknown>> = {}) {
    this.thing = thing
    this.__typename = typename
    this.representation = representation
  }
}

/** Resolves a field over the merged data. */
export function resolveMerged(source: unknown, args: Arguments, _context: unknown, info: GraphQLResolveInfo): unknown {
  const { fieldName } = info
  const value = isMap(source) ? source[fieldName] : undefined
  return typeof value === 'function' ? (value as Method).call(source, args) : value
}

/** Resolves a field as one subgraph; `says` wins over the data, what a representation brought over both. */
export function resolveAs(service: OutsideService, world: World) {
  return (source: unknown, args: Arguments, _context: unknown, info: GraphQLResolveInfo): unknown => {
    const { fieldName, parentType } = info
    const root = parentType.name === 'Mutation' ? world.Mutation : parentType.name === 'Query' ? world.Query : undefined
    const view = source instanceof View ? source : undefined
    const said = service.says?.[`${parentType.name}.${fieldName}`]
    const brought = isExternal(info) ? view?.representation[fieldName] : undefined
    const known = (root ?? view?.thing ?? (isMap(source) ? source : {}))[fieldName]
    const value = brought ?? said ?? known
    const self = view === undefined ? (root ?? source) : ownFields(view, info)
    return viewed(typeof value === 'function' ? (value as Method).call(self, args) : value)
  }
}

/** What a method may compute from: the fields this subgraph keeps itself, and the representation. */
function ownFields({ thing, representation }: View, { parentType, schema }: GraphQLResolveInfo): object {
  const own: Record<string, unknown> = { __typename: thing.__typename }
  const names = new Set([parentType.name, thing.__typename])
  for (const name of names) {
    const type = schema.getType(name)
    if (type === undefined || !('getFields' in type)) continue
    for (const [field, { astNode }] of Object.entries(type.getFields()))
      if (!hasDirective(astNode, 'external')) own[field] = thing[field]
  }
  return { ...own, ...representation }
}

function isExternal({ parentType, fieldName }: GraphQLResolveInfo): boolean {
  return hasDirective(parentType.getFields()[fieldName]?.astNode, 'external')
}

function hasDirective(node: unknown, name: string): boolean {
  return ((node as FieldDefinitionNode | undefined)?.directives ?? []).some(
    (one) => one.name.value === name || one.name.value === `federation__${name}`,
  )
}

function viewed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(viewed)
  if (value instanceof View || !isMap(value) || typeof value['__typename'] !== 'string') return value
  return new View(value as Thing, value['__typename'])
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

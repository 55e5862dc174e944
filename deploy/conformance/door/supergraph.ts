/** What the door reads of an outside supergraph: where its subgraphs are, and its types with their interfaces. */
import { type ConstDirectiveNode, type DocumentNode, Kind, parse } from 'graphql'

/** A subgraph by the name the plan uses, with its own address. */
export interface OutsideSubgraph {
  readonly name: string
  readonly url: string
}

/** An object or interface type: its fields and the interfaces it implements. */
export interface OutsideType {
  readonly fields: ReadonlySet<string>
  readonly interfaces: readonly string[]
}

export interface OutsideSupergraph {
  readonly sdl: string
  readonly subgraphs: readonly OutsideSubgraph[]
  /** By name, hidden (`@inaccessible`) ones included. */
  readonly types: ReadonlyMap<string, OutsideType>
}

/**
 * Reads the SDL of a composed supergraph.
 * @throws Error when the text is no supergraph
 */
export function readSupergraph(sdl: string): OutsideSupergraph {
  const document = parse(sdl, { noLocation: true })
  const subgraphs = readSubgraphs(document)
  if (subgraphs.length === 0) throw new Error('The file is no supergraph: it has no enum join__Graph with addresses.')
  return { sdl, subgraphs, types: readTypes(document) }
}

function readSubgraphs(document: DocumentNode): readonly OutsideSubgraph[] {
  return document.definitions.flatMap((one) => {
    if (one.kind !== Kind.ENUM_TYPE_DEFINITION || one.name.value !== 'join__Graph') return []
    return (one.values ?? []).flatMap(({ directives }) => {
      const graph = directives?.find(({ name }) => name.value === 'join__graph')
      const name = graph === undefined ? undefined : textOf(graph, 'name')
      const url = graph === undefined ? undefined : textOf(graph, 'url')
      return name === undefined || url === undefined ? [] : [{ name, url }]
    })
  })
}

function textOf(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}

function readTypes(document: DocumentNode): ReadonlyMap<string, OutsideType> {
  const types = new Map<string, OutsideType>()
  for (const one of document.definitions)
    if (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION)
      types.set(one.name.value, {
        fields: new Set((one.fields ?? []).map(({ name }) => name.value)),
        interfaces: (one.interfaces ?? []).map(({ name }) => name.value),
      })
  return types
}

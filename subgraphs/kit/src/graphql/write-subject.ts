/** Writers of subjects: which pages a subject's fields ask for, and how they are written once they are there. */

import type { CatalogItem } from '@xinqiao/schema'
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getArgumentValues,
  isObjectType,
  Kind,
} from 'graphql'
import type { PageQuestion } from '../record-source.ts'
import { collectFields } from './collect-fields.ts'
import { knownResolver } from './known-resolvers.ts'
import { pageArguments } from './page-arguments.ts'
import { placeWriter, type RecordPage, type RecordParts } from './write-record.ts'
import { refuse, textBefore, valueWriter, type WriteField, writeFields } from './write-value.ts'

/** One page that every subject of a type asks for; its arguments hold for the whole operation. */
export interface Place {
  readonly readAsk: (variables: Readonly<Record<string, unknown>>) => Ask
}

/** What a place asks for, but for the subject. */
export type Ask = Pick<PageQuestion, 'item' | 'first' | 'after'>

/** A subject as it is written: its representation, and its pages in the order of its places. */
export interface SubjectSource {
  readonly reference: Readonly<Record<string, unknown>>
  readonly pages: readonly RecordPage[]
}

export interface SubjectWriter {
  /** Member of the representation that is the subject's key. */
  readonly key: string
  readonly places: readonly Place[]
  readonly write: (subject: SubjectSource) => string
}

/** Compiles a subject type. @throws NotTaken */
export function subjectWriter(
  type: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
  parts: RecordParts,
): SubjectWriter {
  const places: Place[] = []
  const fields = [...collected(type, nodes, parts)].map(([name, same], index): WriteField<SubjectSource> => {
    const before = textBefore(index, name)
    const [node] = same
    if (node.name.value === '__typename') return [before, () => JSON.stringify(type.name)]
    const field = fieldOf(type, node)
    if (knownResolver(field.resolve)?.kind === 'provider')
      return [before, providerWriter(field.type, same, places, parts)]
    if (field.resolve !== undefined || node.name.value !== key) return refuse()
    const write = valueWriter(field.type, same, parts)
    return [before, ({ reference }) => write(reference[key])]
  })
  return { key, places, write: writeFields(fields) }
}

function providerWriter(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  places: Place[],
  parts: RecordParts,
): (subject: SubjectSource) => string {
  if (!isObjectType(type) || type.isTypeOf != null) return refuse()
  const fields = [...collected(type, nodes, parts)].map(([key, same], index): WriteField<SubjectSource> => {
    const before = textBefore(index, key)
    const [node] = same
    if (node.name.value === '__typename') return [before, () => JSON.stringify(type.name)]
    const field = fieldOf(type, node)
    const resolver = knownResolver(field.resolve)
    if (resolver?.kind !== 'place') return refuse()
    const write = placeWriter(field.type, resolver.item, same, parts)
    const at = places.push({ readAsk: askReader(resolver.item, field, node) }) - 1
    return [before, ({ pages }) => write(pages[at] ?? refuse())]
  })
  return writeFields(fields)
}

/** Reads the arguments of a place; those of the last operation are known while its variables are the same. */
function askReader(item: CatalogItem, field: GraphQLField<unknown, unknown>, node: FieldNode): Place['readAsk'] {
  const only: Ask = { item: item.id, first: 1, after: null }
  if (!item.many) return () => only
  const names = variableNames(node)
  let last: { readonly values: readonly unknown[]; readonly ask: Ask } | undefined
  return (variables) => {
    if (last !== undefined && names.every((name, at) => variables[name] === last?.values[at])) return last.ask
    const ask = { item: item.id, ...pageArguments(getArgumentValues(field, node, variables)) }
    last = { values: names.map((name) => variables[name]), ask }
    return ask
  }
}

/** Variables that the arguments of a page are, each as a whole: they are numbers and texts. */
function variableNames({ arguments: given = [] }: FieldNode): readonly string[] {
  return given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []))
}

function collected(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  parts: RecordParts,
): ReturnType<typeof collectFields> {
  return collectFields(
    parts,
    type,
    nodes.map(({ selectionSet }) => selectionSet),
  )
}

function fieldOf(type: GraphQLObjectType, node: FieldNode): GraphQLField<unknown, unknown> {
  return type.getFields()[node.name.value] ?? refuse()
}

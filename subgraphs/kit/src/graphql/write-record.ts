/** Writers of records and of pages of them, from the rows as the store gives them. */
import type { Catalog, CatalogItem } from '@xinqiao/schema'
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { CreditRecord } from '../credit-record.ts'
import { collectFields, type DocumentParts } from './collect-fields.ts'
import { pageCursor } from './page-cursor.ts'
import { envelopeFields } from './record-fields.ts'
import { refuse, textBefore, valueWriter, type WriteField, writeFields } from './write-value.ts'

export type WriteRecord = (record: CreditRecord) => string

/** What one page is written from; `first` rows of it are the page, one more says that there is another. */
export interface RecordPage {
  readonly rows: readonly CreditRecord[]
  readonly first: number
}

/** What the writers of one document are compiled with. */
export interface RecordParts extends DocumentParts {
  readonly catalog: Catalog
}

/** Compiles the record type of an item. @throws NotTaken */
export function recordWriter(
  type: GraphQLObjectType,
  item: CatalogItem,
  nodes: readonly FieldNode[],
  parts: RecordParts,
): WriteRecord {
  if (type.isTypeOf != null) return refuse()
  const envelope = envelopeFields(item.id, parts.catalog)
  const fields = [...fieldsOf(type, nodes, parts)].map(([key, [node, ...more]], index): WriteField<CreditRecord> => {
    const before = textBefore(index, key)
    const name = node.name.value
    if (name === '__typename') return [before, () => JSON.stringify(type.name)]
    const field = type.getFields()[name]
    if (field === undefined || field.resolve !== undefined) return refuse()
    const write = valueWriter(field.type, [node, ...more], parts)
    const read = Object.hasOwn(envelope, name) ? envelope[name] : undefined
    if (read !== undefined) return [before, (record) => write(read(record))]
    return [before, ({ data }) => write(data[name])]
  })
  const write = writeFields(fields)
  // A source that gives a record of another item than it was asked for is graphql-js's to answer.
  return (record) => (record.item === item.id ? write(record) : refuse())
}

/** Compiles a place of one item below a subject: its page, or its current record. @throws NotTaken */
export function placeWriter(
  type: GraphQLOutputType,
  item: CatalogItem,
  nodes: readonly FieldNode[],
  parts: RecordParts,
): (page: RecordPage) => string {
  if (!isObjectType(type) || type.isTypeOf != null) return refuse()
  if (item.many) return connectionWriter(type, item, nodes, parts)
  const write = recordWriter(type, item, nodes, parts)
  return ({ rows: [current] }) => (current === undefined ? 'null' : write(current))
}

function connectionWriter(
  type: GraphQLObjectType,
  item: CatalogItem,
  nodes: readonly FieldNode[],
  parts: RecordParts,
): (page: RecordPage) => string {
  const fields = [...fieldsOf(type, nodes, parts)].map(([key, [node, ...more]], index): WriteField<RecordPage> => {
    const before = textBefore(index, key)
    const name = node.name.value
    if (name === '__typename') return [before, () => JSON.stringify(type.name)]
    const field = type.getFields()[name]
    if (field === undefined || field.resolve !== undefined) return refuse()
    if (name === 'nodes') {
      const write = recordWriter(recordTypeOf(field.type), item, [node, ...more], parts)
      return [before, (page) => writeNodes(page, write)]
    }
    if (name !== 'pageInfo') return refuse()
    const write = valueWriter(field.type, [node, ...more], parts)
    return [before, (page) => write(pageInfo(page))]
  })
  return writeFields(fields)
}

function writeNodes({ rows, first }: RecordPage, write: WriteRecord): string {
  const count = Math.min(rows.length, first)
  let text = ''
  for (const row of count === rows.length ? rows : rows.slice(0, count))
    text += text === '' ? write(row) : `,${write(row)}`
  return `[${text}]`
}

/** Where a page ends, and whether another follows. */
export function pageInfo({ rows, first }: RecordPage): {
  readonly hasNextPage: boolean
  readonly endCursor: string | null
} {
  const last = rows[Math.min(rows.length, first) - 1]
  return { hasNextPage: rows.length > first, endCursor: last === undefined ? null : pageCursor(last) }
}

/** The record type of `[Record!]!`; wrapped otherwise it is not the graph of the kit. */
function recordTypeOf(type: GraphQLOutputType): GraphQLObjectType {
  const list = isNonNullType(type) ? type.ofType : undefined
  const element = isListType(list) && isNonNullType(list.ofType) ? list.ofType.ofType : undefined
  return isObjectType(element) ? element : refuse()
}

function fieldsOf(
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

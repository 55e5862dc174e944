/** Writers of values: each gives the JSON text that graphql-js and `JSON.stringify` would give, or throws `NotTaken`. */
import {
  type FieldNode,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { collectFields, type DocumentParts } from './collect-fields.ts'

/** The compiled way does not take this operation, or this answer: graphql-js does it, errors and all. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
}

export type WriteValue = (value: unknown) => string
/** Reads from the object above and writes; given with the text before it, key and comma included. */
export type WriteField<Source> = readonly [before: string, write: (source: Source) => string]

/** Compiles one type of value; `nodes` are the fields that ask for it. @throws NotTaken */
export function valueWriter(type: GraphQLOutputType, nodes: readonly FieldNode[], parts: DocumentParts): WriteValue {
  if (isNonNullType(type)) {
    const write = valueWriter(type.ofType, nodes, parts)
    return (value) => (value == null ? refuse() : write(value))
  }
  if (isLeafType(type)) return leafWriter(type)
  if (isListType(type)) return listWriter(valueWriter(type.ofType, nodes, parts))
  if (isObjectType(type)) return objectWriter(type, nodes, parts)
  return refuse()
}

/** The fields of an object: `{"a":`, `,"b":` … with their writers. */
export function writeFields<Source>(fields: readonly WriteField<Source>[]): (source: Source) => string {
  return (source) => {
    let text = ''
    for (const [before, write] of fields) text += before + write(source)
    return text === '' ? '{}' : `${text}}`
  }
}

/** The text before a value: the brace or comma, and the key. */
export function textBefore(index: number, key: string): string {
  return `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`
}

/** Ends the compiled way. */
export function refuse(): never {
  throw new NotTaken('graphql-js does it')
}

/** What a scalar of the SDL does with a value when nobody says otherwise: nothing. */
const unchanged = new GraphQLScalarType({ name: 'Unchanged' }).serialize

function leafWriter(type: GraphQLLeafType): WriteValue {
  const keepsTexts = type === GraphQLString || type === GraphQLID || type.serialize === unchanged
  return (value) => {
    if (keepsTexts && typeof value === 'string') return quoted(value)
    if (value == null) return 'null'
    if (value instanceof Error || isThenable(value)) return refuse()
    const text: string | undefined = JSON.stringify(type.serialize(value) ?? refuse())
    return text ?? refuse()
  }
}

/** `JSON.stringify` of a text, sooner for one that holds nothing to escape: no control, quote, backslash, half of a pair. */
function quoted(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit < 0xe000)) return JSON.stringify(text)
  }
  return `"${text}"`
}

function listWriter(write: WriteValue): WriteValue {
  return (value) => {
    if (value == null) return 'null'
    if (!Array.isArray(value)) return refuse()
    let text = ''
    for (const one of value) text += text === '' ? write(one) : `,${write(one)}`
    return `[${text}]`
  }
}

/** An object read by graphql-js's own default resolver: a member of the field's name. */
function objectWriter(type: GraphQLObjectType, nodes: readonly FieldNode[], parts: DocumentParts): WriteValue {
  if (type.isTypeOf != null) return refuse()
  const collected = collectFields(
    parts,
    type,
    nodes.map(({ selectionSet }) => selectionSet),
  )
  const fields = [...collected].map(([key, [node, ...more]], index): WriteField<Readonly<Record<string, unknown>>> => {
    const before = textBefore(index, key)
    const name = node.name.value
    if (name === '__typename') return [before, () => JSON.stringify(type.name)]
    const field = type.getFields()[name]
    if (field === undefined || field.resolve !== undefined) return refuse()
    const write = valueWriter(field.type, [node, ...more], parts)
    return [before, (source) => write(source[name])]
  })
  const write = writeFields(fields)
  return (value) => {
    if (value == null) return 'null'
    if (!isPlain(value)) return refuse()
    return write(value)
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && !isThenable(value)
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

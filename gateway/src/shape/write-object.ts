/**
 * The one pass over the merged answer that writes the caller's: its names and order, masks, annotations, null propagation,
 * failures by path (design.md §2.1.7). Writers are closures over the asked fields, made when a type is first met and kept as
 * long as the form; only names that the caller wrote and the schema knows are ever written.
 */
import {
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { AskedField, Below } from '../decide/asked-field.ts'
import { connectionNode, type RecordTypes } from '../decide/record-types.ts'
import { type AnswerObject, answerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'
import { isUnfetched } from './form-fields.ts'
import { maskedJson } from './masked-fields.ts'
import { absentMember, leafField, leafOf, memberReader } from './write-member.ts'
import { pageWriter } from './write-page.ts'
import { type FieldWriter, nulled, nullText, type ValueWriter, type Writing, type Written } from './writing.ts'

interface ObjectWriter {
  readonly typename: string
  readonly isRecord: boolean
  readonly fields: readonly FieldWriter[]
}

const known = new WeakMap<Below, Map<string, ObjectWriter>>()

/** One object of a selection, or a form of it (`null`). */
export function writeObject(
  types: RecordTypes,
  below: Below,
  isAbstract: boolean,
  value: AnswerObject | null,
  on: Writing,
): Written {
  const typename = value !== null && isAbstract ? ownValue(value, '__typename') : below.keys().next().value
  const writer = typeof typename === 'string' ? writerOf(types, below, typename) : undefined
  if (writer === undefined) {
    if (value !== null) on.tellInvalid()
    return nullText
  }
  if (value !== null && writer.isRecord && !isShown(value, on)) return nullText
  let text = ''
  for (const write of writer.fields) {
    const written = write(value, on)
    if (written === nulled) return nullText
    text += written
  }
  return text === '' ? '{}' : `${text}}`
}

/** What bears no verdict is not shown; what failed says so. */
function isShown(record: AnswerObject, on: Writing): boolean {
  const verdict = on.from.mask.verdictOf(record)
  if (verdict?.kind === 'show') return true
  if (verdict?.kind === 'failed') on.tellFailure(verdict.failure)
  return false
}

function writerOf(types: RecordTypes, below: Below, typename: string): ObjectWriter | undefined {
  const writers = known.get(below) ?? new Map<string, ObjectWriter>()
  known.set(below, writers)
  const before = writers.get(typename)
  if (before !== undefined) return before
  const fields = below.get(typename)
  if (fields === undefined) return undefined
  const isRecord = types.itemOf.has(typename)
  const made = {
    typename,
    isRecord,
    fields: fields.map((field, at) => fieldWriter(types, field, isRecord, at === 0 ? '{' : ',')),
  }
  writers.set(typename, made)
  return made
}

function fieldWriter(types: RecordTypes, field: AskedField, ofRecord: boolean, before: string): FieldWriter {
  const name = `${before}${JSON.stringify(field.response)}:`
  const absent = isNonNullType(field.type) ? nulled : `${name}null`
  const value = ofRecord && field.name === 'masked' ? maskedField(field) : valueWriter(types, field)
  if (field.name === '__typename') {
    const constant = `${name}${JSON.stringify(field.typename)}`
    return (_object, on) => (on.isClosed(field) ? nulled : constant)
  }
  if (ofRecord && field.name === 'objection') return objectionField(types, field, name)
  return (object, on) => {
    if (on.isClosed(field)) return absent
    const written = value(object, on)
    if (written === nulled || written === nullText) return absent
    return name + written
  }
}

/** The writer of a field's value from its object; null of a place that failed is told by it. */
export function valueWriter(types: RecordTypes, field: AskedField): FieldWriter {
  const named = isNonNullType(field.type) ? field.type.ofType : field.type
  if (isLeafType(named)) return leafField(field, leafOf(field, named))
  const write = typeWriter(types, field, field.type)
  const { below, key, response } = field
  const read = memberReader(key)
  return (object, on) => {
    if (below !== null && isUnfetched(field, on)) return writeForm(types, field, below, on)
    // A form's leaves are all closed or the hub's own.
    if (object === null) return nullText
    const value = read(object)
    if (value === undefined || value === null) return absentMember(field, object, value, on)
    on.path.push(response)
    on.keys.push(key)
    const written = write(value, on)
    on.path.pop()
    on.keys.pop()
    return written
  }
}

function writeForm(types: RecordTypes, field: AskedField, below: Below, on: Writing): Written {
  on.path.push(field.response)
  const written = writeObject(types, below, false, null, on)
  on.path.pop()
  return written
}

function typeWriter(types: RecordTypes, field: AskedField, type: GraphQLOutputType): ValueWriter {
  if (isNonNullType(type)) {
    const inner = typeWriter(types, field, type.ofType)
    return (value, on) => {
      const written = inner(value, on)
      return written === nullText ? nulled : written
    }
  }
  if (isListType(type))
    return listWriter(typeWriter(types, field, type.ofType as GraphQLOutputType), type.ofType as GraphQLOutputType)
  if (isLeafType(type)) {
    const leaf = leafOf(field, type)
    return (value, on) => {
      const written = leaf(value)
      if (written !== null) return written
      on.tellInvalid()
      return nullText
    }
  }
  const { below } = field
  if (below === null) return () => nullText
  if (isObjectType(type) && connectionNode(type, types) !== null)
    return pageWriter(below, (part) => typeWriter(types, part, part.type))
  const isAbstract = isAbstractType(getNamedType(type))
  return (value, on) => {
    if (isAnswerObject(value)) return writeObject(types, below, isAbstract, value, on)
    on.tellInvalid()
    return nullText
  }
}

function listWriter(inner: ValueWriter, type: GraphQLOutputType): ValueWriter {
  const isRequired = isNonNullType(type)
  return (value, on) => {
    if (!Array.isArray(value)) {
      on.tellInvalid()
      return nullText
    }
    let text = '['
    for (let index = 0; index < value.length; index += 1) {
      const one: unknown = value[index]
      on.path.push(index)
      const written = one === null || one === undefined ? absentElement(value, index, isRequired, on) : inner(one, on)
      on.path.pop()
      if (written === nulled) return nullText
      text += index === 0 ? written : `,${written}`
    }
    return `${text}]`
  }
}

function absentElement(list: readonly unknown[], index: number, isRequired: boolean, on: Writing): Written {
  const failure = on.from.session.marks.at(list, index)
  if (failure !== undefined) on.tellFailure(failure)
  else if (isRequired) on.tellInvalid()
  return isRequired ? nulled : nullText
}

function maskedField({ typename }: AskedField): FieldWriter {
  return (object, on) => (object === null ? nullText : maskedJson(on.from, typename))
}

/** The objection mark (D8, REG-30.1b), from the standings and never from the agency. */
function objectionField(types: RecordTypes, field: AskedField, name: string): FieldWriter {
  return (object, on) => {
    const verdict = object === null ? undefined : on.from.mask.verdictOf(object)
    const mark = verdict?.kind === 'show' ? verdict.duties.find((duty) => duty.kind === 'annotate') : undefined
    if (mark?.kind !== 'annotate' || field.below === null || on.isClosed(field)) return `${name}null`
    const data = answerObject()
    // The graph wants a text here; a mark without a number must not be lost for it.
    for (const one of field.below.values())
      for (const { key, name: part } of one)
        if (part === 'since') data[key] = mark.since
        else if (part === 'caseNumber') data[key] = mark.caseNumber ?? ''
    return name + writeObject(types, field.below, false, data, on)
  }
}

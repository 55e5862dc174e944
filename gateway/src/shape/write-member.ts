/** One member of a fetched object: a leaf as it is written, and what is said where the member is not there. */
import { type GraphQLLeafType, isNonNullType } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import { type AnswerObject, ownValue } from '../fetch/answer.ts'
import { type LeafWriter, leafWriter, maskedWriter } from './write-leaf.ts'
import { type FieldWriter, nullText, type Writing, type Written } from './writing.ts'

/** The commonest field by far: one leaf, no list. */
export function leafField(field: AskedField, leaf: LeafWriter): FieldWriter {
  const { key, response } = field
  const read = memberReader(key)
  return (object, on) => {
    if (object === null) return nullText
    const value = read(object)
    if (value === undefined || value === null) return absentMember(field, object, value, on)
    const written = leaf(value)
    if (written !== null) return written
    on.tellInvalid(key, response)
    return nullText
  }
}

/** The writer of a field's leaves, masked where the contract says so. */
export function leafOf(field: AskedField, type: GraphQLLeafType): LeafWriter {
  const plain = leafWriter(type)
  return field.masked ? maskedWriter(field.name, plain) : plain
}

/** Reads a member; only a name that every object has by its prototype needs a second look. */
export function memberReader(key: string): (object: AnswerObject) => unknown {
  return key in Object.prototype ? (object) => ownValue(object, key) : (object) => object[key]
}

/** What is not there: told as the failure its agency's fetch left here, or as an answer that cannot stand. */
export function absentMember(field: AskedField, object: AnswerObject, value: unknown, on: Writing): Written {
  const { key, response } = field
  const failure = on.from.session.marks.isEmpty ? undefined : on.from.session.marks.at(object, key)
  if (failure !== undefined) on.tellFailure(failure, response)
  else if (value === undefined || isNonNullType(field.type)) on.tellInvalid(key, response)
  return nullText
}

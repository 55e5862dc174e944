/** Merged data → the caller's answer: its names and order, masks, annotations, null propagation, failures by path. */
import { codeEntry, type ItemId, maskName, maskNumber } from '@xinqiao/schema'
import { type GraphQLOutputType, isListType, isNonNullType } from 'graphql'
import type { AskedField, Below } from '../decide/asked-field.ts'
import type { Stop } from '../decide/stop.ts'
import { type AgencyFailure, type AnswerObject, answerObject, isAnswerObject } from '../fetch/answer.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import { typeOf } from '../lawful-rows/walk-records.ts'
import type { PlannedBelow, PlannedField } from '../plan/planned.ts'
import { type AnswerError, errorOf } from './error-of.ts'
import { maskedFields } from './masked-fields.ts'
import { stopOfField } from './refusals.ts'

type Path = readonly (string | number)[]

export interface Projecting {
  readonly from: Lawful
  readonly isRecord: (typename: string) => boolean
  /** Items closed for the subjects of this slice. */
  readonly stops: ReadonlyMap<ItemId, Stop>
  readonly errors: AnswerError[]
}

/** A null that its non-null position does not take: the nearest nullable parent becomes null. */
export const unlawfulNull: unique symbol = Symbol('unlawfulNull')

/** One object, or `null`; without data (`null`) it is a form whose fields are all closed or the hub's own. */
export function projectObject(
  on: Projecting,
  data: AnswerObject | null,
  below: Below,
  planned: PlannedBelow | null,
  path: Path,
): AnswerObject | null | typeof unlawfulNull {
  const typename = data === null ? (below.keys().next().value ?? null) : typeOf(data, below)
  const fields = typename === null ? undefined : below.get(typename)
  if (typename === null || fields === undefined) return null
  const verdict = data !== null && on.isRecord(typename) ? on.from.rows.get(data) : undefined
  if (verdict !== undefined && verdict.kind !== 'show') {
    if (verdict.kind === 'failed') on.errors.push(errorOf(failureOf(verdict.failure), path))
    return null
  }
  const made = answerObject()
  for (const field of fields) {
    const here = [...path, field.response]
    const value = projectField(on, data, typename, field, planned?.get(typename)?.get(field.key), here)
    if (value === unlawfulNull || (value === null && isNonNullType(field.type))) return unlawfulNull
    made[field.response] = value
  }
  return made
}

function projectField(
  on: Projecting,
  data: AnswerObject | null,
  typename: string,
  field: AskedField,
  planned: PlannedField | undefined,
  path: Path,
): unknown {
  if (field.name === '__typename') return typename
  if (stopOfField(field, on.stops) !== null) return null
  if (data !== null && on.isRecord(typename)) {
    if (field.name === 'masked') return maskedFields(on.from, typename)
    if (field.name === 'objection') return objectionOf(on, data, field, path)
  }
  if (field.below !== null && planned === undefined) {
    const form = projectObject(on, null, field.below, null, path)
    return form === unlawfulNull ? null : form
  }
  const value = data?.[field.key]
  const failure = data === null ? undefined : on.from.session.marks.at(data, field.key)
  if (value === null || value === undefined) {
    if (failure !== undefined) on.errors.push(errorOf(failureOf(failure), path))
    return null
  }
  if (planned?.page != null && isAnswerObject(value)) return projectPage(on, value, field, planned, path)
  const made = projectValue(on, value, field.type, field, planned, path)
  return made === unlawfulNull && !isNonNullType(field.type) ? null : made
}

function projectValue(
  on: Projecting,
  value: unknown,
  type: GraphQLOutputType,
  field: AskedField,
  planned: PlannedField | undefined,
  path: Path,
): unknown {
  if (isNonNullType(type)) {
    const made = projectValue(on, value, type.ofType, field, planned, path)
    return made === null ? unlawfulNull : made
  }
  if (value === null || value === undefined) return null
  if (isListType(type)) {
    if (!Array.isArray(value)) return null
    const made = value.map((one, index) => projectValue(on, one, type.ofType, field, planned, [...path, index]))
    return made.includes(unlawfulNull) ? null : made
  }
  if (field.below === null) return field.masked ? masked(field, value) : value
  if (!isAnswerObject(value)) return null
  const made = projectObject(on, value, field.below, planned?.below ?? null, path)
  return made === unlawfulNull ? null : made
}

/** A connection shows the page the row rules left: its rows, whether more may be shown, a cursor of the hub's. */
function projectPage(
  on: Projecting,
  connection: AnswerObject,
  field: AskedField,
  planned: PlannedField,
  path: Path,
): unknown {
  const page = on.from.pages.get(connection)
  if (page === undefined || page.kind === 'failed') {
    if (page !== undefined) on.errors.push(errorOf(failureOf(page.failure), path))
    return null
  }
  const [typename = '', fields = []] = field.below?.entries().next().value ?? []
  const made = answerObject()
  for (const one of fields) {
    const here = [...path, one.response]
    if (one.name === '__typename') made[one.response] = typename
    else if (one.name === 'nodes') {
      const nodes = projectValue(on, page.nodes, one.type, one, planned.below?.get(typename)?.get('nodes'), here)
      if (nodes === null || nodes === unlawfulNull) return null
      made[one.response] = nodes
    } else made[one.response] = pageInfo(page, one)
  }
  return made
}

function pageInfo(
  page: { readonly hasNextPage: boolean; readonly endCursor: () => string | null },
  field: AskedField,
): AnswerObject {
  const made = answerObject()
  const [typename = '', fields = []] = field.below?.entries().next().value ?? []
  for (const one of fields) {
    if (one.name === '__typename') made[one.response] = typename
    else if (one.name === 'hasNextPage') made[one.response] = page.hasNextPage
    else made[one.response] = one.name === 'endCursor' ? page.endCursor() : null
  }
  return made
}

/** The objection mark (D8, REG-30.1b), from the standings and never from the agency. */
function objectionOf(on: Projecting, record: AnswerObject, field: AskedField, path: Path): unknown {
  const verdict = on.from.rows.get(record)
  const mark = verdict?.kind === 'show' ? verdict.duties.find((duty) => duty.kind === 'annotate') : undefined
  if (mark?.kind !== 'annotate' || field.below === null) return null
  const data = answerObject()
  data['since'] = mark.since
  // The graph wants a text here; a mark without a number must not be lost for it.
  data['caseNumber'] = mark.caseNumber ?? ''
  const made = projectObject(on, data, field.below, null, path)
  return made === unlawfulNull ? null : made
}

/** A masked value keeps its type. */
function masked(field: AskedField, value: unknown): unknown {
  if (typeof value !== 'string') return null
  return field.name === 'name' ? maskName(value) : maskNumber(value)
}

/** A failure of an agency as a place's stop. */
export function failureOf({ code, agency }: AgencyFailure): Stop {
  return { code, item: null, article: codeEntry(code).article, agency }
}

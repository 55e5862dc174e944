/** The answer's `data`: each root field by its subjects, in the order they were asked. */

import { isNonNullType } from 'graphql'
import type { DecidedRoot, Slot } from '../decide/decided.ts'
import { recordTypes } from '../decide/record-types.ts'
import { failureStop } from '../decide/stop.ts'
import { type AnswerObject, answerObject, isAnswerObject } from '../fetch/answer.ts'
import type { Lawful } from '../lawful-rows/lawful.ts'
import type { Slice } from '../plan/planned.ts'
import { type AnswerError, errorOf } from './error-of.ts'
import { type Projecting, projectObject, unlawfulNull } from './project-answer.ts'

/** `null` when a null reached the root. */
export function projectRoots(lawful: Lawful, errors: AnswerError[]): AnswerObject | null {
  const data = answerObject()
  for (const [index, root] of lawful.roots.entries()) {
    const value = projectRoot(lawful, root, index, errors)
    if (value === unlawfulNull || (value === null && isNonNullType(root.field.type))) return null
    data[root.field.response] = value
  }
  return data
}

function projectRoot(lawful: Lawful, root: DecidedRoot, index: number, errors: AnswerError[]): unknown {
  if (root.kind === 'meta') return root.value
  const slices = lawful.slices.filter((slice) => slice.root === index)
  const { response, below } = root.field
  if (root.kind === 'plain') return projectPlain(lawful, root, slices[0], errors)
  if (root.field.stop !== null || below === null) return null
  const values = root.slots.map((slot, place) => {
    const path = root.list ? [response, place] : [response]
    return projectSlot(lawful, root, slot, place, slices, path, errors)
  })
  return root.list ? values : (values[0] ?? null)
}

function projectSlot(
  lawful: Lawful,
  root: DecidedRoot & { readonly kind: 'subjects' },
  slot: Slot,
  place: number,
  slices: readonly Slice[],
  path: readonly (string | number)[],
  errors: AnswerError[],
): unknown {
  if (slot.kind === 'stopped') return null
  const slice = slices.find((one) => one.slots.includes(place))
  const fetched = slice === undefined ? undefined : lawful.data[slice.alias]
  const data = root.list && Array.isArray(fetched) ? fetched[slice?.slots.indexOf(place) ?? 0] : fetched
  const on = projecting(lawful, slot.kind === 'subject' ? slot.stops : new Map(), errors)
  const told = errors.length
  const value = projectObject(
    on,
    isAnswerObject(data) ? data : null,
    root.field.below ?? new Map(),
    slice?.call.below ?? null,
    path,
  )
  if (slot.kind !== 'record') return value === unlawfulNull ? null : value
  // A record that is withheld and one that never was give the same bytes (D9).
  if (value !== null && value !== unlawfulNull && isAnswerObject(data)) return value
  if (errors.length === told) errors.push(errorOf(failureStop('NOT_FOUND', null), path))
  return null
}

function projectPlain(
  lawful: Lawful,
  root: DecidedRoot & { readonly kind: 'plain' },
  slice: Slice | undefined,
  errors: AnswerError[],
): unknown {
  const { field } = root
  if (field.stop !== null || slice === undefined) return null
  const value = lawful.data[slice.alias]
  const failure = lawful.session.marks.at(lawful.data, slice.alias)
  if ((value === null || value === undefined) && failure !== undefined)
    errors.push(errorOf(failureStop(failure.code, null, failure.agency), [field.response]))
  if (field.below === null) return value ?? null
  const on = projecting(lawful, slice.stops, errors)
  const one = (each: unknown, path: readonly (string | number)[]) => {
    const made = isAnswerObject(each) ? projectObject(on, each, field.below ?? new Map(), slice.call.below, path) : null
    return made === unlawfulNull ? null : made
  }
  return Array.isArray(value)
    ? value.map((each, index) => one(each, [field.response, index]))
    : one(value, [field.response])
}

function projecting(from: Lawful, stops: Projecting['stops'], errors: AnswerError[]): Projecting {
  const types = recordTypes(from.running)
  return { from, stops, errors, isRecord: (typename) => types.itemOf.has(typename) }
}

/** Leaves of the answer: of their declared type, masked where the contract says so, or not written at all (faults.md, row 3). */
import { maskName, maskNumber } from '@xinqiao/schema'
import { type GraphQLLeafType, isEnumType } from 'graphql'
import { withinDepth } from '../decide/json-depth.ts'
import { answerDepthMax } from '../fetch/limits.ts'
import { leafTextMax } from './limits.ts'

/** JSON of a leaf, or `null` for a value that is not of the type. */
export type LeafWriter = (value: unknown) => string | null

const int32Max = 2 ** 31 - 1
const escaped = /["\\\p{Cc}\p{Cs}]/u
const legalDate = /^\d{4}-\d{2}-\d{2}$/u
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/u

/** A text as JSON; most need no escape. */
export function textJson(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`
}

const writeText: LeafWriter = (value) =>
  typeof value === 'string' && value.length <= leafTextMax ? textJson(value) : null
const writeWhole =
  (max: number): LeafWriter =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= max ? String(value) : null
const writeMatching =
  (form: RegExp): LeafWriter =>
  (value) =>
    typeof value === 'string' && form.test(value) ? `"${value}"` : null

const writers: Readonly<Record<string, LeafWriter>> = {
  String: writeText,
  ID: (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? `"${value}"` : writeText(value)),
  Int: writeWhole(int32Max),
  Float: (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : null),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : null),
  LegalDate: writeMatching(legalDate),
  Instant: writeMatching(instant),
  Fen: writeWhole(Number.MAX_SAFE_INTEGER),
}

/** A scalar of an outside supergraph may be any JSON. */
const writeAny: LeafWriter = (value) =>
  typeof value !== 'object' || withinDepth(value, answerDepthMax) ? (JSON.stringify(value) ?? null) : null

/** The writer of a leaf type. */
export function leafWriter(type: GraphQLLeafType): LeafWriter {
  if (isEnumType(type))
    return (value) => (typeof value === 'string' && type.getValue(value) !== undefined ? `"${value}"` : null)
  return writers[type.name] ?? writeAny
}

/** A masked value keeps its type. */
export function maskedWriter(name: string, plain: LeafWriter): LeafWriter {
  const mask = name === 'name' ? maskName : maskNumber
  return (value) => (typeof value === 'string' ? plain(mask(value)) : null)
}

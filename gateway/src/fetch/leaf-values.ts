/** Whether a leaf an agency sent is of its declared type; a wrong one is never passed on (faults.md row 3). */
import { type GraphQLLeafType, isEnumType } from 'graphql'

const int32Max = 2 ** 31 - 1
const textMax = 20_000

const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= textMax

const forms: Readonly<Record<string, (value: unknown) => boolean>> = {
  String: isText,
  ID: (value) => isText(value) || Number.isSafeInteger(value),
  Int: (value) => Number.isInteger(value) && Math.abs(value as number) <= int32Max,
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  LegalDate: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value),
  Instant: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/u.test(value),
  Fen: (value) => Number.isSafeInteger(value),
}

/** A scalar of an outside supergraph may be any JSON. */
export function isLeafOf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined
  return forms[type.name]?.(value) ?? true
}

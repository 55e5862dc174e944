/** Finds every record and every connection of a fetched answer, guided by what was planned. */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { type AnswerObject, isAnswerObject } from '../fetch/answer.ts'
import type { PlannedBelow, PlannedField, PlannedFields } from '../plan/planned.ts'

export interface WalkPlace {
  readonly subject: CreditSubject | null
  /** Fields from the root's value down to here; a page is asked on along it. */
  readonly chain: readonly PlannedField[]
}

export interface Found {
  readonly record: (typename: string, record: AnswerObject, place: WalkPlace) => void
  readonly connection: (field: PlannedField, connection: AnswerObject, place: WalkPlace) => void
  readonly isRecord: (typename: string) => boolean
}

/** Walks one value; a connection's rows are the visitor's, records and everything else are walked here. */
export function walkRecords(value: unknown, below: PlannedBelow | null, place: WalkPlace, found: Found): void {
  if (Array.isArray(value)) for (const one of value) walkRecords(one, below, place, found)
  if (!isAnswerObject(value) || below === null) return
  const typename = typeOf(value, below)
  const fields = typename === null ? undefined : below.get(typename)
  if (typename === null || fields === undefined) return
  if (found.isRecord(typename)) {
    found.record(typename, value, place)
    return
  }
  walkFields(value, fields, place, found)
}

function walkFields(value: AnswerObject, fields: PlannedFields, place: WalkPlace, found: Found): void {
  for (const field of fields.values()) {
    const inner = value[field.key]
    if (field.below === null || inner === null || inner === undefined) continue
    const here = { ...place, chain: [...place.chain, field] }
    if (field.page !== null && isAnswerObject(inner)) found.connection(field, inner, here)
    else walkRecords(inner, field.below, here, found)
  }
}

/** The object's type: the only possible one, or what it says. */
export function typeOf(value: AnswerObject, below: ReadonlyMap<string, unknown>): string | null {
  if (below.size === 1) return below.keys().next().value ?? null
  const named = value['__typename']
  return typeof named === 'string' ? named : null
}

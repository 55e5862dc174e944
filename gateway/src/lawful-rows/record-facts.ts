/** A fetched record → the facts the row rules judge; whatever does not fit its place is no record of it. */
import type { CatalogItem, RecordFacts } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { factNames, isByValidity } from '../decide/record-facts.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { AnswerObject } from '../fetch/answer.ts'

export interface FetchedFacts extends RecordFacts {
  readonly subject: string | null
  readonly division: string | null
  readonly removedOn: string | null
  /** Record that a measure, ban or objection is derived from. */
  readonly sourceRecord: string | null
}

interface RecordPlace {
  readonly item: CatalogItem
  /** How the ids of its records begin. */
  readonly prefix: string
  readonly byValidity: boolean
}

const places = new WeakMap<RunningBundle, Map<string, RecordPlace | null>>()

/** The item of a record type; `null` for a type that is none. */
export function recordPlace(running: RunningBundle, typename: string): RecordPlace | null {
  let known = places.get(running)
  if (known === undefined) {
    known = new Map()
    places.set(running, known)
  }
  const before = known.get(typename)
  if (before !== undefined) return before
  const id = recordTypes(running).itemOf.get(typename)
  const item = id === undefined ? undefined : running.catalog.items.get(id)
  const made = item === undefined ? null : { item, prefix: `${item.id}:`, byValidity: isByValidity(item.period) }
  known.set(typename, made)
  return made
}

/** `null` when a fact is missing, of another form, or says another item, provider, class or kind than this place has. */
export function readFacts({ item, prefix, byValidity }: RecordPlace, record: AnswerObject): FetchedFacts | null {
  const name = record[factNames.id]
  const determinedOn = record[factNames.determinedOn]
  const subjectKind = record[factNames.subjectKind]
  const version = record[factNames.version]
  const ongoing = byValidity ? false : record[factNames.ongoing]
  const seriousness = byValidity ? null : (record[factNames.seriousness] ?? null)
  if (record[factNames.item] !== item.id || record[factNames.provider] !== item.provider) return null
  if (record[factNames.class] !== item.class || typeof determinedOn !== 'string') return null
  if (typeof name !== 'string' || !name.startsWith(prefix)) return null
  if (!isSubjectKind(subjectKind) || typeof version !== 'number' || typeof ongoing !== 'boolean') return null
  if (seriousness !== null && !isGrade(seriousness)) return null
  return {
    record: name,
    item: item.id,
    provider: item.provider,
    subjectKind,
    determinedOn,
    ongoing,
    concludedOn: byValidity ? null : textOf(record[factNames.concludedOn]),
    validTo: textOf(record[factNames.validTo]),
    seriousness,
    version,
    subject: textOf(record[factNames.subject]),
    division: textOf(record[factNames.division]),
    removedOn: textOf(record[factNames.removedOn]),
    sourceRecord: textOf(record[factNames.sourceRecord]),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isSubjectKind(value: unknown): value is FetchedFacts['subjectKind'] {
  return value === 'legal_person' || value === 'natural_person' || value === 'unincorporated'
}

function isGrade(value: unknown): value is NonNullable<FetchedFacts['seriousness']> {
  return value === 'minor' || value === 'general' || value === 'serious'
}

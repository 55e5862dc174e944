/** A fetched record → the facts the row rules judge; whatever does not fit its place is no record of it. */
import type { RecordFacts } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { recordTypes } from '../decide/record-types.ts'
import type { AnswerObject } from '../fetch/answer.ts'

export interface FetchedFacts extends RecordFacts {
  readonly subject: string | null
  readonly division: string | null
  readonly removedOn: string | null
  /** Record that a measure, ban or objection is derived from. */
  readonly sourceRecord: string | null
}

const seriousnessGrades: ReadonlySet<unknown> = new Set(['minor', 'general', 'serious'])
const subjectKinds: ReadonlySet<unknown> = new Set(['natural_person', 'legal_person', 'unincorporated'])

/** `null` when a fact is missing, of another form, or says another item, provider, class or kind than this place has. */
export function readFacts(running: RunningBundle, typename: string, record: AnswerObject): FetchedFacts | null {
  const id = recordTypes(running).itemOf.get(typename)
  const item = id === undefined ? undefined : running.catalog.items.get(id)
  if (id === undefined || item === undefined) return null
  const { subjectKind, version, ongoing, seriousness } = record
  const text = (key: string): string | null => (typeof record[key] === 'string' ? record[key] : null)
  const name = text('id')
  const determinedOn = text('determinedOn')
  const isOfPlace = record['item'] === id && record['provider'] === item.provider && record['class'] === item.class
  if (name === null || determinedOn === null || !isOfPlace || !name.startsWith(`${id}:`)) return null
  if (!subjectKinds.has(subjectKind) || typeof version !== 'number' || typeof ongoing !== 'boolean') return null
  if (seriousness !== null && seriousness !== undefined && !seriousnessGrades.has(seriousness)) return null
  return {
    record: name,
    item: id,
    provider: item.provider,
    subjectKind: subjectKind as FetchedFacts['subjectKind'],
    determinedOn,
    ongoing,
    concludedOn: text('concludedOn'),
    validTo: text('validTo'),
    seriousness: (seriousness ?? null) as FetchedFacts['seriousness'],
    version,
    subject: text('subject'),
    division: text('division'),
    removedOn: text('removedOn'),
    sourceRecord: text('sourceRecord'),
  }
}

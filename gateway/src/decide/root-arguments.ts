/** Arguments of the hub's own root fields: checked, normalised, turned into keys. A citizen number ends here (PLAN-III.1a). */
import { type LegalDate, parseDocument, parseRecordId, parseUscc, personRef } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { SubjectType } from './judge-fields.ts'
import { recordsPerFieldMax, subjectsPerFieldMax } from './limits.ts'
import type { RecordTypes } from './record-types.ts'

/** What an argument names, before anybody's right to it. */
export type Named =
  | { readonly kind: 'subject'; readonly subject: CreditSubject }
  | { readonly kind: 'record'; readonly record: string; readonly item: string; readonly typename: string }
  /** A record id of no item: it reads like a record that is not there. */
  | { readonly kind: 'nothing' }

export interface RootArguments {
  readonly kind: 'read'
  readonly subject: SubjectType
  readonly list: boolean
  readonly named: readonly Named[]
}

export type RootReading =
  | RootArguments
  | { readonly kind: 'invalid' }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'plain' }

export interface ReadingWith {
  readonly refKey: Uint8Array
  readonly today: LegalDate
  readonly types: RecordTypes
}

/** Root fields of the hub's own subgraph, with the subject type they name; `null`: records. */
const hubRoots: ReadonlyMap<string, SubjectType> = new Map<string, SubjectType>([
  ['organization', 'organization'],
  ['organizations', 'organization'],
  ['naturalPerson', 'person'],
  ['record', null],
  ['records', null],
])
const none: ReadonlyMap<string, SubjectType> = new Map()
/** Name of the hub's subgraph in the supergraph. */
export const hubService = 'hub'

/** The hub's own root fields, where the supergraph holds the hub's subgraph: no agency answers under its name. */
export function subjectRoots({ bundle, coordinates }: RunningBundle): ReadonlyMap<string, SubjectType> {
  const isForeign = bundle.agencies.some(({ id }) => id === hubService)
  return isForeign || coordinates.technical('Query.organization') === undefined ? none : hubRoots
}

/** A record id as people send it: the item, a colon, the provider's own number without control characters. */
const recordIdForm = /^[a-zA-Z][a-zA-Z0-9.]{0,79}:[^\p{C}]{1,120}$/u

/** Reads the coerced arguments of one root field. */
export function readRootArguments(
  field: string,
  args: Readonly<Record<string, unknown>>,
  reading: ReadingWith,
): RootReading {
  switch (field) {
    case 'organization':
      return collect('organization', false, [args['uscc']], 1, organizationOf)
    case 'organizations':
      return collect('organization', true, args['usccs'], subjectsPerFieldMax, organizationOf)
    case 'naturalPerson':
      return collect('person', false, [args['document']], 1, (value) => personOf(value, reading))
    case 'record':
      return collect(null, false, [args['id']], 1, (value) => recordOf(value, reading.types))
    case 'records':
      return collect(null, true, args['ids'], recordsPerFieldMax, (value) => recordOf(value, reading.types))
    default:
      return { kind: 'plain' }
  }
}

function collect(
  subject: SubjectType,
  list: boolean,
  values: unknown,
  max: number,
  read: (value: unknown) => Named | null,
): RootReading {
  if (!Array.isArray(values)) return { kind: 'invalid' }
  if (values.length > max) return { kind: 'too_many' }
  const named: Named[] = []
  for (const value of values) {
    const one = read(value)
    if (one === null) return { kind: 'invalid' }
    named.push(one)
  }
  return { kind: 'read', subject, list, named }
}

function organizationOf(value: unknown): Named | null {
  if (typeof value !== 'string') return null
  const reading = parseUscc(value)
  return reading.ok ? { kind: 'subject', subject: { kind: 'organization', key: reading.uscc } } : null
}

function personOf(value: unknown, { refKey, today }: ReadingWith): Named | null {
  if (typeof value !== 'object' || value === null) return null
  const { kind, number } = value as Readonly<Record<string, unknown>>
  if (typeof kind !== 'string' || typeof number !== 'string') return null
  const reading = parseDocument(kind, number, today)
  if (!reading.ok) return null
  return { kind: 'subject', subject: { kind: 'person', key: personRef(refKey, reading.kind, reading.number) } }
}

function recordOf(value: unknown, types: RecordTypes): Named | null {
  if (typeof value !== 'string' || !recordIdForm.test(value)) return null
  const item = parseRecordId(value)?.item
  const typename = item === undefined ? undefined : types.typeOf.get(item)
  return item === undefined || typename === undefined
    ? { kind: 'nothing' }
    : { kind: 'record', record: value, item, typename }
}

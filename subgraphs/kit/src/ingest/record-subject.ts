/** Who a record is about: the identifier in normal form, its key, and for persons what is sealed (PLAN-III.1a, D15). */
import {
  addYears,
  compareDates,
  type LegalDate,
  parseDocument,
  parseUscc,
  personRef,
  type SubjectKind,
} from '@xinqiao/schema'
import { type Fields, isFields } from './envelope.ts'

/** Age from which a natural person may have a public credit record (D15). */
const ageMin = 18

export interface SubjectPerson {
  readonly kind: string
  readonly number: string
  readonly name: string
}

export type SubjectReading =
  | { readonly kind: 'read'; readonly key: string; readonly person: SubjectPerson | null }
  | { readonly kind: 'form'; readonly path: string; readonly what: string }
  | { readonly kind: 'identifier'; readonly path: string; readonly what: string }
  | { readonly kind: 'under_age'; readonly path: string; readonly what: string }

/** Reads the subject of a record whose subject kind is known. The key of a person is the token, never the number. */
export function readSubject(subject: unknown, kind: SubjectKind, refKey: Uint8Array, today: LegalDate): SubjectReading {
  if (!isFields(subject)) return { kind: 'form', path: 'subject', what: 'Expected { uscc } or { document, name }.' }
  return kind === 'natural_person' ? readPerson(subject, refKey, today) : readOrganization(subject)
}

function readOrganization(subject: Fields): SubjectReading {
  const { uscc } = subject
  if (typeof uscc !== 'string' || Object.keys(subject).length > 1)
    return { kind: 'form', path: 'subject', what: 'Expected { uscc } for this kind of subject.' }
  const reading = parseUscc(uscc)
  if (!reading.ok)
    return { kind: 'identifier', path: 'subject.uscc', what: `Expected a valid code (${reading.reason}).` }
  return { kind: 'read', key: reading.uscc, person: null }
}

function readPerson(subject: Fields, refKey: Uint8Array, today: LegalDate): SubjectReading {
  const { document, name } = subject
  if (!isFields(document) || Object.keys(subject).some((key) => key !== 'document' && key !== 'name'))
    return { kind: 'form', path: 'subject', what: 'Expected { document, name } for a natural person.' }
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200)
    return { kind: 'form', path: 'subject.name', what: 'Expected the name of the person.' }
  const { kind, number } = document
  if (typeof kind !== 'string' || typeof number !== 'string' || Object.keys(document).length > 2)
    return { kind: 'form', path: 'subject.document', what: 'Expected { kind, number }.' }
  const reading = parseDocument(kind, number, today)
  if (!reading.ok)
    return {
      kind: 'identifier',
      path: 'subject.document.number',
      what: `Expected a valid document (${reading.reason}).`,
    }
  if (reading.birthDate !== undefined && compareDates(addYears(reading.birthDate, ageMin), today) > 0)
    return { kind: 'under_age', path: 'subject', what: 'Persons under 18 have no public credit record (D15).' }
  const person = { kind: reading.kind, number: reading.number, name: name.trim() }
  return { kind: 'read', key: personRef(refKey, person.kind, person.number), person }
}

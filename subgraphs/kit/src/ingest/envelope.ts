/** The envelope of a record (data.md §2): its keys, its forms, its dates. Says what is wrong, never what was sent. */
import { compareDates, isDivision, type LegalDate, parseLegalDate, parseUscc, type SubjectKind } from '@xinqiao/schema'
import { recordNumberLengthMax } from '../limits.ts'
import { holdsPersonNumber } from './person-numbers.ts'

export type Fields = Readonly<Record<string, unknown>>

/** Something wrong with the envelope: where, and what was expected. */
export interface EnvelopeProblem {
  readonly path: string
  readonly what: string
}

export const subjectKinds: readonly SubjectKind[] = ['natural_person', 'legal_person', 'unincorporated']
const knownKeys: ReadonlySet<string> = new Set(
  (
    'id item subject subjectKind determinedOn ongoing concludedOn validTo seriousness basisDocument division ' +
    'arisingFrom identityVerified secrecy corrects data'
  ).split(' '),
)
const basisKeys: ReadonlySet<string> = new Set(['kind', 'number', 'issuer', 'effectiveOn', 'legalBasis'])
const processes: ReadonlySet<unknown> = new Set([
  'registration',
  'permit',
  'qualification',
  'supervision',
  'judicial',
  'public_service',
])
const grades: ReadonlySet<unknown> = new Set(['minor', 'general', 'serious'])
/** No control characters, no line or bidi marks: ids stand in answers, logs and file names. */
const recordNumberForm = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u
const basisTextLengthMax = 500
/** Marks that make a text read otherwise than it is stored. */
const misleading = /\p{Bidi_Control}|(?![\n\r\t])\p{Cc}/u

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The provider's own number, when it can be told back. */
export function recordNumber(value: unknown): string | null {
  if (typeof value !== 'string' || value.length === 0 || value.length > recordNumberLengthMax) return null
  return recordNumberForm.test(value) && !holdsPersonNumber(value) ? value : null
}

/** Keys, forms and dates besides subject and basis document; the first problem, in the order of the envelope. */
export function envelopeProblem(record: Fields, today: LegalDate): EnvelopeProblem | undefined {
  if (Object.keys(record).some((key) => !knownKeys.has(key)))
    return { path: '', what: 'Expected only the fields of the envelope.' }
  return dateProblem(record, today) ?? formProblem(record)
}

function dateProblem(record: Fields, today: LegalDate): EnvelopeProblem | undefined {
  const { determinedOn, ongoing, concludedOn, validTo } = record
  if (!isLegalDate(determinedOn)) return { path: 'determinedOn', what: 'Expected a real calendar date, YYYY-MM-DD.' }
  if (compareDates(determinedOn, today) > 0) return { path: 'determinedOn', what: 'Expected a date not in the future.' }
  if (typeof ongoing !== 'boolean') return { path: 'ongoing', what: 'Expected true or false.' }
  if (concludedOn != null) {
    if (!isLegalDate(concludedOn)) return { path: 'concludedOn', what: 'Expected a real calendar date or null.' }
    if (compareDates(concludedOn, determinedOn) < 0)
      return { path: 'concludedOn', what: 'Expected a date not before determinedOn.' }
    if (compareDates(concludedOn, today) > 0) return { path: 'concludedOn', what: 'Expected a date not in the future.' }
  }
  if (validTo != null) {
    if (!isLegalDate(validTo)) return { path: 'validTo', what: 'Expected a real calendar date or null.' }
    if (compareDates(validTo, determinedOn) < 0)
      return { path: 'validTo', what: 'Expected a date not before determinedOn.' }
  }
  return undefined
}

function formProblem(record: Fields): EnvelopeProblem | undefined {
  const { seriousness, division, arisingFrom, identityVerified, corrects, data } = record
  if (seriousness != null && !grades.has(seriousness))
    return { path: 'seriousness', what: 'Expected minor, general, serious or null.' }
  if (typeof division !== 'string' || !isDivision(division))
    return { path: 'division', what: 'Expected the division code of the acting authority.' }
  if (!processes.has(arisingFrom))
    return { path: 'arisingFrom', what: 'Expected the kind of process the record arose in.' }
  if (typeof identityVerified !== 'boolean') return { path: 'identityVerified', what: 'Expected true or false.' }
  if (corrects !== undefined && !(Number.isSafeInteger(corrects) && Number(corrects) > 0))
    return { path: 'corrects', what: 'Expected the number of the version it corrects.' }
  if (!isFields(data)) return { path: 'data', what: 'Expected an object.' }
  return undefined
}

/** What is wrong inside a basis document that is there (REG-24). */
export function basisProblem(basis: Fields, today: LegalDate): EnvelopeProblem | undefined {
  const at = (field: string, what: string): EnvelopeProblem => ({ path: `basisDocument.${field}`, what })
  if (Object.keys(basis).some((key) => !basisKeys.has(key)))
    return { path: 'basisDocument', what: 'Expected only its own fields.' }
  for (const field of ['kind', 'number', 'legalBasis'] as const) {
    const value = basis[field]
    if (field === 'legalBasis' && value == null) continue
    if (typeof value !== 'string' || value.length > basisTextLengthMax || misleading.test(value))
      return at(field, 'Expected a text.')
    if (holdsPersonNumber(value)) return at(field, 'Expected a text without a person’s number.')
  }
  if (typeof basis['issuer'] !== 'string' || !parseUscc(basis['issuer']).ok)
    return at('issuer', 'Expected the unified social credit code of the issuing body.')
  const { effectiveOn } = basis
  if (!isLegalDate(effectiveOn)) return at('effectiveOn', 'Expected a real calendar date.')
  return compareDates(effectiveOn, today) > 0 ? at('effectiveOn', 'Expected a date not in the future.') : undefined
}

function isLegalDate(value: unknown): value is LegalDate {
  return typeof value === 'string' && parseLegalDate(value) !== undefined
}

/** One value of a payload against its type (law/data-standards.yaml). */
import { parseDocument } from '../subject/document.ts'
import { parseUscc } from '../subject/uscc.ts'
import { parseLegalDate } from '../time/legal-date.ts'
import type { PayloadField } from './data-standard.ts'
import { integerMax, stringCharactersMax, textCharactersMax, yearMax, yearMin } from './limits.ts'
import { type PayloadFinding, shownKey } from './payload-finding.ts'

/** A finding whose place is told from the value on; empty: the value itself. */
export interface ValueProblem extends Omit<PayloadFinding, 'path'> {
  readonly below: string
}

const fine: readonly ValueProblem[] = []
/** Marks that turn the direction of a text: it would read otherwise than it is stored. */
const misleading = /\p{Bidi_Control}/u

/** What is wrong with one value, list entries one by one. */
export function valueProblem(field: Pick<PayloadField, 'type' | 'values'>, value: unknown): readonly ValueProblem[] {
  switch (field.type) {
    case 'string':
      return textProblem(value, stringCharactersMax, /\p{Cc}/u)
    case 'text':
      return textProblem(value, textCharactersMax, /(?![\n\r\t])\p{Cc}/u)
    case 'date':
      return typeof value === 'string' && parseLegalDate(value) !== undefined
        ? fine
        : problem('type', 'expected a date YYYY-MM-DD')
    case 'year':
      return isInteger(value) && value >= yearMin && value <= yearMax
        ? fine
        : problem('type', `expected a year from ${yearMin} to ${yearMax}`)
    case 'integer':
      return isInteger(value) && Math.abs(value) <= integerMax
        ? fine
        : problem('type', `expected a whole number up to ${integerMax}`)
    case 'fen':
      return isInteger(value) ? fine : problem('type', 'expected an amount in whole fen')
    case 'boolean':
      return typeof value === 'boolean' ? fine : problem('type', 'expected true or false')
    case 'code':
      return typeof value === 'string' && field.values?.includes(value) === true
        ? fine
        : problem('value', `expected one of ${(field.values ?? []).join(', ')}`)
    case 'person':
      return personProblem(value)
    case 'organization':
      return organizationProblem(value)
  }
}

function textProblem(value: unknown, charactersMax: number, forbidden: RegExp): readonly ValueProblem[] {
  if (typeof value !== 'string') return problem('type', 'expected text')
  if (value.trim() === '') return problem('missing', 'expected a value')
  // Counted in code points: a rare character of a name is one character.
  if (value.length > charactersMax && [...value].length > charactersMax)
    return problem('length', `expected at most ${charactersMax} characters`)
  return value.isWellFormed() && !forbidden.test(value) && !misleading.test(value)
    ? fine
    : problem('value', 'expected text without control characters')
}

const personMembers = ['name', 'role', 'documentKind', 'documentNumber']
/** A birth date in the future is the envelope's finding, which knows the day; a payload's person only has to be well formed. */
const anyDay = '9999-12-31'

function personProblem(value: unknown): readonly ValueProblem[] {
  if (!isObject(value)) return problem('type', 'expected a person')
  const { name, role, documentKind, documentNumber } = value
  const problems = [
    ...strangers(value, personMembers),
    ...under('name', textProblem(name ?? '', stringCharactersMax, /\p{Cc}/u)),
    ...(role === undefined || role === null ? fine : under('role', textProblem(role, stringCharactersMax, /\p{Cc}/u))),
  ]
  if (typeof documentKind !== 'string' || !/^0[1-5]$/u.test(documentKind))
    return [...problems, ...under('documentKind', problem('value', 'expected one of 01, 02, 03, 04, 05'))]
  const reading =
    typeof documentNumber === 'string' ? parseDocument(documentKind, documentNumber, anyDay) : { ok: false }
  return reading.ok
    ? problems
    : [...problems, ...under('documentNumber', problem('identifier', 'expected a valid document number'))]
}

function organizationProblem(value: unknown): readonly ValueProblem[] {
  if (!isObject(value)) return problem('type', 'expected an organization')
  const { name, uscc } = value
  const problems = [
    ...strangers(value, ['name', 'uscc']),
    ...under('name', textProblem(name ?? '', stringCharactersMax, /\p{Cc}/u)),
  ]
  if (uscc === undefined || uscc === null) return problems
  return typeof uscc === 'string' && parseUscc(uscc).ok
    ? problems
    : [...problems, ...under('uscc', problem('identifier', 'expected a valid unified social credit code'))]
}

function strangers(value: Readonly<Record<string, unknown>>, members: readonly string[]): readonly ValueProblem[] {
  return Object.keys(value)
    .filter((key) => !members.includes(key))
    .map((key) => ({ below: shownKey(key), problem: 'unknown', message: 'no field of the data standard' }))
}

function under(below: string, problems: readonly ValueProblem[]): readonly ValueProblem[] {
  return problems.map((one) => ({ ...one, below }))
}

function problem(kind: PayloadFinding['problem'], message: string): readonly ValueProblem[] {
  return [{ below: '', problem: kind, message }]
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Citizen identification number, GB 11643-1999: 6 division, 8 birth date, 3 sequence, 1 check character. */
import type { LegalDate } from '../time/clock.ts'
import { compareDates, parseLegalDate } from '../time/legal-date.ts'
import { normalIdentifier } from './normal-form.ts'

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const checkCharacters = '10X98765432'

export type CitizenNumberProblem = 'characters' | 'length' | 'fifteen_digits' | 'birth_date' | 'check_digit'

export type CitizenNumberReading =
  | { readonly ok: true; readonly number: string; readonly birthDate: LegalDate; readonly division: string }
  | { readonly ok: false; readonly reason: CitizenNumberProblem }

/**
 * Reads a citizen number as people type it; `x` is stored as `X`. The division needs not be a current one: old ones
 * stay in numbers for life. The sequence, from which sex could be told, is deliberately not given.
 */
export function parseCitizenNumber(input: string, today: LegalDate): CitizenNumberReading {
  const number = normalIdentifier(input)
  if (number === undefined) return { ok: false, reason: 'characters' }
  if (/^\d{15}$/u.test(number)) return { ok: false, reason: 'fifteen_digits' }
  if (number.length !== 18) return { ok: false, reason: 'length' }
  if (!/^\d{17}[\dX]$/u.test(number)) return { ok: false, reason: 'characters' }
  const birthDate = parseLegalDate(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)
  if (birthDate === undefined || compareDates(birthDate, today) > 0) return { ok: false, reason: 'birth_date' }
  if (citizenCheckDigit(number.slice(0, 17)) !== number[17]) return { ok: false, reason: 'check_digit' }
  return { ok: true, number, birthDate, division: number.slice(0, 6) }
}

/** Check character of the first 17 digits. */
export function citizenCheckDigit(first17: string): string {
  let sum = 0
  for (const [place, weight] of weights.entries()) sum += Number(first17.charAt(place)) * weight
  return checkCharacters.charAt(sum % 11)
}

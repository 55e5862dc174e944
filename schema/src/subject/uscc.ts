/** Unified social credit code, GB 32100-2015: 1 department, 2 kind, 3–8 division, 9–17 organisation code, 18 check character. */
import { normalIdentifier } from './normal-form.ts'

/** Value of a character is its place: 31 characters, without I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 3^(i−1) mod 31 for the places 1–17. */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const departments = '123456789ANY'
const strange = /[IOSVZ]/u
const divided = /^..\d{6}/u

export type UsccProblem = 'length' | 'characters' | 'division' | 'check_digit'
/** Not every historical code keeps these two rules, so they warn and do not refuse. */
export type UsccWarning = 'organisation_check_digit' | 'department'

export type UsccReading =
  | { readonly ok: true; readonly uscc: string; readonly warnings: readonly UsccWarning[] }
  | { readonly ok: false; readonly reason: UsccProblem }

/**
 * Reads a code as people type it (any case, full-width, with spaces) into its normal form.
 *
 * @example parseUscc('91320100748204660q') // { ok: true, uscc: '91320100748204660Q', warnings: [] }
 */
export function parseUscc(input: string): UsccReading {
  const code = normalIdentifier(input)
  if (code === undefined) return { ok: false, reason: 'characters' }
  if (code.length !== 18) return { ok: false, reason: 'length' }
  if (strange.test(code)) return { ok: false, reason: 'characters' }
  if (!divided.test(code)) return { ok: false, reason: 'division' }
  if (usccCheckDigit(code.slice(0, 17)) !== code[17]) return { ok: false, reason: 'check_digit' }
  const warnings: UsccWarning[] = []
  if (organisationCheckDigit(code.slice(8, 16)) !== code[16]) warnings.push('organisation_check_digit')
  if (!departments.includes(code.charAt(0))) warnings.push('department')
  return { ok: true, uscc: code, warnings }
}

/** Check character of the first 17 characters, in normal form. */
export function usccCheckDigit(first17: string): string {
  let sum = 0
  for (let place = 0; place < weights.length; place += 1)
    sum += alphabet.indexOf(first17.charAt(place)) * (weights[place] ?? 0)
  // The outer remainder matters: a sum divisible by 31 has the check value 0, not 31.
  return alphabet.charAt((31 - (sum % 31)) % 31)
}

/** Check character of an organisation code's first 8 characters, GB 11714. */
export function organisationCheckDigit(first8: string): string {
  let sum = 0
  for (let place = 0; place < organisationWeights.length; place += 1)
    sum += Number.parseInt(first8.charAt(place), 36) * (organisationWeights[place] ?? 0)
  const value = 11 - (sum % 11)
  if (value === 10) return 'X'
  return value === 11 ? '0' : String(value)
}

/** Division of the authority that registered the code (characters 3–8), for a code in normal form. */
export function divisionOfUscc(uscc: string): string {
  return uscc.slice(2, 8)
}

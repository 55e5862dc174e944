/** Citizen numbers where none may stand: free text, basis documents, record ids (PLAN-IV.1a). Found in whatever spelling a person reads. */
import { citizenCheckDigit } from '@xinqiao/schema'

const numberLength = 18
const form = String.raw`\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]`
const alone = new RegExp(String.raw`(?<!\d)${form}(?![\dXx])`, 'u')
const anywhere = new RegExp(`(?=(${form}))`, 'gu')

/** Eighteen characters in the form of a citizen number, or spelt apart with full-width digits, spaces, dashes or what is not seen. */
export function holdsPersonNumber(text: string): boolean {
  if (text.length < numberLength) return false
  if (alone.test(text)) return true
  // Joined digits may run into their neighbours: here the check digit decides.
  const joined = text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Mn}]/gu, '')
    .replaceAll(/(?<=\d)[\s\p{Pd}.·_/]+(?=[\dXx])/gu, '')
  if (joined === text) return false
  for (const [, number = ''] of joined.matchAll(anywhere))
    if (citizenCheckDigit(number.slice(0, 17)) === number.charAt(17).toUpperCase()) return true
  return false
}

/** First member of a payload that holds one, at any depth; the fields made for such numbers are left out. */
export function memberWithPersonNumber(data: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(data).find((name) => holdsBelow(data[name]))
}

const madeForNumbers: ReadonlySet<string> = new Set(['documentNumber', 'uscc'])

function holdsBelow(value: unknown): boolean {
  if (typeof value === 'string') return holdsPersonNumber(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, inner]) => !madeForNumbers.has(name) && holdsBelow(inner))
}

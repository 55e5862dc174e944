/** The normal form of an identifier: half-width, upper case, no spaces (law/standards.md §1, §2). */
import { identifierCharactersMax } from './limits.ts'

const fullWidthFirst = 0xff01
const fullWidthLast = 0xff5e
const fullWidthOffset = 0xfee0
const isNormal = /^[0-9A-Z]+$/u

/**
 * Brings an identifier into its normal form, or gives `undefined` when a character cannot belong to one.
 * Only full-width forms are folded: other look-alikes (superscripts, circled digits) are no spelling of a code.
 */
export function normalIdentifier(input: string): string | undefined {
  if (input.length > identifierCharactersMax) return undefined
  if (isNormal.test(input)) return input
  let normal = ''
  for (const character of input.replaceAll(/\s/gu, '')) {
    const code = character.codePointAt(0) ?? 0
    normal += code >= fullWidthFirst && code <= fullWidthLast ? String.fromCodePoint(code - fullWidthOffset) : character
  }
  return /^[0-9A-Za-z]+$/u.test(normal) ? normal.toUpperCase() : undefined
}

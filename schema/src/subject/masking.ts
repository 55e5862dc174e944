/** Masks of identifiers and names; always the hub's, never the agency's (law/standards.md §2). */

const shownAtEachEnd = 4
/** Fewer characters than this would leave a number that can be guessed from its mask. */
const hiddenMin = 4

/** First 4 and last 4 characters, the rest `*`; a value too short to hide anything reads `*` throughout. */
export function maskNumber(value: string): string {
  const characters = Array.from(value)
  const hidden = characters.length - 2 * shownAtEachEnd
  if (hidden < hiddenMin) return '*'.repeat(characters.length)
  return [...characters.slice(0, shownAtEachEnd), '*'.repeat(hidden), ...characters.slice(-shownAtEachEnd)].join('')
}

/** The first character, the rest `*`; a name of one character is hidden whole. */
export function maskName(value: string): string {
  const characters = Array.from(value)
  if (characters.length < 2) return '*'.repeat(characters.length)
  return `${characters[0]}${'*'.repeat(characters.length - 1)}`
}

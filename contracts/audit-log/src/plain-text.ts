/** What hub, agencies and folders say goes to a terminal as text: no character of it may move the cursor, hide or turn what stands there. */

/** Control and format characters (direction, invisible ones), line and paragraph separators. */
const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** One line; each such character by its number, as JSON spells it within a string (`\u202e`). */
export function plainText(line: string): string {
  return line.replace(obeyed, escaped)
}

/** A text of several lines, each as `plainText` gives it. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n')
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }).join('')
}

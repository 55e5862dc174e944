/** What hub, agencies and folders say goes to a terminal as text: no character of it may move the cursor, hide or turn what stands there. */

/** Control and format characters (direction, invisible ones), line and paragraph separators; the end of a line is the program's own. */
const obeyed = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Each such character as `\uXXXX`, which is also how JSON spells it within a string. */
export function plainLines(text: string): string {
  return text.replace(obeyed, escaped)
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`
  }).join('')
}

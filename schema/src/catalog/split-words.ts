/** A name or sentence as words: what remains of it when case, width, joints and invisible characters are taken away. */

/** Latin words in lower case, and the text with its Chinese characters side by side. */
export interface SplitName {
  readonly words: readonly string[]
  readonly han: string
}

const invisible = /\p{Cf}|\p{M}/gu
const upperThenWord = /(\p{Lu}+)(\p{Lu}\p{Ll})/gu
const lowerThenUpper = /(\p{Ll})(\p{Lu})/gu
const latin = /[a-z]+/gu
/** What may stand between two characters of one Chinese word without parting it: spaces and the joints of identifiers. */
const hanJoints = /[\s_\-.·・*/\\|]+/gu

/** Splits camelCase, snake_case, kebab-case and digits; full-width letters become plain ones. */
export function splitName(name: string): SplitName {
  const plain = name.normalize('NFKD').replaceAll(invisible, '').normalize('NFKC')
  const parted = plain.replaceAll(upperThenWord, '$1 $2').replaceAll(lowerThenUpper, '$1 $2').toLowerCase()
  return { words: parted.match(latin) ?? [], han: plain.replaceAll(hanJoints, '') }
}

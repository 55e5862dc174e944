/** Splits a printed example into the words a shell would give to the command line, `npx xinqiao` left out. */

/** Single quotes are the only ones our examples use. */
export function exampleWords(example: string): string[] {
  const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  if (words[0] !== 'npx' || words[1] !== 'xinqiao') throw new Error('expected an example that starts with npx xinqiao')
  return words.slice(2)
}

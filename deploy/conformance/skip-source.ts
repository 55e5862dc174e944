/** Steps over the pieces of TypeScript source that can hide brackets and quotes: comments, strings, templates, regular expressions. */

const wordCharacter = /[\p{ID_Continue}$]/u
/** After these words a slash begins a regular expression; after any other word it divides. */
const wordsBeforeExpression = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'void',
  'delete',
  'throw',
  'new',
  'else',
  'do',
  'await',
  'yield',
])

/** A piece of source: a word, one of the pieces above, or a single character; `end` is the place after it. */
export interface SourcePiece {
  readonly kind: 'space' | 'word' | 'string' | 'template' | 'pattern' | 'sign'
  readonly text: string
  readonly end: number
}

/** The piece that begins at a place. `before` is the last piece that was no space: it tells a pattern from a division. */
export function pieceAt(source: string, start: number, before: SourcePiece | undefined): SourcePiece {
  const character = source.charAt(start)
  if (/\s/u.test(character)) return piece('space', source, start, start + 1)
  if (character === "'" || character === '"') return piece('string', source, start, endOfString(source, start))
  if (character === '`') return piece('template', source, start, endOfTemplate(source, start))
  if (character === '/') return slashAt(source, start, before)
  if (wordCharacter.test(character)) return piece('word', source, start, endOfWord(source, start))
  return piece('sign', source, start, start + 1)
}

/** The place after the bracket that closes the one at `start`; the end of the source when none does. */
export function endOfBracket(source: string, start: number): number {
  const close = { '(': ')', '[': ']', '{': '}', '<': '>' }[source.charAt(start)]
  const open = source.charAt(start)
  let depth = 0
  let before: SourcePiece | undefined
  for (let place = start; place < source.length; ) {
    const next = pieceAt(source, place, before)
    if (next.kind === 'sign' && next.text === open) depth += 1
    // An arrow's > closes no list of types.
    if (next.kind === 'sign' && next.text === close && source.charAt(place - 1) !== '=') depth -= 1
    if (depth === 0) return next.end
    if (next.kind !== 'space') before = next
    place = next.end
  }
  return source.length
}

function slashAt(source: string, start: number, before: SourcePiece | undefined): SourcePiece {
  const second = source.charAt(start + 1)
  if (second === '/') return piece('space', source, start, endOr(source, source.indexOf('\n', start)))
  if (second === '*') return piece('space', source, start, endOr(source, source.indexOf('*/', start + 2) + 2, 2))
  const divides =
    before !== undefined &&
    (before.kind === 'word'
      ? !wordsBeforeExpression.has(before.text)
      : before.kind !== 'sign' || ')]}'.includes(before.text))
  return divides
    ? piece('sign', source, start, start + 1)
    : piece('pattern', source, start, endOfPattern(source, start))
}

function endOfString(source: string, start: number): number {
  const quote = source.charAt(start)
  for (let place = start + 1; place < source.length; place += 1) {
    if (source.charAt(place) === '\\') place += 1
    else if (source.charAt(place) === quote || source.charAt(place) === '\n') return place + 1
  }
  return source.length
}

function endOfTemplate(source: string, start: number): number {
  for (let place = start + 1; place < source.length; place += 1) {
    if (source.charAt(place) === '\\') place += 1
    else if (source.startsWith('${', place)) place = endOfBracket(source, place + 1) - 1
    else if (source.charAt(place) === '`') return place + 1
  }
  return source.length
}

function endOfPattern(source: string, start: number): number {
  let inClass = false
  for (let place = start + 1; place < source.length; place += 1) {
    const character = source.charAt(place)
    if (character === '\n') return place
    if (character === '\\') place += 1
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return endOfWord(source, place + 1)
  }
  return source.length
}

function endOfWord(source: string, start: number): number {
  let end = start
  while (end < source.length && wordCharacter.test(source.charAt(end))) end += 1
  return end
}

function endOr(source: string, found: number, none = 0): number {
  return found < none || found === -1 ? source.length : found
}

function piece(kind: SourcePiece['kind'], source: string, start: number, end: number): SourcePiece {
  return { kind, text: source.slice(start, end), end }
}

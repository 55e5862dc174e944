/** Nesting of a document's brackets, of all kinds together, in one pass over its text: so deep recurses whatever reads it, the parser first. */

const quote = 0x22
const backslash = 0x5c
const newline = 0x0a
const carriageReturn = 0x0d

/** Whether braces, brackets and parentheses outside of strings and comments lie within `max` levels. */
export function bracketsFit(text: string, max: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === 0x23) at = endOfLine(text, at)
    else if (code === 0x7b || code === 0x5b || code === 0x28) {
      depth += 1
      if (depth > max) return false
    } else if (code === 0x7d || code === 0x5d || code === 0x29) depth -= 1
  }
  return true
}

/** Index of a string's last quote; one that does not end stops the parser where it stops this. */
function endOfString(text: string, start: number): number {
  if (text.startsWith('"""', start)) {
    for (let end = text.indexOf('"""', start + 3); ; end = text.indexOf('"""', end + 3)) {
      if (end === -1) return text.length
      if (text.charCodeAt(end - 1) !== backslash) return end + 2
    }
  }
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === backslash) at += 1
    else if (code === quote) return at
    else if (code === newline || code === carriageReturn) return at
  }
  return text.length
}

function endOfLine(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === newline || code === carriageReturn) return at
  }
  return text.length
}

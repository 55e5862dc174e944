/** A text with a few of its characters changed, doubled, cut, or put elsewhere: what no grammar writes. */
import type { Random } from '../../generator/random.ts'

const odd = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '$',
  '@',
  '...',
  '"',
  '"""',
  '\\',
  '#',
  '\n',
  '\r',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '\uD800',
  '𝒳',
  '&',
  '|',
  '=',
  ',',
  '-',
  '9',
  '1e9',
  'null',
  'true',
  'fragment',
  'on',
  'query',
  'subscription',
  'mutation',
  'type',
  'extend',
  '__typename',
  '\\u{110000}',
  '\\uD83D',
]

/** One to eight changes. */
export function mutateText(text: string, chance: Random): string {
  let changed = text
  for (let count = chance.integer(1, 8); count > 0; count -= 1) changed = mutateOnce(changed, chance)
  return changed
}

function mutateOnce(text: string, chance: Random): string {
  const from = chance.integer(0, text.length)
  const to = Math.min(text.length, from + chance.integer(0, 12))
  const piece = text.slice(from, to)
  switch (chance.integer(0, 5)) {
    case 0:
      return text.slice(0, from) + text.slice(to)
    case 1:
      return text.slice(0, from) + chance.pick(odd) + text.slice(from)
    case 2:
      return text.slice(0, to) + piece + text.slice(to)
    case 3: {
      const elsewhere = chance.integer(0, text.length)
      return text.slice(0, elsewhere) + piece + text.slice(elsewhere)
    }
    case 4:
      return text.slice(0, from) + chance.pick(odd).repeat(chance.pick([1, 2, 40, 400])) + text.slice(to)
    default:
      return text.slice(0, from) + String.fromCharCode(chance.integer(0, 0xffff)) + text.slice(from + 1)
  }
}

/** Tokens in any order. */
export function tokenSoup(chance: Random): string {
  const words = [
    ...odd,
    'organization',
    'uscc',
    'record',
    'id',
    'amr',
    'penalty',
    'nodes',
    'Organization',
    'CreditRecord',
    '"x"',
    '1',
  ]
  return Array.from({ length: chance.pick([3, 10, 60, 500]) }, () => chance.pick(words)).join(chance.pick([' ', '']))
}

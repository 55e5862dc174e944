/** A word in the forms in which it might stand somewhere: as it is, encoded, or as a plain hash that could be tried out (audit.md §2). */
import { hash } from 'node:crypto'

/** One form of one word. */
export interface Needle {
  /** Place of the word among those looked for; never the word itself, since a finding is printed. */
  readonly word: number
  readonly form: 'utf8' | 'utf16' | 'hex' | 'base64' | 'json' | 'sha256'
  readonly bytes: Buffer
}

/** Shorter bits of base64 would be found in any text. */
const base64LengthMin = 8

/** All forms of these words; words of less than four bytes are refused, since chance alone would find them. */
export function needlesOf(words: readonly string[]): readonly Needle[] {
  return words.flatMap((text, word) => {
    const plain = Buffer.from(text, 'utf8')
    if (plain.length < 4) throw new RangeError('expected words of at least four bytes')
    const needle = (form: Needle['form'], bytes: Buffer | string): Needle => ({ word, form, bytes: Buffer.from(bytes) })
    const digest = hash('sha256', plain, 'buffer')
    return [
      needle('utf8', plain),
      needle('utf16', Buffer.from(text, 'utf16le')),
      needle('hex', plain.toString('hex')),
      needle('hex', plain.toString('hex').toUpperCase()),
      ...base64Forms(plain).map((form) => needle('base64', form)),
      ...jsonForms(text).map((form) => needle('json', form)),
      needle('sha256', digest),
      needle('sha256', digest.toString('hex')),
      needle('sha256', digest.toString('base64url')),
      needle('sha256', digest.toString('base64').replace(/=+$/, '')),
    ]
  })
}

/** What of the word does not depend on the bytes around it, for each of the three places where it may begin. */
function base64Forms(plain: Buffer): readonly string[] {
  const forms = [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), plain])
    const bits = 8 * whole.length
    const from = Math.ceil((8 * shift) / 6)
    const text = whole.toString('base64').slice(from, Math.floor(bits / 6))
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [...new Set(forms)].filter((text) => text.length >= base64LengthMin)
}

/** JSON may escape what is not ASCII. */
function jsonForms(text: string): readonly string[] {
  const escaped = text.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return escaped === text
    ? []
    : [escaped, escaped.replaceAll(/\\u[0-9a-f]{4}/g, (one) => `\\u${one.slice(2).toUpperCase()}`)]
}

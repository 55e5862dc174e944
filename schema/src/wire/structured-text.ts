/** Structured fields of the profile (RFC 9651): a text is a String, or a Display String where it is not plain ASCII; lists hold texts. */
import { contextItemsMax, contextTextMax } from './limits.ts'
import { WireError } from './wire-error.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const quote = 0x22
const backslash = 0x5c
const percent = 0x25

/** `琼市监案` becomes `%"%e7%90%bc…"`, `CT-42@7` becomes `"CT-42@7"`. */
export function writeText(text: string): string {
  if (text.length > contextTextMax)
    throw new WireError('FIELD_INVALID', `expected at most ${contextTextMax} characters`)
  let plain = true
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit < 0x20 || unit > 0x7e) return writeDisplay(text)
    if (unit === quote || unit === backslash) plain = false
  }
  return plain ? `"${text}"` : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A list of texts; none is the empty field. */
export function writeTexts(texts: readonly string[]): string {
  if (texts.length > contextItemsMax) throw new WireError('FIELD_INVALID', `expected at most ${contextItemsMax} texts`)
  return texts.map(writeText).join(', ')
}

/**
 * Reads a field that holds exactly one text.
 * @throws WireError `FIELD_INVALID`
 */
export function readText(field: string): string {
  const { text, end } = readOne(field, 0)
  if (end !== field.length) throw invalid()
  return text
}

/**
 * Reads a list of texts, of any length up to the profile's.
 * @throws WireError `FIELD_INVALID`
 */
export function readTexts(field: string): readonly string[] {
  if (field === '') return []
  const texts: string[] = []
  let at = 0
  for (;;) {
    const { text, end } = readOne(field, at)
    texts.push(text)
    if (texts.length > contextItemsMax) throw invalid()
    if (end === field.length) return texts
    if (!field.startsWith(', ', end)) throw invalid()
    at = end + 2
  }
}

function writeDisplay(text: string): string {
  let out = '%"'
  for (const byte of Buffer.from(text, 'utf8')) {
    const literal = byte >= 0x20 && byte <= 0x7e && byte !== percent && byte !== quote
    out += literal ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`
  }
  return `${out}"`
}

function readOne(field: string, start: number): { readonly text: string; readonly end: number } {
  if (field.charCodeAt(start) === quote) return readString(field, start + 1)
  if (field.startsWith('%"', start)) return readDisplay(field, start + 2)
  throw invalid()
}

function readString(field: string, start: number): { readonly text: string; readonly end: number } {
  let text = ''
  for (let at = start; at < field.length; at += 1) {
    const unit = field.charCodeAt(at)
    if (unit === quote) return finished(text, at + 1)
    if (unit < 0x20 || unit > 0x7e) throw invalid()
    if (unit !== backslash) text += field[at]
    else {
      at += 1
      const next = field.charCodeAt(at)
      if (next !== quote && next !== backslash) throw invalid()
      text += field[at]
    }
  }
  throw invalid()
}

function readDisplay(field: string, start: number): { readonly text: string; readonly end: number } {
  const bytes: number[] = []
  for (let at = start; at < field.length; at += 1) {
    const unit = field.charCodeAt(at)
    if (unit === quote) return finished(decode(bytes), at + 1)
    if (unit < 0x20 || unit > 0x7e) throw invalid()
    if (unit !== percent) bytes.push(unit)
    else {
      bytes.push(hexDigit(field.charCodeAt(at + 1)) * 16 + hexDigit(field.charCodeAt(at + 2)))
      at += 2
    }
  }
  throw invalid()
}

function finished(text: string, end: number): { readonly text: string; readonly end: number } {
  if (text.length > contextTextMax) throw invalid()
  return { text, end }
}

function decode(bytes: readonly number[]): string {
  try {
    return decoder.decode(Uint8Array.from(bytes))
  } catch (cause) {
    throw new WireError('FIELD_INVALID', 'expected UTF-8', { cause })
  }
}

/** Lower case only, as RFC 9651 has it. */
function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30
  if (unit >= 0x61 && unit <= 0x66) return unit - 0x57
  throw invalid()
}

function invalid(): WireError {
  return new WireError('FIELD_INVALID', 'expected a structured field of the profile')
}

/** The tags and texts of an XML stream, as spreadsheets write them. No entities but the five of XML and numbers: nothing to expand. */
import { ExchangeFileError } from './exchange-row.ts'
import { recordCharactersMax } from './limits.ts'

/** `open` and `close` bear the name without prefix; `<a/>` gives both. Attributes keep their prefix. */
export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

const tagForm =
  /<(?:!--[\s\S]*?--|!\[CDATA\[[\s\S]*?\]\]|\?[\s\S]*?\?|(?!!--|!\[CDATA\[)(?:[^"'<>]|"[^"]*"|'[^']*')*)>/uy
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Streams tokens, as many at a time as a piece of bytes holds; what is kept between pieces is one tag or one text. @throws ExchangeFileError for a document that is no plain XML */
export async function* xmlTokens(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly XmlToken[]> {
  const decoder = new TextDecoder('utf-8')
  let held = ''
  for await (const chunk of bytes) {
    held += decoder.decode(chunk, { stream: true })
    let place = 0
    const tokens: XmlToken[] = []
    while (place < held.length) {
      const open = held.indexOf('<', place)
      if (open !== place) {
        if (open === -1) break
        tokens.push({ kind: 'text', text: plain(held.slice(place, open)) })
        place = open
      }
      tagForm.lastIndex = place
      const tag = tagForm.exec(held)?.[0]
      if (tag === undefined) break
      tokens.push(...tokensOfTag(tag))
      place += tag.length
    }
    held = held.slice(place)
    yield tokens
    if (held.length > recordCharactersMax)
      throw new ExchangeFileError(1, 'expected a spreadsheet, got a tag or a text that does not end')
  }
  if (held.trim() !== '') throw new ExchangeFileError(1, 'expected a spreadsheet, got one that is cut off')
}

function tokensOfTag(tag: string): readonly XmlToken[] {
  if (tag.startsWith('<![CDATA[')) return [{ kind: 'text', text: tag.slice(9, -3) }]
  if (tag.startsWith('<!DOCTYPE')) throw new ExchangeFileError(1, 'expected a spreadsheet, got a document type')
  if (tag.startsWith('<!') || tag.startsWith('<?')) return []
  const name = localName(/^<\/?([^\s/>]*)/u.exec(tag)?.[1] ?? '')
  const close: XmlToken = { kind: 'close', name }
  if (tag.startsWith('</')) return [close]
  const open: XmlToken = { kind: 'open', name, attributes: attributesOf(tag) }
  return tag.endsWith('/>') ? [open, close] : [open]
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(tag.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu), (match) => [
      match[1] ?? '',
      plain(match[2] ?? match[3] ?? ''),
    ]),
  )
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function plain(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/gu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

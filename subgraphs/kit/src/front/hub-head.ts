/**
 * The head of a hub's call in its one plain form (RFC 9112 §2 to §6): `POST /graphql`, each header once, a stated length, JSON.
 * Whatever could be read in a second way is not read here at all but left to Node's own parser, from its first byte:
 * folded lines, bare CR or LF, a header twice, a transfer coding, a connection that shall change or end.
 */
import { graphqlBodyBytesMax, headerBytesMax } from '../limits.ts'

/** What the front gives on of a request: the part of Node's that the door looks at. */
export interface HubRequest {
  readonly method: 'POST'
  readonly url: '/graphql'
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
}

export interface HubHead {
  readonly request: HubRequest
  readonly bodyStart: number
  readonly bodyBytes: number
}

const startLine = 'POST /graphql HTTP/1.1\r\n'
const emptyLine = '\r\n\r\n'
const lineFeed = 0x0a
const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/u
/** Line ends are looked at line by line. */
const notInHead = /[^\t\r\n\x20-\x7e\x80-\xff]/u
const digits = /^\d{1,9}$/u
const json = /^application\/json[ \t]*(?:;|$)/iu
/** They say how the message or the connection goes on; this reader knows one way. */
const notTaken = ['transfer-encoding', 'expect', 'upgrade', 'te', 'trailer', 'proxy-connection'] as const
/** Names as callers write them, in lower case. */
const names = new Map<string, string>()
const namesMax = 256

/** Reads it: `more` where it is not whole yet, `other` where it is not of the form. */
export function readHubHead(bytes: Buffer): HubHead | 'more' | 'other' {
  const end = bytes.indexOf(emptyLine)
  if (end === -1) {
    const begun = bytes.toString('latin1', 0, startLine.length)
    return startLine.startsWith(begun.slice(0, startLine.length)) && bytes.length <= headerBytesMax ? 'more' : 'other'
  }
  if (end > headerBytesMax) return 'other'
  const headers = readHeaders(bytes.toString('latin1', 0, end + 2))
  const bodyBytes = headers === null ? null : bodyBytesOf(headers)
  if (headers === null || bodyBytes === null) return 'other'
  return { request: { method: 'POST', url: '/graphql', headers }, bodyStart: end + emptyLine.length, bodyBytes }
}

/** Of the text up to the end of its last line. */
function readHeaders(text: string): Readonly<Record<string, string>> | null {
  if (!text.startsWith(startLine) || notInHead.test(text)) return null
  const headers: Record<string, string> = Object.create(null)
  for (let from = startLine.length; from < text.length; ) {
    const end = text.indexOf('\r', from)
    const colon = text.indexOf(':', from)
    if (text.charCodeAt(end + 1) !== lineFeed || colon === -1 || colon > end) return null
    const name = lowerCase(text.slice(from, colon))
    const value = trimmed(text, colon + 1, end)
    if (name === null || headers[name] !== undefined || value.includes('\n')) return null
    headers[name] = value
    from = end + 2
  }
  return headers
}

function lowerCase(name: string): string | null {
  const known = names.get(name)
  if (known !== undefined) return known
  if (!token.test(name)) return null
  const lower = name.toLowerCase()
  // No header to Node, which keeps them as members of an object.
  if (lower === '__proto__') return null
  if (names.size < namesMax) names.set(name, lower)
  return lower
}

/** Without blanks and tabs at both ends; `trim` would take more. */
function trimmed(text: string, start: number, end: number): string {
  let [from, to] = [start, end]
  while (from < to && isBlank(text.charCodeAt(from))) from += 1
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1
  return text.slice(from, to)
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

function bodyBytesOf(headers: Readonly<Record<string, string>>): number | null {
  const { host, connection = 'keep-alive', 'content-length': length = '', 'content-type': type = '' } = headers
  if (host === undefined || connection.toLowerCase() !== 'keep-alive' || !json.test(type)) return null
  if (notTaken.some((name) => headers[name] !== undefined) || !digits.test(length)) return null
  return Number(length) > graphqlBodyBytesMax ? null : Number(length)
}

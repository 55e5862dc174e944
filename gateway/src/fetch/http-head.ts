/**
 * The head of an answer (RFC 9112 §4, §5), from its text in latin1 without the empty line at its end. What two readers
 * could understand differently is refused: folded lines, bare CR or LF, two lengths, a length beside a transfer coding,
 * no length at all.
 */
import type { AnswerHeaders } from './agency-answer.ts'
import { answerBytesMax, answerHeadersMax, keepAliveMs } from './limits.ts'

export interface AnswerHead {
  readonly status: number
  readonly headers: AnswerHeaders
  /** Bytes of the body; `chunked`: as its chunks say. */
  readonly length: number | 'chunked'
  /** How long the connection may stand idle afterwards; 0: it ends with this answer. */
  readonly idleMs: number
}

type Headers = Record<string, string | string[] | undefined>

const statusLine = /^HTTP\/1\.1 ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/u
const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/u
const notInLine = /[^\t\x20-\x7e\x80-\xff]/u
const digits = /^\d{1,15}$/u
const closing = /(?:^|,)[\t ]*close[\t ]*(?:,|$)/iu
/** An agency that closes idle connections after n seconds may already be doing so in the last one. */
const idleMarginMs = 1_000
/** Names as agencies write them, in lower case. */
const names = new Map<string, string>()
const namesMax = 256

/** Reads it, or `null` where it is not to be trusted. */
export function readHead(text: string): AnswerHead | null {
  let at = text.indexOf('\r\n')
  const matched = statusLine.exec(at === -1 ? text : text.slice(0, at))
  if (matched === null) return null
  const headers: Headers = Object.create(null)
  for (let count = 1; at !== -1; count += 1) {
    const from = at + 2
    at = text.indexOf('\r\n', from)
    if (count > answerHeadersMax || !readLine(headers, at === -1 ? text.slice(from) : text.slice(from, at))) return null
  }
  const status = Number(matched[1])
  const length = lengthOf(status, headers)
  return length === null ? null : { status, headers, length, idleMs: idleMsOf(headers) }
}

/** Whether a line is a header line; also for trailers, which are read and forgotten. */
export function isHeaderLine(line: string): boolean {
  return readLine(Object.create(null), line)
}

function readLine(headers: Headers, line: string): boolean {
  const colon = line.indexOf(':')
  const name = colon > 0 ? lowerCase(line.slice(0, colon)) : null
  if (name === null || notInLine.test(line)) return false
  const value = trimmed(line, colon + 1)
  const before = headers[name]
  if (before === undefined) headers[name] = value
  else if (typeof before === 'string') headers[name] = [before, value]
  else before.push(value)
  return true
}

function lowerCase(name: string): string | null {
  const known = names.get(name)
  if (known !== undefined) return known
  if (!token.test(name)) return null
  const lower = name.toLowerCase()
  if (names.size < namesMax) names.set(name, lower)
  return lower
}

/** Without blanks and tabs at both ends; `trim` would take more. */
function trimmed(line: string, start: number): string {
  let [from, to] = [start, line.length]
  while (from < to && isBlank(line.charCodeAt(from))) from += 1
  while (to > from && isBlank(line.charCodeAt(to - 1))) to -= 1
  return line.slice(from, to)
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** RFC 9112 §6.3; a body that ends with its connection cannot be told from one that was cut. */
function lengthOf(status: number, headers: Headers): AnswerHead['length'] | null {
  const { 'content-length': length, 'transfer-encoding': coding } = headers
  if (Array.isArray(length) || Array.isArray(coding) || (length !== undefined && coding !== undefined)) return null
  if (length !== undefined && !digits.test(length)) return null
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return null
  if (status < 200 || status === 204 || status === 304) return 0
  if (coding !== undefined) return 'chunked'
  return length === undefined || Number(length) > answerBytesMax ? null : Number(length)
}

function idleMsOf({ connection, 'keep-alive': hint }: Headers): number {
  if (connection !== undefined && connection !== 'keep-alive' && closing.test(String(connection))) return 0
  const seconds = typeof hint === 'string' ? /(?:^|,)[\t ]*timeout=(\d{1,9})/u.exec(hint)?.[1] : undefined
  if (seconds === undefined) return keepAliveMs
  return Math.max(0, Math.min(keepAliveMs, Number(seconds) * 1_000 - idleMarginMs))
}

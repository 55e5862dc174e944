/** What is wrong with an answer, whatever was asked: its form, its code, its words, and anything it may not tell. */
import { codeEntry, isCode } from '@xinqiao/schema'
import { canary } from './canary.ts'
import type { GivenAnswer, SentDocument } from './hub-graph.ts'

/** Parts of the fuzzer's hub never fail: these codes would be the hub's own mistake. */
const ownMistakes: ReadonlySet<string> = new Set([
  'SUBGRAPH_INVALID_ANSWER',
  'SUBGRAPH_UNAVAILABLE',
  'OVERLOADED',
  'AUDIT_UNAVAILABLE',
])
/** Of a running hub they are no mistake: its budget is shared, its agencies may be away. */
const ofOthers: ReadonlySet<string> = new Set(['OVERLOADED', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_TIMEOUT'])
const members: ReadonlySet<string> = new Set(['data', 'errors', 'extensions'])
const forbidden = /did you mean|\bat .*\.ts:\d|node_modules|TypeError|RangeError|Cannot read|undefined is|\[object /iu

/**
 * The finding in words; `null` for an answer as it should be.
 * `isShared`: of a hub that others ask too.
 */
export function faultOf(sent: SentDocument, { status, headers, body }: GivenAnswer, isShared = false): string | null {
  const parsed = parse(body)
  if (parsed === null) return `no JSON object: ${body.slice(0, 200)}`
  const other = Object.keys(parsed).find((name) => !members.has(name))
  if (other !== undefined) return `member ${other}`
  if (!/^application\/(graphql-response\+)?json; charset=utf-8$/u.test(headers['content-type'] ?? ''))
    return 'content type'
  const errors = parsed['errors']
  if (errors !== undefined && (!Array.isArray(errors) || errors.length === 0)) return 'errors that are no list, or none'
  const told = (errors ?? []) as readonly Readonly<Record<string, unknown>>[]
  for (const error of told) {
    const fault = faultOfError(error, status, !('data' in parsed), isShared)
    if (fault !== null) return fault
  }
  if (told.length === 0 && (status !== 200 || parsed['data'] === undefined))
    return `neither data nor errors, status ${status}`
  // The caller's own canaries may come back as the names it gave, and nowhere else.
  if (body.includes(canary) && !isOwnName(sent, body)) return 'a canary'
  return null
}

function faultOfError(
  error: Readonly<Record<string, unknown>>,
  status: number,
  isWhole: boolean,
  isShared: boolean,
): string | null {
  const { message, extensions } = error
  const code =
    typeof extensions === 'object' && extensions !== null ? (extensions as Record<string, unknown>)['code'] : undefined
  if (typeof code !== 'string' || !isCode(code)) return `an unknown code: ${String(code)}`
  if (ownMistakes.has(code) && !(isShared && ofOthers.has(code))) return `a mistake of the hub's own: ${code}`
  if (typeof message !== 'string' || message === '' || forbidden.test(message)) return `a message: ${String(message)}`
  const expected = codeEntry(code).httpStatus
  if (isWhole && status !== expected && !(status === 200 && expected === 400)) return `status ${status} for ${code}`
  return null
}

/** Whether every canary of the answer stands in a name that the caller wrote: a field, an argument, an operation. */
function isOwnName(sent: SentDocument, body: string): boolean {
  const names = new Set(sent.query.match(/[_A-Za-z][_0-9A-Za-z]*/gu))
  const told = body.match(/[_0-9A-Za-z]*CANARY[_0-9A-Za-z]*/gu) ?? []
  return told.every((one) => names.has(one) && !sent.query.includes(`"${one}"`))
}

function parse(body: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

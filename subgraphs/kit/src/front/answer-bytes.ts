/** An answer as the bytes that leave (RFC 9112 §4): head and body in one write. */
import { STATUS_CODES } from 'node:http'
import { KitError } from '../errors.ts'
import { keepAliveMs } from '../limits.ts'

/** What leaves, `content-type` among its headers. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

const kept = `connection: keep-alive\r\nkeep-alive: timeout=${keepAliveMs / 1000}\r\n\r\n`
const closed = 'connection: close\r\n\r\n'
const secondMs = 1_000
/** Anything else could end its line, or become something else in one byte. */
const notInValue = /[^\t\x20-\x7e]/u

/** `isLast`: the connection ends with it. @throws Error for a header that is more than one line of plain text */
export function answerBytes({ status, headers, body }: Answer, isLast: boolean): Buffer {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`
  for (const [name, value] of Object.entries(headers)) {
    if (notInValue.test(value)) throw new Error(`expected a plain header ${name}`)
    head += `${name}: ${value}\r\n`
  }
  head += `content-length: ${body.length}\r\ndate: ${dateNow()}\r\n${isLast ? closed : kept}`
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 'latin1')
  body.copy(bytes, head.length)
  return bytes
}

const date = { second: 0, text: '' }

/** It changes once a second (RFC 9110 §6.6.1). */
function dateNow(): string {
  const second = Math.floor(Date.now() / secondMs)
  if (second !== date.second) {
    date.second = second
    date.text = new Date(second * secondMs).toUTCString()
  }
  return date.text
}

/** What a refusal or failure looks like from outside. */
export function toAnswer({ code, message, httpStatus }: KitError): Answer {
  const body = Buffer.from(JSON.stringify({ code, message }))
  return { status: httpStatus, headers: { 'content-type': 'application/json' }, body }
}

/** Told to a call that comes while the process drains. */
export function drainingError(): KitError {
  return new KitError('OVERLOADED', 503, 'This process ends; ask again.')
}

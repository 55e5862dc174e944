/** One HTTP call: no redirects, a deadline, JSON in the answer. */
import { ConsumerKitError } from './errors.ts'

/** An answer as received. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
  /** The answer's exact text, for statements over it. */
  readonly text: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
}

/** An answer of which the text alone counts. */
export type TextAnswer = Omit<JsonAnswer, 'body'>

/** How a session reaches hub and issuer: `fetch`, or what an institution puts in its place (a proxy, pinned certificates). */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Makes the call.
 * @throws ConsumerKitError `UNREACHABLE`
 */
export async function jsonCall(call: Fetch, url: string, init: RequestInit, timeoutMs: number): Promise<JsonAnswer> {
  const answer = await textCall(call, url, init, timeoutMs)
  try {
    return { ...answer, body: JSON.parse(answer.text) as unknown }
  } catch (cause) {
    throw new ConsumerKitError('UNREACHABLE', `${new URL(url).origin} did not answer in JSON`, { cause })
  }
}

/**
 * Makes a call whose answer is text.
 * @throws ConsumerKitError `UNREACHABLE`
 */
export async function textCall(call: Fetch, url: string, init: RequestInit, timeoutMs: number): Promise<TextAnswer> {
  try {
    const response = await call(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) }
  } catch (cause) {
    throw new ConsumerKitError('UNREACHABLE', `${new URL(url).origin} did not answer`, { cause })
  }
}

/** A member of an answer that is a text. */
export function textOf(body: unknown, name: string): string | null {
  const value =
    typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
  return typeof value === 'string' ? value : null
}

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

/** How a session reaches hub and issuer: `fetch`, or what an institution puts in its place (a proxy, pinned certificates). */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/**
 * Makes the call.
 * @throws ConsumerKitError `UNREACHABLE`
 */
export async function jsonCall(call: Fetch, url: string, init: RequestInit, timeoutMs: number): Promise<JsonAnswer> {
  try {
    const response = await call(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    const body: unknown = JSON.parse(text)
    return { status: response.status, body, text, headers: Object.fromEntries(response.headers) }
  } catch (cause) {
    throw new ConsumerKitError('UNREACHABLE', `${new URL(url).origin} did not answer in JSON`, { cause })
  }
}

/** A member of an answer that is a text. */
export function textOf(body: unknown, name: string): string | null {
  const value =
    typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined
  return typeof value === 'string' ? value : null
}

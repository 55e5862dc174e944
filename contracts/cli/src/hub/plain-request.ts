/** Unsigned requests to what the hub shows to everybody. */
import { ownError } from '../texts/lessons.ts'

const timeoutMs = 15_000

/**
 * Fetches JSON.
 * @throws CliError `HUB_UNREACHABLE` (exit 5) when nothing answers; the address is not repeated.
 */
export async function getJson(url: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await reach(url, { headers: { accept: 'application/json', ...headers } })
  if (!response.ok) throw ownError('HUB_ANSWERED_WITH_AN_ERROR', `HTTP ${response.status}`)
  return response.json()
}

/** `fetch` with a time limit and our own error when nothing answers. */
export async function reach(
  url: string,
  init: RequestInit & { duplex?: 'half' } = {},
  call: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<Response> {
  try {
    return await call(url, {
      redirect: 'error',
      ...(init.duplex === undefined ? { signal: AbortSignal.timeout(timeoutMs) } : {}),
      ...init,
    })
  } catch (cause) {
    throw ownError('HUB_UNREACHABLE', undefined, { cause })
  }
}

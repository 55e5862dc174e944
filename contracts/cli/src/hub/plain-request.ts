/** Unsigned requests to what the hub shows to everybody. */
import { CliError } from '../errors.ts'

const timeoutMs = 15_000

/**
 * Fetches JSON.
 * @throws CliError `HUB_UNREACHABLE` (exit 5) when nothing answers; the address is not repeated.
 */
export async function getJson(url: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await reach(url, { headers: { accept: 'application/json', ...headers } })
  if (!response.ok)
    throw new CliError('unreachable', {
      code: 'HUB_ANSWERED_WITH_AN_ERROR',
      what: `The hub answered with status ${response.status}.`,
      next: 'look at its state: npx xinqiao doctor',
    })
  return response.json()
}

/** `fetch` with a time limit and our own error when nothing answers. */
export async function reach(url: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'error',
      ...(init.duplex === undefined ? { signal: AbortSignal.timeout(timeoutMs) } : {}),
      ...init,
    })
  } catch (cause) {
    throw new CliError(
      'unreachable',
      {
        code: 'HUB_UNREACHABLE',
        what: 'The hub, or a part of it, does not answer.',
        next: 'look at its state: npx xinqiao doctor',
      },
      { cause },
    )
  }
}

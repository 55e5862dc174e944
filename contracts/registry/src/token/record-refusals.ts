/**
 * A refusal at the token endpoint is in the log before it is answered (audit.md §1); what cannot be logged is 503. Beyond the
 * budget of an address, or of a client that proved itself, it is answered the same and counted for the next `system` entry.
 */
import type { AnyCode } from '@xinqiao/schema'
import type { RegistryAudit, TokenEntry } from '../audit/registry-audit.ts'
import type { RegistryEvents } from '../events.ts'
import type { RefusalBudgets } from './issuer-rooms.ts'
import { OAuthError } from './oauth-error.ts'

interface RefusalParts {
  readonly audit: Pick<RegistryAudit, 'refusedToken' | 'turnedAway'>
  readonly events: RegistryEvents
  readonly refusals: RefusalBudgets
}

/** What is known of the request so far; the steps fill it in as they prove it. */
export interface KnownSoFar {
  client: string | null
  consumer: string | null
  contract: string | null
  channel: string | null
  purpose: string | null
}

/** Runs one request at the issuer from this address; each refusal leaves one entry or is counted. A full store is overload, not a refusal, and leaves none. */
export async function recordRefusals<T>(
  parts: RefusalParts,
  address: string,
  work: (known: KnownSoFar) => Promise<T>,
): Promise<T> {
  const known: KnownSoFar = { client: null, consumer: null, contract: null, channel: null, purpose: null }
  try {
    return await work(known)
  } catch (error) {
    if (!(error instanceof OAuthError) || error.error === 'temporarily_unavailable') throw error
    if (!isWritten(known, address, parts.refusals)) {
      parts.audit.turnedAway(codeOf(error))
      throw error
    }
    parts.events.tokenRefused(error.hubCode ?? error.error)
    await parts.audit.refusedToken(entryOf(error, known)).catch((cause: unknown) => {
      throw new OAuthError(
        'temporarily_unavailable',
        'the refusal could not be recorded',
        'AUDIT_UNAVAILABLE',
        undefined,
        { cause },
      )
    })
    throw error
  }
}

function isWritten({ client }: KnownSoFar, address: string, { strangers, clients }: RefusalBudgets): boolean {
  return client === null ? strangers.take(address) : clients.take(client)
}

function codeOf({ hubCode }: OAuthError): AnyCode {
  return hubCode ?? 'BAD_USER_INPUT'
}

function entryOf(error: OAuthError, known: KnownSoFar): TokenEntry {
  return {
    ...known,
    code: codeOf(error),
    article: error.hubArticle ?? '',
    status: error.httpStatus,
  }
}

/** A refusal at the token endpoint is in the log before it is answered (audit.md §1); what cannot be logged is 503. */
import type { RegistryAudit, TokenEntry } from '../audit/registry-audit.ts'
import type { RegistryEvents } from '../events.ts'
import { OAuthError } from './oauth-error.ts'

/** What is known of the request so far; the steps fill it in as they prove it. */
export interface KnownSoFar {
  client: string | null
  consumer: string | null
  contract: string | null
  channel: string | null
  purpose: string | null
}

/** Runs one request at the issuer; each refusal leaves one entry. A full store is overload, not a refusal, and leaves none. */
export async function recordRefusals<T>(
  parts: { readonly audit: RegistryAudit; readonly events: RegistryEvents },
  work: (known: KnownSoFar) => Promise<T>,
): Promise<T> {
  const known: KnownSoFar = { client: null, consumer: null, contract: null, channel: null, purpose: null }
  try {
    return await work(known)
  } catch (error) {
    if (!(error instanceof OAuthError) || error.error === 'temporarily_unavailable') throw error
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

function entryOf(error: OAuthError, known: KnownSoFar): TokenEntry {
  return {
    ...known,
    code: error.hubCode ?? 'BAD_USER_INPUT',
    article: error.hubArticle ?? '',
    status: error.httpStatus,
  }
}

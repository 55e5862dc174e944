/** What room 1 hands on: who asks, proven, and what the token says the request is for. */
import type { Consumer } from '@xinqiao/contracts'
import type { RunningBundle } from '../bundle/running-bundle.ts'

/** An operation as it came through the door: bounds of bytes and JSON depth already held. */
export interface DoorRequest {
  readonly requestId: string
  readonly method: 'GET' | 'POST'
  /** Configured public URL of the endpoint, never built from the `Host` header. */
  readonly url: string
  readonly headers: {
    readonly accept?: string | undefined
    readonly authorization?: string | undefined
    readonly dpop?: string | undefined
  }
  readonly query: string | null
  readonly documentId: string | null
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly remoteAddress: string
  /** SHA-256 of the body, hex, where the caller asks for a statement (`Hub-Want-Statement: ?1`, trust.md §5). */
  readonly statementOver: string | null
  /** Monotonic milliseconds at which the request came in. */
  readonly receivedMs: number
}

/** The verified subject of a `self` token, normalised. */
export type CreditSubject =
  | { readonly kind: 'organization'; readonly key: string }
  | { readonly kind: 'person'; readonly key: string }

export interface Caller {
  readonly kind: 'anonymous' | 'client'
  readonly clientId: string | null
  readonly consumer: Consumer | null
}

/** From the token's `authorization_details`; for anonymous callers contract `public`, no purpose. */
export interface Claims {
  readonly contract: string
  readonly purpose: string | null
  readonly case: string | null
  readonly official: { readonly ref: string; readonly role: string | null } | null
  readonly subject: CreditSubject | null
  readonly acr: string | null
  readonly act: unknown
}

/** Not proven, and the budget of its address for that is spent: counted at the door, without an entry (audit.md §1). */
export interface TurnedAway {
  readonly kind: 'turned_away'
  /** 401: the credential does not hold · 503: nobody's can be checked now. */
  readonly status: 401 | 503
}

export interface Authenticated {
  readonly kind: 'authenticated'
  readonly request: DoorRequest
  readonly running: RunningBundle
  readonly caller: Caller
  readonly claims: Claims
}

/** Who reads leaves of the log: an auditor by a signature with a key on the office's list (`xinqiao-audit-1`), a client by its token. */
import type { KeyList } from '@xinqiao/contracts'
import { keysFor } from '@xinqiao/contracts'
import {
  announcedIngestKey,
  type FailureBudget,
  importVerifyKey,
  type MessageHeaders,
  NonceStore,
  type SignatureKey,
  verifyIngest,
  WireError,
} from '@xinqiao/schema'
import type { Authenticated, DoorRequest, TurnedAway } from '../authenticate/authenticated.ts'
import type { Refused } from '../refused.ts'
import type { LogReader } from './reader-entry.ts'

export interface ProveReaderParts {
  readonly keyList: () => KeyList | null
  readonly publicUrl: () => string
  /** The first room of the walk. */
  readonly authenticate: (request: DoorRequest) => Promise<Authenticated | Refused | TurnedAway>
  /** What is still written of readers that prove nothing. */
  readonly failures: FailureBudget
}

/** A read before anything of it is believed. */
export interface ReadRequest {
  /** Path and query, as sent. */
  readonly target: string
  readonly headers: MessageHeaders
  readonly door: () => DoorRequest
}

const nothingShown: TurnedAway = Object.freeze({ kind: 'turned_away', status: 401 })
const tag = 'xinqiao-audit-1'

/** Turned away: shows nothing at all, or nothing that holds, too often. */
export type ProveReader = (request: ReadRequest) => Promise<LogReader | TurnedAway>

/** Makes the check; a signature is good once. */
export function readerProof({ keyList, publicUrl, authenticate, failures }: ProveReaderParts): ProveReader {
  const nonces = new NonceStore()
  return async ({ target, headers, door }) => {
    if (headers['signature-input'] !== undefined) {
      const keyId = auditorOf({ target, headers }, { key: keyOf(headers, keyList()), publicUrl: publicUrl(), nonces })
      if (keyId !== null) return { kind: 'auditor', keyId }
      return failures.take(door().remoteAddress) ? { kind: 'unproven' } : nothingShown
    }
    if (headers['authorization'] === undefined && headers['dpop'] === undefined) return nothingShown
    const authenticated = await authenticate(door())
    if (authenticated.kind === 'turned_away') return authenticated
    if (authenticated.kind === 'refused') return { kind: 'unproven' }
    const { clientId, consumer } = authenticated.caller
    return clientId === null || consumer === null
      ? { kind: 'unproven' }
      : { kind: 'client', client: clientId, consumer: consumer.id }
  }
}

function auditorOf(
  { target, headers }: Pick<ReadRequest, 'target' | 'headers'>,
  by: { readonly key: SignatureKey | undefined; readonly publicUrl: string; readonly nonces: NonceStore },
): string | null {
  try {
    const { digest, keyId } = verifyIngest(
      { method: 'GET', target, headers },
      { ...by, tag, nowSeconds: Date.now() / 1000 },
    )
    digest.demand()
    return keyId
  } catch (error) {
    if (error instanceof WireError) return null
    throw error
  }
}

function keyOf(headers: MessageHeaders, list: KeyList | null): SignatureKey | undefined {
  if (list === null) return undefined
  try {
    const { keyId } = announcedIngestKey(headers)
    const listed = keysFor(list, 'auditor', Date.now()).find(({ kid }) => kid === keyId)
    return listed === undefined ? undefined : importVerifyKey(listed.jwk)
  } catch (error) {
    if (error instanceof WireError) return undefined
    throw error
  }
}

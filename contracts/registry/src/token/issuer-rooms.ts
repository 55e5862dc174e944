/** What the issuer's routes work with. */
import type { Clock, FailureBudget, NonceStore } from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import type { RegistryConfig } from '../config.ts'
import type { RegistryEvents } from '../events.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import type { UnknownClient } from './unknown-client.ts'

/** What is still written of refusals: of strangers by their address, of clients that proved who they are by their id. */
export interface RefusalBudgets {
  readonly strangers: FailureBudget
  readonly clients: FailureBudget
}

export interface IssuerRooms {
  readonly config: RegistryConfig
  readonly line: ReleaseLine
  readonly audit: RegistryAudit
  readonly clock: Clock
  readonly events: RegistryEvents
  /** Issuer identifier; known when the port is bound. */
  issuer(): string
  /** Remembers assertions and proofs for their windows. */
  readonly seen: NonceStore
  readonly unknown: UnknownClient
  readonly refusals: RefusalBudgets
}

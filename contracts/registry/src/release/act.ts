/** An act: who does what to which object, and what the registry holds afterwards. */
import type { RegistryState } from '../state.ts'

export interface Act {
  /** Verb and noun, for the log: `agency.put`, `folder.load`, `token.revoke`, `bundle.reissue`. */
  readonly act: string
  readonly object: string
  readonly by: string
  /** The state after the act; the same state when there is nothing to do. Throws RegistryError to refuse. */
  next(state: RegistryState): RegistryState | Promise<RegistryState>
  /** What another part has to take over as well; the act is not done unless it resolves. */
  readonly elsewhere?: () => Promise<void>
}

/** What came of an act. */
export interface ActOutcome {
  readonly changed: boolean
  /** Number of the bundle that runs now; `null` while no catalog is in force. */
  readonly bundle: number | null
}

/** How many calls were turned away before the walk, by code: they have no entry of their own, so that a flood cannot fill the disk (audit.md §1). */
import { CountedAway } from '@xinqiao/audit-log'

export type AwayCode =
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'OPERATION_TOO_LARGE'
  | 'OVERLOADED'
  /** Slow senders, bytes that are no HTTP, connections beyond what the process may hold: cut without an answer of the hub's. */
  | 'CONNECTION_CUT'

export class AwayCount extends CountedAway<AwayCode> {}

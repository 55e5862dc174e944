/** A request refused or failed as a whole, in any room; it takes the last rooms (shape, audit, respond) like an answer. */
import type { Contract, Refusal } from '@xinqiao/contracts'
import type { FailureCode } from '@xinqiao/schema'
import type { Caller, Claims, CreditSubject, DoorRequest } from './authenticate/authenticated.ts'
import type { RunningBundle } from './bundle/running-bundle.ts'

/** One GraphQL error of a refused request; messages come from the table of codes or from graphql-js over the caller's view. */
export interface RequestError {
  readonly code: string
  readonly message: string
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
}

export interface Refused {
  readonly kind: 'refused'
  readonly request: DoorRequest
  readonly running: RunningBundle | null
  readonly caller: Caller | null
  readonly claims: Claims | null
  readonly contractVersion: string | null
  /** The contract, where the request got as far as having one. */
  readonly contract?: Contract
  /** Subjects it named, where it was read so far: they are told who asked (audit.md §6). */
  readonly named?: readonly CreditSubject[]
  /** Refusals by law carry item and article; failures carry their code. */
  readonly because:
    | Refusal
    | {
        readonly kind: 'failure'
        readonly code: FailureCode
        readonly errors?: readonly RequestError[]
        readonly retryAfterS?: number
      }
}

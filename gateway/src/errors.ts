/** Failures of the gateway that are not answers: what ends a start, what refuses a bundle. Answers take their codes from the hub's table. */
import type { FailureCode } from '@xinqiao/schema'

export type GatewayErrorCode =
  /** Operator, at the start: settings contradict or are missing; all of them are named. Exit 78. */
  | Extract<FailureCode, 'CONFIG_INVALID' | 'AUDIT_DAMAGED'>
  /** Operator: a signed bundle that cannot be run; the running one stays. */
  | 'BUNDLE_UNLOADABLE'
  /** Operator: the registry does not answer, or not with what was asked. */
  | 'REGISTRY_UNAVAILABLE'
  /** Operator: the office's subgraph does not answer, or not with what was asked. */
  | 'OFFICE_UNAVAILABLE'

export class GatewayError extends Error {
  override readonly name = 'GatewayError'
  readonly code: GatewayErrorCode

  constructor(code: GatewayErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}

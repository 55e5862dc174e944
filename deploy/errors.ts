/** Failures of the ground: starting, stopping and filling a hub. */

export type DeployErrorCode =
  | 'CONFIG_INVALID'
  | 'POSTGRES_USER_MISSING'
  | 'POSTGRES_NOT_AVAILABLE'
  | 'POSTGRES_DID_NOT_START'
  | 'PROCESS_DID_NOT_START'
  | 'HUB_ALREADY_RUNNING'
  | 'PORT_IN_USE'

/** A failure of the ground, with a message that says what to do next. */
export class DeployError extends Error {
  override readonly name = 'DeployError'
  readonly code: DeployErrorCode

  constructor(code: DeployErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What a consumer runs: tokens, and questions to the hub. */

export { ConsumerKitError, type ConsumerKitErrorCode } from './errors.ts'
export type { Fetch } from './json-call.ts'
export { openSession, type QueryAnswer, type Session, type SessionOptions } from './open-session.ts'

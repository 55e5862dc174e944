/** Numbers of a session, each with its unit and reason. */

/** A token is asked anew this long before it ends, in seconds: a question under way still finds it valid. */
export const renewBeforeSeconds = 30
/** One call to the issuer, in milliseconds. */
export const issuerTimeoutMs = 10_000
/** One question to the gateway, in milliseconds: its own deadline for all agencies is 3 s. */
export const queryTimeoutMs = 30_000
/** Pause when the hub is overloaded and names none, in milliseconds. */
export const retryPauseMs = 1_000
/** A checkpoint covers an entry within this long, in milliseconds: what the hub promises (audit.md §5). */
export const coveredWithinMs = 60_000
/** Pause between two looks at the checkpoint, in milliseconds: one is signed each second at most. */
export const coveredPauseMs = 500
/** Longest pause that is waited for, in milliseconds. */
export const retryPauseMaxMs = 5_000

/** What may be wrong with a payload. */

export type PayloadProblem =
  | 'missing'
  | 'unknown'
  | 'type'
  | 'length'
  | 'value'
  | 'prohibited'
  | 'consent_only'
  | 'identifier'

/** One thing wrong: where and what was expected; never the value. */
export interface PayloadFinding {
  /** Path inside the payload, `person.documentNumber`, `kinds[2]`; empty: the payload itself. */
  readonly path: string
  readonly problem: PayloadProblem
  readonly message: string
}

const harmlessKey = /^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u
const digitsThatTell = /\d{6}/u

/** A key is shown only where it can be a name: a sender may write a value where the key belongs. */
export function shownKey(key: string): string {
  return harmlessKey.test(key) && !digitsThatTell.test(key) ? key : '(key)'
}

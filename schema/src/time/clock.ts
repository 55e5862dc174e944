/** The one injectable clock (D16, data.md §5). It moves legal time only; token life and timeouts keep the machine's. */

/** A calendar date in Asia/Shanghai, `YYYY-MM-DD`. */
export type LegalDate = string

/** Tells legal time. */
export interface Clock {
  /** The legal instant, milliseconds since the epoch. */
  nowMs(): number
  /** The legal date in Asia/Shanghai. */
  today(): LegalDate
}

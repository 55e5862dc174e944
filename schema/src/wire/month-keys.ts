/**
 * The months' keys of the audit as they travel from the key store (audit.md §2): `POST /month-keys`, a signed request
 * `{"ephemeral": …, "months": ["2026-11", …]}` (without `months`: all that the asker may hold), answered with a sealed
 * answer over `{"keys": [{"month", "pseudonym", "payload"}]}`, keys of 32 bytes in base64url.
 */
import { type LegalMonth, parseLegalMonth } from '../time/legal-month.ts'
import { monthKeyBytes } from './limits.ts'
import { SealedAsking } from './sealed-answer.ts'
import type { Jwk } from './signature-key.ts'
import { WireError } from './wire-error.ts'

/** Both keys of one month, 32 bytes each. */
export interface MonthKeyPair {
  readonly month: LegalMonth
  readonly pseudonym: Uint8Array
  readonly payload: Uint8Array
}

/** What the sealed answer is bound to. */
export const monthKeysPurpose = 'month-keys'

/** A question for months' keys, and the opening of its answer; used once. */
export class MonthKeyQuestion {
  readonly body: Buffer
  readonly #asking = new SealedAsking()

  /** `months`: these only; left out: all that the asker may hold. */
  constructor(months?: readonly LegalMonth[]) {
    this.body = Buffer.from(JSON.stringify({ ...this.#asking.question, ...(months === undefined ? {} : { months }) }))
  }

  /**
   * Opens the answer with the asker's own agreement key and the key store's, which stands on the office's list.
   * @throws WireError `SEAL_WRONG`, `FIELD_INVALID`
   */
  open(answer: unknown, own: Jwk, keyStore: Jwk): readonly MonthKeyPair[] {
    return readMonthKeys(this.#asking.open(answer, { own, other: keyStore, purpose: monthKeysPurpose }))
  }
}

/** The keys as bytes, to be sealed. */
export function writeMonthKeys(pairs: readonly MonthKeyPair[]): Buffer {
  const text = (key: Uint8Array): string => Buffer.from(key).toString('base64url')
  const keys = pairs.map(({ month, pseudonym, payload }) => ({
    month,
    pseudonym: text(pseudonym),
    payload: text(payload),
  }))
  return Buffer.from(JSON.stringify({ keys }))
}

/**
 * Reads them back.
 * @throws WireError `FIELD_INVALID` when they are not months with two keys of 32 bytes each
 */
export function readMonthKeys(bytes: Uint8Array): readonly MonthKeyPair[] {
  const keys = membersOf(bytes)
  return keys.map((one) => {
    const { month, pseudonym, payload } = one as Readonly<Record<string, unknown>>
    const known = parseLegalMonth(month)
    if (known === undefined) throw new WireError('FIELD_INVALID', 'expected a month')
    return { month: known, pseudonym: keyOf(pseudonym), payload: keyOf(payload) }
  })
}

function membersOf(bytes: Uint8Array): readonly unknown[] {
  try {
    const { keys } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly keys?: unknown }
    if (Array.isArray(keys) && keys.every((one) => typeof one === 'object' && one !== null)) return keys
  } catch {
    // Refused below like any other text that holds no keys.
  }
  throw new WireError('FIELD_INVALID', 'expected a list of keys')
}

function keyOf(text: unknown): Buffer {
  const key = Buffer.from(typeof text === 'string' ? text : '', 'base64url')
  if (key.byteLength !== monthKeyBytes) throw new WireError('FIELD_INVALID', `expected a key of ${monthKeyBytes} bytes`)
  return key
}

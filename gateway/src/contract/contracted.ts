/** What room 2 hands on: the contract that answers, in force today, for this purpose and channel. */
import type { Contract } from '@xinqiao/contracts'
import type { LegalDate } from '@xinqiao/schema'
import type { Authenticated } from '../authenticate/authenticated.ts'

export interface Contracted extends Omit<Authenticated, 'kind'> {
  readonly kind: 'contracted'
  readonly contract: Contract
  /** `CT-42@7`. */
  readonly contractVersion: string
  /** Legal date and instant of this request, read once. */
  readonly today: LegalDate
  readonly legalNowMs: number
}

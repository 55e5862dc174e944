/** When a contract binds: state and term, both days inclusive in Asia/Shanghai. */
import { compareDates, type LegalDate } from '@xinqiao/schema'
import type { Contract } from './contract.ts'

/** Active, begun and not ended on this day. */
export function contractInForce(contract: Contract, today: LegalDate): boolean {
  if (contract.state !== 'active') return false
  return compareDates(contract.term.from, today) <= 0 && compareDates(today, contract.term.to) <= 0
}

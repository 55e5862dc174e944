/** REG-4.2: a contract bound to divisions gives the records of those divisions; a prefecture covers its counties, the province all. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

/** GB/T 2260: two digits each for province, prefecture and county; trailing pairs of zeros cover what is below. */
export function coversDivision(wider: string, division: string): boolean {
  return wider === 'all' || division.startsWith(wider.replace(/(?:00){1,2}$/u, ''))
}

/** A record that does not say its division is withheld from a contract that is bound to some. */
export function divisionOfContract({ contract, division = null }: RowQuestion): WithheldReason | null {
  if (contract.divisions.includes('all')) return null
  if (division === null) return 'division'
  return contract.divisions.some((wider) => coversDivision(wider, division)) ? null : 'division'
}

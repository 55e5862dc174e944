/** D15, PLAN-II.3: no public credit record of a person under 18. The ingest door refuses it; this holds where the age is known later. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function grownPerson({ underAge }: RowQuestion): WithheldReason | null {
  return underAge === true ? 'under_age' : null
}

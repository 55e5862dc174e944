/** REG-27b: what the office has declared expired is not disclosed again, by no re-ingest, replay or new contract. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function expiredStanding({ standing }: RowQuestion): WithheldReason | null {
  return standing?.standing === 'expired' ? 'expired' : null
}

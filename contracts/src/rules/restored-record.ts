/** REG-32.3b: after restoration a record is neither disclosed nor shared, on any channel, to anybody. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

/** The decision counts from the moment the office has taken it over, whatever its date. */
export function restoredRecord({ standing }: RowQuestion): WithheldReason | null {
  return standing?.standing === 'restored' ? 'restored' : null
}

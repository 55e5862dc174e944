/** REG-31.2, D5: a revoked record is withheld from every channel the moment the notice is accepted. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function revokedRecord({ standing }: RowQuestion): WithheldReason | null {
  return standing?.standing === 'revoked' ? 'revoked' : null
}

/** REG-29, REG-12a: after a correction the version before it is no longer released. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function currentVersion({ superseded }: RowQuestion): WithheldReason | null {
  return superseded === true ? 'superseded' : null
}

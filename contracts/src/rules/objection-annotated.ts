/** REG-30.1b, D8: while an objection is pending the record is shown, with its mark on every release. */
import type { StandingRow } from '@xinqiao/schema'
import type { Duty } from '../decision/decision.ts'

const unmarked: readonly Duty[] = Object.freeze([])

export function annotationOf(standing: StandingRow | undefined): readonly Duty[] {
  if (standing?.standing !== 'annotated') return unmarked
  return Object.freeze([Object.freeze({ kind: 'annotate', since: standing.since, caseNumber: standing.case })])
}

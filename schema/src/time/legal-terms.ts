/** The working-day terms of the law, each with its article, and what counts as late. */
import type { ActKind } from '../catalog/catalog-item.ts'
import type { LegalDate } from './clock.ts'
import { compareDates } from './legal-date.ts'
import type { WorkingDays } from './working-days.ts'

export type LegalTerm = 'publication' | 'objectionMark' | 'objectionAnswer' | 'objectionLimit' | 'revocation'

/** Working days the law gives, counted from the day after receipt or decision (D3). */
export const legalTermDays: Readonly<Record<LegalTerm, number>> = {
  /** Publication of permits, penalties and the other administrative acts (GUI-15a, OPI-XIX.a, D14). */
  publication: 7,
  /** Marking an objection (REG-30.1b). */
  objectionMark: 1,
  /** Verifying and answering an objection (REG-30.1c). */
  objectionAnswer: 7,
  /** The longest an objection may take, extension included (REG-30.1e). */
  objectionLimit: 15,
  /** Deletion of revoked information (REG-31.2, D5). */
  revocation: 2,
}

/** Acts that go on line within the term: permit and penalty (OPI-XIX.a) and the eight of GUI-15a. */
export const publishedActKinds: readonly ActKind[] = [
  'permit',
  'penalty',
  'compulsion',
  'confirm',
  'expropriation',
  'payment',
  'ruling',
  'compensation',
  'reward',
  'inspection',
]

/** Last day of a term: decision 2026-09-30 is published by 2026-10-15. */
export function dueDate(term: LegalTerm, from: LegalDate, days: WorkingDays): LegalDate {
  return days.addWorkingDays(from, legalTermDays[term])
}

/** Whether an act done on a day came after the term; the due day itself is in time. */
export function isLate(term: LegalTerm, from: LegalDate, doneOn: LegalDate, days: WorkingDays): boolean {
  return compareDates(doneOn, dueDate(term, from, days)) > 0
}

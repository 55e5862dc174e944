/** REG-27, REG-32.3e, D1, D13: how long a record may be shown. */
import type { LegalDate } from '@xinqiao/schema'
import { compareDates } from '@xinqiao/schema'
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'
import { periodOf } from './period-rules.ts'

/** Withheld before its first day, from its last day on, and minor records from the public at any time. */
export function disclosurePeriod(question: RowQuestion): WithheldReason | null {
  const period = periodOf(question)
  if ('reason' in period) return period.reason
  if (period.from !== null && compareDates(question.today, period.from) < 0) return 'not_begun'
  return period.until !== null && compareDates(question.today, period.until) >= 0 ? 'expired' : null
}

/** First day on which the record is no longer shown, as far as its facts tell today. */
export function ceasesOn(question: RowQuestion): LegalDate | null {
  const period = periodOf(question)
  return 'reason' in period ? null : period.until
}

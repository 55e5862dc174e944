/** What is shown of a month's keys: everything but the keys. */
import type { LegalMonth } from '@xinqiao/schema'
import { retentionMonthsMin } from '../limits.ts'
import { dayAfter, holdOf, type MonthAct, type MonthRecord, type MonthState, stateOf } from './month-record.ts'

export interface MonthView {
  readonly month: LegalMonth
  readonly state: MonthState
  /** Instant. */
  readonly madeAt: string
  /** Legal date from which an act may destroy them. */
  readonly destructibleFrom: string
  /** Legal date on which the term has ended. */
  readonly termEnds: string
  readonly hold: MonthAct | null
  readonly destroyed: MonthAct | null
}

/** A month in one line. */
export function monthView(record: MonthRecord, now: LegalMonth, retentionMonths: number): MonthView {
  return {
    month: record.month,
    state: stateOf(record, now),
    madeAt: record.acts[0]?.at ?? '',
    destructibleFrom: dayAfter(record.month, retentionMonthsMin),
    termEnds: dayAfter(record.month, retentionMonths),
    hold: holdOf(record) ?? null,
    destroyed: record.acts.find(({ act }) => act === 'destroyed') ?? null,
  }
}

/** REG-27a, REG-27c, REG-27d, D1, D13: the period rules of the catalog as half-open ranges of Asia/Shanghai dates. */
import { addDays, addDuration, addYears, compareDates, type LegalDate, type PeriodRuleId } from '@xinqiao/schema'
import { builtInId } from '../contract/built-in-ids.ts'
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

const disclosedYearsMax = 5

/** Shown from `from` (inclusive) to `until` (exclusive); `null` is open. */
interface Range {
  readonly from: LegalDate | null
  readonly until: LegalDate | null
}
/** A range, or the reason why the record is not shown on any day. */
export type Period = Range | { readonly reason: WithheldReason }

/** The period of a record under its item's rule; an item outside the catalog has none. */
export function periodOf(question: RowQuestion): Period {
  const item = question.catalog.items.get(question.record.item)
  return item === undefined ? { reason: 'not_in_catalog' } : rules[item.period](question)
}

const rules: Readonly<Record<PeriodRuleId, (question: RowQuestion) => Period>> = {
  CURRENT: untilValidTo,
  VALID: untilValidTo,
  NEG5: (question) => graded(question, fiveYears(question.record.determinedOn, startOf(question))),
  NEG_GRADED: (question) => graded(question, fiveYears(question.record.determinedOn, startOf(question))),
  LISTED: listed,
  ONGOING: ongoing,
  LINKED: linked,
  WORKFLOW: toThePartiesOnly,
}

/** Superseded versions fall under their own rule; a day of validity that is over ends both kinds. `validTo` is inclusive. */
function untilValidTo({ record }: RowQuestion): Range {
  return { from: null, until: record.validTo === null ? null : dayAfter(record.validTo) }
}

const daysKept = 10_000

/** Many records begin and end on the same days: what is counted from a day is remembered. */
function remembered(count: (date: LegalDate) => LegalDate): (date: LegalDate) => LegalDate {
  const days = new Map<LegalDate, LegalDate>()
  return (date) => {
    const known = days.get(date)
    if (known !== undefined) return known
    if (days.size >= daysKept) days.clear()
    const made = count(date)
    days.set(date, made)
    return made
  }
}

const dayAfter = remembered((date) => addDays(date, 1))
const fiveYearsAfter = remembered((date) => addYears(date, disclosedYearsMax))
const capEnds = new Map<string, (date: LegalDate) => LegalDate>()

/** `duration` is one of the catalog's few. */
function capEnd(start: LegalDate, duration: string): LegalDate {
  const known = capEnds.get(duration)
  if (known !== undefined) return known(start)
  const made = remembered((date) => addDuration(date, duration))
  capEnds.set(duration, made)
  return made(start)
}

/** D1: the day the five years start; `null` while the state is ongoing. */
function startOf({ record }: RowQuestion): LegalDate | null {
  return record.ongoing ? record.concludedOn : record.determinedOn
}

function fiveYears(from: LegalDate, start: LegalDate | null): Range & { readonly start: LegalDate | null } {
  return { from, start, until: start === null ? null : fiveYearsAfter(start) }
}

/** D13: the shorter of the five years and the grade's cap; minor is never announced to the public. No grade: D1. */
function graded({ record, catalog, contract }: RowQuestion, range: ReturnType<typeof fiveYears>): Period {
  if (record.seriousness === null) return range
  const cap = catalog.periodRules.get('NEG_GRADED')?.caps?.[record.seriousness]
  if (cap === undefined) return range
  if (cap.public === false && contract.channel === 'public_announcement') return { reason: 'minor' }
  return range.start === null ? range : { ...range, until: earlier(range.until, capEnd(range.start, cap.max)) }
}

/** Removal, restoration and conclusion end a listing at once; it never outlives five years unless it is marked ongoing. */
function listed(question: RowQuestion): Period {
  const { record, removedOn = null } = question
  const start = record.ongoing ? null : record.determinedOn
  const period = graded(question, fiveYears(record.determinedOn, start))
  if ('reason' in period) return period
  return { from: period.from, until: earlier(period.until, earlier(removedOn, record.concludedOn)) }
}

/** Shown while the state lasts, whatever the flag says once it was concluded: then five years from the conclusion. */
function ongoing(question: RowQuestion): Period {
  const { record } = question
  return graded(question, fiveYears(record.determinedOn, record.concludedOn ?? startOf(question)))
}

/**
 * Lives and ends with the record it is derived from. Where the answer does not carry that record, its own end counts
 * (`concludedOn`, `validTo`), and it never outlives the longest period any source could have, the five years of D1.
 */
function linked(question: RowQuestion): Period {
  const { record, linkedTo } = question
  if (linkedTo === 'gone') return { reason: 'unlinked' }
  const ownEnd = earlier(record.concludedOn, untilValidTo(question).until)
  if (linkedTo === 'shown') return { from: record.determinedOn, until: ownEnd }
  const start = record.ongoing ? null : record.determinedOn
  return { from: record.determinedOn, until: earlier(fiveYears(record.determinedOn, start).until, ownEnd) }
}

/** REG-26: the cases of the hub are seen by their parties alone. */
function toThePartiesOnly({ contract }: RowQuestion): Period {
  const named = builtInId(contract)
  return named === 'self' || named === 'duty' ? { from: null, until: null } : { reason: 'workflow' }
}

function earlier(one: LegalDate | null, other: LegalDate | null): LegalDate | null {
  if (one === null || other === null) return one ?? other
  return compareDates(one, other) <= 0 ? one : other
}

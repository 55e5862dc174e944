/** Numbers → what the agencies hold and what the credit office says: rows around every line the law draws. */
import {
  addDays,
  addMonths,
  addYears,
  dataStandards,
  type PayloadField,
  type Standing,
  type StandingRow,
} from '@xinqiao/schema'
import type { TestRow } from '../row-resolvers.ts'
import { aRow, today } from '../samples.ts'
import { type CaseSpec, chosen, type RowSpec } from './cases.ts'
import { type FuzzItem, fuzzItems } from './hub-items.ts'
import { payloadValue } from './payload-values.ts'
import type { FuzzSubject } from './subjects.ts'

export interface FuzzRow {
  readonly item: FuzzItem
  readonly row: TestRow
  readonly spec: RowSpec
}

const yearsAgo = (years: number): string => addYears(today, -years)
/** The plain day first; then both sides of the five years, of the grades' caps, and of today. */
const determinedDays: readonly string[] = [
  '2026-01-05',
  yearsAgo(5),
  addDays(yearsAgo(5), 1),
  addDays(yearsAgo(5), -1),
  today,
  addDays(today, 1),
  yearsAgo(1),
  addDays(yearsAgo(1), 1),
  yearsAgo(3),
  addDays(yearsAgo(3), 1),
  addMonths(today, -3),
  addDays(addMonths(today, -3), 1),
  addMonths(today, -6),
  '2024-02-29',
  '2020-02-29',
  '2026-07-01',
]
const plainDays = ['2026-01-05', '2026-03-17', '2025-12-31']
const endDays: readonly (string | null)[] = [
  null,
  today,
  addDays(today, 1),
  addDays(today, -1),
  '2024-02-29',
  '9999-12-31',
]
/** Mostly none, and then mostly an objection. */
const standings: readonly (Standing | null)[] = [
  null,
  'annotated',
  'annotated',
  'restored',
  'annotated',
  'revoked',
  'expired',
  'disclosed',
]
const grades = [null, 'minor', 'general', 'serious'] as const
const divisions = ['460100', '460106', '469027', null] as const

/** The rows of a case; `number` keeps their ids apart from other cases'. */
export function writeRows(
  { rows, focus }: CaseSpec,
  subjects: readonly FuzzSubject[],
  number: number,
): readonly FuzzRow[] {
  const made: FuzzRow[] = []
  const single = new Set<string>()
  for (const [index, spec] of rows.entries()) {
    const item = chosen(fuzzItems, chosen(focus, spec.item))
    const about = subjectOf(item, spec, subjects)
    // Of what there is one of, an agency holds one.
    const place = `${item.id} ${about?.key}`
    if (about === null || (!item.many && single.has(place))) continue
    single.add(place)
    made.push({
      item,
      spec,
      row: rowOf(item, about, spec, `${number}${chosen(['', '号"', ':\\', ' x'], index)}-${index}`, made),
    })
  }
  return made
}

/** Standings of the rows, as the office keeps them. */
export function writeStandings(rows: readonly FuzzRow[]): ReadonlyMap<string, StandingRow> {
  const kept = new Map<string, StandingRow>()
  for (const [index, { row, spec }] of rows.entries()) {
    const standing = standings[spec.standing] ?? null
    if (standing === null) continue
    const named = index % 2 === 0 ? `OB-${index}` : null
    kept.set(row.id, { n: index + 1, record: row.id, standing, since: '2026-11-20', document: null, case: named })
  }
  return kept
}

function subjectOf(item: FuzzItem, spec: RowSpec, subjects: readonly FuzzSubject[]): FuzzSubject | null {
  const fitting = subjects.filter(({ kind }) => (kind === 'person' ? item.persons : item.organizations))
  return fitting.length === 0 ? null : chosen(fitting, spec.subject)
}

function rowOf(item: FuzzItem, about: FuzzSubject, spec: RowSpec, id: string, before: readonly FuzzRow[]): TestRow {
  const determinedOn = determinedDays[spec.determined] ?? chosen(plainDays, spec.determined)
  const subjectKind = about.kind === 'person' ? 'natural_person' : spec.kind === 3 ? 'unincorporated' : 'legal_person'
  const fields = dataStandards().get(item.id)?.fields ?? []
  return aRow(item.id, id, about.key, {
    __typename: item.type,
    determinedOn,
    ongoing: spec.isOngoing,
    concludedOn: rareDay(spec.concluded),
    validTo: rareDay(spec.valid),
    seriousness: grades[spec.seriousness] ?? null,
    division: chosen(divisions, spec.division),
    subjectKind,
    ...(spec.payload % 5 === 0 ? { basisDocument: null } : {}),
    ...Object.fromEntries(fields.map((field, index) => [field.name, valueOf(field, spec, index, before)])),
  })
}

/** Mostly no day. */
function rareDay(pick: number): string | null {
  return endDays[pick] ?? null
}

function valueOf(field: PayloadField, spec: RowSpec, index: number, before: readonly FuzzRow[]): unknown {
  if (field.name === 'removedOn') return rareDay(spec.removed)
  if (field.name === 'sourceRecord')
    return before[spec.source]?.row.id ?? (spec.source === 15 ? 'amr.penalty:other' : null)
  return payloadValue(field, spec.payload + index * 7)
}

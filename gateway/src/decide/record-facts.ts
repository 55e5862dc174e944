/**
 * Facts the row rules look at, planned on every record whatever the caller selects, under short names of the hub's own
 * (design.md §2.1.4): an agency writes them for every record, so their names are weighed by the byte.
 */

import type { PeriodRuleId } from '@xinqiao/schema'

/** Fact → the hub's name of it in a planned operation. */
export const factNames: Readonly<Record<FactName, string>> = Object.freeze({
  id: '__i',
  item: '__t',
  provider: '__p',
  class: '__c',
  determinedOn: '__d',
  ongoing: '__o',
  concludedOn: '__e',
  validTo: '__v',
  seriousness: '__g',
  version: '__n',
  division: '__a',
  subject: '__s',
  subjectKind: '__k',
  // End of a listing, in the payload of listed records (REG-32.3a).
  removedOn: '__r',
  // What a measure, ban or objection is derived from and ends with (REG-25b, REG-32.3d).
  sourceRecord: '__f',
})

export type FactName =
  | 'id'
  | 'item'
  | 'provider'
  | 'class'
  | 'determinedOn'
  | 'ongoing'
  | 'concludedOn'
  | 'validTo'
  | 'seriousness'
  | 'version'
  | 'division'
  | 'subject'
  | 'subjectKind'
  | 'removedOn'
  | 'sourceRecord'

/** Facts of a state that lasts or ended: what is shown while it is valid is judged without them (D1, D13). */
export const stateFacts: ReadonlySet<FactName> = new Set<FactName>(['ongoing', 'concludedOn', 'seriousness'])

/** Whether records of an item are judged by its validity alone. */
export function isByValidity(period: PeriodRuleId): boolean {
  return period === 'CURRENT' || period === 'VALID'
}

/** The hub's name of a record's field that is a fact: what is judged is what is shown. */
export function factName(field: string): string | undefined {
  return Object.hasOwn(factNames, field) ? factNames[field as FactName] : undefined
}

/** The hub's own to say: from the standings, from the contract. */
export const suppliedByHub: ReadonlySet<string> = new Set(['objection', 'masked'])

/** A page's end, of which the hub needs one thing: whether more follows. */
export const pageEnd = 'pageInfo { hasNextPage }'

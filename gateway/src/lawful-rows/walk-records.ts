/** Finds every record and every connection of a fetched answer. */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AskedField } from '../decide/asked-field.ts'
import { type AnswerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'
import { type FieldSite, type Sites, sitesOf } from './record-sites.ts'

export interface WalkPlace {
  readonly subject: CreditSubject | null
  /** Fields from the root's value down to here; a page is asked on along it. */
  readonly chain: readonly AskedField[]
}

export interface Found {
  readonly record: (typename: string, record: AnswerObject, place: WalkPlace) => void
  readonly connection: (site: FieldSite, connection: AnswerObject, place: WalkPlace) => void
}

/** Walks one value; a connection's rows are the visitor's, records and everything else are walked here. */
export function walkRecords(value: unknown, sites: Sites, place: WalkPlace, found: Found): void {
  if (!sites.leads || value === null || value === undefined) return
  if (Array.isArray(value)) {
    for (const one of value) walkRecords(one, sites, place, found)
    return
  }
  if (!isAnswerObject(value)) return
  const type = sitesOf(value, sites)
  if (type === undefined) return
  if (type.isRecord) return found.record(type.typename, value, place)
  for (const site of type.fields) {
    const inner = ownValue(value, site.field.key)
    if (inner === null || inner === undefined) continue
    const here = { subject: place.subject, chain: [...place.chain, site.field] }
    if (site.row !== null && isAnswerObject(inner)) found.connection(site, inner, here)
    else walkRecords(inner, site.below, here, found)
  }
}

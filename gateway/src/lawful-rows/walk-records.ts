/** Finds every record and every connection of a fetched answer. */
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AskedField } from '../decide/asked-field.ts'
import { type AnswerObject, isAnswerObject, ownValue } from '../fetch/answer.ts'
import { type FieldSite, type Sites, sitesOf } from './record-sites.ts'

/** Where the walk stands. It goes on as soon as a visitor returns: whoever comes back later keeps a copy. */
export interface WalkPlace {
  readonly subject: CreditSubject | null
  /** Fields from the root's value down to here; a page is asked on along it. */
  readonly chain: readonly AskedField[]
}

export interface Found {
  readonly record: (typename: string, record: AnswerObject, place: WalkPlace) => void
  readonly connection: (site: FieldSite, connection: AnswerObject, place: WalkPlace) => void
}

/** Walks the value of one subject; a connection's rows are the visitor's, records and everything else are walked here. */
export function walkRecords(value: unknown, sites: Sites, subject: CreditSubject | null, found: Found): void {
  const chain: AskedField[] = []
  walk(value, sites, { subject, chain }, chain, found)
}

function walk(value: unknown, sites: Sites, place: WalkPlace, chain: AskedField[], found: Found): void {
  if (!sites.leads || value === null || value === undefined) return
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) walk(value[index], sites, place, chain, found)
    return
  }
  if (!isAnswerObject(value)) return
  const type = sitesOf(value, sites)
  if (type === undefined) return
  if (type.isRecord) return found.record(type.typename, value, place)
  for (const site of type.fields) {
    const inner = ownValue(value, site.field.key)
    if (inner === null || inner === undefined) continue
    chain.push(site.field)
    if (site.row !== null && isAnswerObject(inner)) found.connection(site, inner, place)
    else walk(inner, site.below, place, chain, found)
    chain.pop()
  }
}

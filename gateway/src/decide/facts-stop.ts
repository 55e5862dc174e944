/** Items that nobody gets while the standings are older than their bound: never guessed, never shown stale (design.md §2.3). */
import type { Catalog } from '@xinqiao/schema'
import type { StandingsAge } from '../facts/facts.ts'
import type { SubjectType } from './judge-fields.ts'
import { failureStop, type Stop } from './stop.ts'

/** Closes every item of negative polarity and every item about natural persons once the standings are stale. */
export function factsStop(catalog: Catalog, age: StandingsAge): (item: string, subject: SubjectType) => Stop | null {
  if (age.kind !== 'stale') return () => null
  return (id, subject) => {
    const item = catalog.items.get(id)
    const aboutPerson = subject === 'person' || (subject === null && item?.subjects.includes('natural_person') === true)
    return item === undefined || item.polarity === 'negative' || aboutPerson ? failureStop('FACTS_STALE', id) : null
  }
}

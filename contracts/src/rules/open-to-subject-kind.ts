/** REG-2.1, D17(6): an item is asked of the kinds of subjects the catalog opens it to; a code does not tell which organization it is. */
import type { CatalogItem, SubjectKind } from '@xinqiao/schema'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { ItemQuestion, SubjectKey } from '../decision/questions.ts'

const kindsOf: Readonly<Record<SubjectKey['kind'], readonly SubjectKind[]>> = {
  organization: ['legal_person', 'unincorporated'],
  person: ['natural_person'],
}

/** Subject kinds a type of the graph may stand for. */
export function possibleKinds(subject: SubjectKey['kind'] | null): readonly SubjectKind[] {
  return subject === null ? [...kindsOf.organization, ...kindsOf.person] : kindsOf[subject]
}

/** Whether the catalog opens the item to any kind the type may stand for. */
export function isOpenToSubject(item: CatalogItem, subject: SubjectKey['kind'] | null): boolean {
  return possibleKinds(subject).some((kind) => item.subjects.includes(kind))
}

export function openToSubjectKind({ item, catalog, subject }: ItemQuestion): Refusal | null {
  const listed = catalog.items.get(item)
  if (listed === undefined || isOpenToSubject(listed, subject)) return null
  return refusal('NOT_IN_CATALOG', 'REG-2.1', item)
}

/** Questions of the story of looks, as text, and what of an answer each item comes to. */
import type { WireAnswer } from './hub-under-test.ts'
import { type Look, person } from './look-subjects.ts'

/** Where an item stands in the graph, and what of it is asked. */
const places = {
  'amr.reg.basic': ['amr', 'regBasic', '{ id }'],
  'amr.penalty': ['amr', 'penalty', '{ nodes { id } }'],
  'tax.credit.grade': ['tax', 'creditGrade', '{ nodes { id } }'],
  'court.judgment': ['court', 'judgment', '{ nodes { id } }'],
  'court.enforcee': ['court', 'enforcee', '{ nodes { id } }'],
  'tour.lic.agency': ['tour', 'licAgency', '{ nodes { id } }'],
  'office.measure': ['office', 'measure', '{ nodes { id } }'],
} as const
export type Item = keyof typeof places
export const ofOrganizations = Object.keys(places) as readonly Item[]
export const ofPersons: readonly Item[] = ['amr.penalty', 'court.enforcee', 'office.measure']

/** One question about these subjects, for these items. */
export function operationOf(named: readonly string[], items: readonly Item[]): string {
  const agencies = Map.groupBy(items, (item) => places[item][0])
  const below = [...agencies].map(
    ([agency, its]) => `${agency} { ${its.map((item) => `${places[item][1]} ${places[item][2]}`).join(' ')} }`,
  )
  const root =
    named[0] === person.number
      ? `naturalPerson(document: { kind: "${person.kind}", number: "${person.number}" })`
      : `organizations(usccs: ${JSON.stringify(named)})`
  return `{ subjects: ${root} { ${below.join(' ')} } }`
}

/** What each item of an answer came to at one of its subjects, in the order of the items' ids. */
export function outcomesOf(
  answer: WireAnswer,
  named: readonly string[],
  place: number,
  items: readonly Item[],
): Look['items'] {
  return items.map((item) => outcomeOf(answer, named, place, item)).sort((a, b) => (a.item < b.item ? -1 : 1))
}

/** As the caller itself could say it: refused with a code, something there, or nothing. */
function outcomeOf(answer: WireAnswer, named: readonly string[], place: number, item: Item): Look['items'][number] {
  const [agency, field] = places[item]
  const path = ['subjects', ...(named[0] === person.number ? [] : [place]), agency, field]
  const refused = answer.body.errors?.find((error) => JSON.stringify(error.path) === JSON.stringify(path))
  if (refused !== undefined) return { item, outcome: 'refused', code: refused.extensions?.code ?? 'none' }
  let value: unknown = answer.body.data
  for (const step of path) value = (value as Record<string | number, unknown> | null)?.[step]
  const { nodes = value === null || value === undefined ? [] : [value] } = (value ?? {}) as { nodes?: unknown[] }
  return { item, outcome: nodes.length > 0 ? 'released' : 'empty', code: null }
}

/** REG-14.4a, REG-14.4b, D10: the prohibited categories stand in no schema, contract, payload, form or feed, whatever the subject. */
import { type Catalog, findProhibited } from '@xinqiao/schema'
import { type Refusal, refusal } from '../decision/decision.ts'

/** Judges a name: of an item, a field, a key, a type, or the words of a description. */
export function prohibitedCategory(name: string, catalog: Catalog): Refusal | null {
  const entry = findProhibited(name, catalog)
  return entry === undefined ? null : refusal('PROHIBITED_CATEGORY', entry.basis[0] ?? 'REG-14.4')
}

/** May this payload field be given, and masked or in full? (law/data-standards.yaml, head) */
import { fieldRight } from '../rules/field-right.ts'
import { type Decision, permit, refusal } from './decision.ts'
import type { FieldQuestion } from './questions.ts'

/** Fields of `CreditRecord`: they say where a record comes from and are given with every permitted item. */
const envelopeFields: ReadonlySet<string> = new Set([
  'id',
  'item',
  'class',
  'provider',
  'determinedOn',
  'ongoing',
  'concludedOn',
  'validTo',
  'seriousness',
  'basisDocument',
  'division',
  'objection',
  'provenance',
  'masked',
  'version',
])

/** A permit carries the masks; a field that the data standard does not know is not in the catalog. */
export function judgeField({ item: id, field: path, catalog, standards, contract }: FieldQuestion): Decision {
  const [name = '', part] = path.split('.')
  const item = catalog.items.get(id)
  if (item === undefined) return refusal('NOT_IN_CATALOG', 'REG-11.1a', id)
  if (envelopeFields.has(name)) return permit()
  const standard = standards.get(id)
  const field = standard?.fields.find((one) => one.name === name)
  if (standard === undefined || field === undefined) return refusal('NOT_IN_CATALOG', 'REG-12a', id)
  return fieldRight({ item, standard, field, path, part }, contract)
}

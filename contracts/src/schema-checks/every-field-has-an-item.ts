/** REG-11.1a: every field that carries credit data names a catalog item; what is technical says so. */
import type { CheckedField, CheckedType } from './read-schema.ts'
import { finding, type SchemaCheck } from './schema-finding.ts'

/** Fields of `CreditRecord` stand under the mark of their type, and so do the parts of the shared forms; no other field does. */
const recordForm: ReadonlySet<string> = new Set(
  `id item class provider determinedOn ongoing concludedOn validTo seriousness basisDocument division objection provenance masked version`.split(
    ' ',
  ),
)
const sharedForm: ReadonlySet<string> = new Set(
  `nodes pageInfo hasNextPage endCursor name role documentKind documentNumber uscc kind number issuer effectiveOn legalBasis since caseNumber document ingestedAt catalogVersion`.split(
    ' ',
  ),
)

export const everyFieldHasAnItem: SchemaCheck = ({ schema }) =>
  [...schema.types.values()]
    .filter(({ name }) => !name.startsWith('_'))
    .flatMap((type) => type.fields.filter((field) => !isMarked(type, field)))
    .filter(({ name }) => !name.startsWith('_'))
    .map(({ coordinate }) => finding('FIELD_UNTAGGED', coordinate))

function isMarked(type: CheckedType, field: CheckedField): boolean {
  if (field.item !== undefined || field.isTechnical) return true
  if (type.item === undefined && !type.isTechnical) return false
  const isRecord = type.isInterface || type.interfaces.length > 0
  if (isRecord) return recordForm.has(field.name)
  const isPlace = /^(?:Organization|NaturalPerson)(?!Ref$)/u.test(type.name)
  return !isPlace && type.keys.length === 0 && sharedForm.has(field.name)
}

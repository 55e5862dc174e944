/** An accepted record as its row: one spelling of every identifier, document numbers sealed, a keyed digest of the content. */
import {
  type CatalogItem,
  type LegalDate,
  type PersonValue,
  parseDocument,
  parseUscc,
  recordId,
  type SubjectKind,
} from '@xinqiao/schema'
import { mapPersons } from '../payload-persons.ts'
import type { Fields } from './envelope.ts'
import type { IngestRules } from './ingest-rules.ts'
import type { SubjectPerson } from './record-subject.ts'
import type { JudgedRow } from './verdict.ts'

/** Makes the row of a record whose every part has been judged. */
export function rowOf(
  record: Fields,
  item: CatalogItem,
  kind: SubjectKind,
  subject: { readonly key: string; readonly person: SubjectPerson | null },
  rules: IngestRules,
): JudgedRow {
  const { cipher, catalog } = rules
  const id = recordId(item.id, String(record['id']))
  const standard = rules.standards.get(item.id)
  const today = rules.clock.today()
  const sent = record['data'] as Fields
  const data = standard === undefined ? sent : mapPersons(standard, sent, (person) => normalPerson(person, today))
  const sealed =
    standard === undefined
      ? data
      : mapPersons(standard, data, (person, path) => ({
          ...person,
          documentNumber: cipher.seal(person.documentNumber, `${id}#${path}`),
        }))
  const facts = {
    item: item.id,
    subject: subject.key,
    subject_kind: kind,
    determined_on: String(record['determinedOn']),
    ongoing: record['ongoing'] === true,
    concluded_on: textOrNull(record['concludedOn']),
    valid_to: textOrNull(record['validTo']),
    seriousness: textOrNull(record['seriousness']),
    basis: normalBasis(record['basisDocument'] as Fields),
    division: String(record['division']),
    arising_from: String(record['arisingFrom']),
    secrecy: String(record['secrecy']),
  }
  const { person } = subject
  return {
    ...facts,
    record: id,
    corrects: typeof record['corrects'] === 'number' ? record['corrects'] : null,
    digest: cipher.digest(canonical({ ...facts, data })).toString('base64'),
    data: sealed,
    catalog_version: catalog.meta.version,
    person: person === null ? null : cipher.seal(JSON.stringify(person), subject.key),
  }
}

function normalPerson(person: PersonValue, today: LegalDate): PersonValue {
  const reading = parseDocument(person.documentKind, person.documentNumber, today)
  return reading.ok ? { ...person, documentNumber: reading.number } : person
}

function normalBasis(basis: Fields): Fields {
  const issuer = parseUscc(String(basis['issuer']))
  return issuer.ok ? { ...basis, issuer: issuer.uscc } : basis
}

/** JSON with sorted keys: the same content gives the same text, in whatever order it was sent. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

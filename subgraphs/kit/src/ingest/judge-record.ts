/** Judges one record at the ingest door: first failure wins, in the order of the README; nothing of it is kept when refused. */
import { type CatalogItem, type ItemId, itemOf, type SubjectKind } from '@xinqiao/schema'
import { basisProblem, envelopeProblem, type Fields, isFields, recordNumber, subjectKinds } from './envelope.ts'
import type { IngestRules } from './ingest-rules.ts'
import { judgePayload } from './judge-payload.ts'
import { readSubject } from './record-subject.ts'
import { rowOf } from './row-of.ts'
import { type RefusedRecord, refuse, type Verdict } from './verdict.ts'

/** State secrets by their three classes; work-internal information is not one (REG-3a, REG-3b). */
const secretLabels: ReadonlySet<unknown> = new Set(['confidential', 'secret', 'top_secret'])
const openLabels: ReadonlySet<unknown> = new Set(['none', 'internal'])

/** Judges a parsed line. */
export function judgeRecord(value: unknown, rules: IngestRules): Verdict {
  if (!isFields(value)) return refuse({ id: null, item: null }, 'RECORD_INVALID', '', 'Expected a JSON object.')
  const item = typeof value['item'] === 'string' ? itemOf(rules.catalog, value['item']) : undefined
  const told: RefusedRecord = { id: recordNumber(value['id']), item: item?.id ?? null }
  return refuseBySecrecy(value, told) ?? refuseByWords(value, told, rules) ?? judgeItem(value, told, item, rules)
}

function refuseBySecrecy(record: Fields, told: RefusedRecord): Verdict | undefined {
  const { secrecy } = record
  if (secretLabels.has(secrecy))
    return refuse(told, 'RECORD_INVALID', 'secrecy', 'What is labelled secret may not enter the hub.', {
      article: 'REG-3b',
      alarm: { kind: 'secret' },
    })
  if (!openLabels.has(secrecy))
    return refuse(told, 'RECORD_INVALID', 'secrecy', 'Expected none or internal.', { article: 'REG-3b' })
  return undefined
}

function refuseByWords(record: Fields, told: RefusedRecord, rules: IngestRules): Verdict | undefined {
  const found = rules.words(record, record['subjectKind'] === 'natural_person')
  switch (found?.kind) {
    case undefined:
      return undefined
    case 'prohibited':
      return refuse(told, 'PROHIBITED_CATEGORY', found.path, '', {
        alarm: { kind: 'prohibited', category: found.category },
      })
    case 'consent_only':
      return refuse(told, 'CONSENT_REQUIRED', found.path, '', { article: 'REG-14.3' })
    case 'too_deep':
      return refuse(told, 'RECORD_INVALID', 'data', 'Expected fewer levels.')
  }
}

function judgeItem(record: Fields, told: RefusedRecord, item: CatalogItem | undefined, rules: IngestRules): Verdict {
  if (told.id === null)
    return refuse(
      told,
      'RECORD_INVALID',
      'id',
      'Expected the provider’s own number of the record, never a person’s number.',
    )
  if (typeof record['item'] !== 'string')
    return refuse(told, 'RECORD_INVALID', 'item', 'Expected the id of a catalog item.')
  if (item === undefined) return refuse(told, 'NOT_IN_CATALOG', 'item')
  if (item.provider !== rules.provider) return refuse(told, 'NOT_PROVIDER', 'item')
  if (item.collection !== 'normal') return refuse(told, 'CONSENT_REQUIRED', 'item', '', { article: 'REG-14.2' })
  const kind = subjectKinds.find((known) => known === record['subjectKind'])
  if (kind === undefined)
    return refuse(told, 'RECORD_INVALID', 'subjectKind', 'Expected natural_person, legal_person or unincorporated.')
  if (!item.subjects.includes(kind)) return refuse(told, 'NOT_IN_CATALOG', 'subjectKind', '', { article: 'REG-2.1' })
  return judgeSubject(record, { id: told.id, item: item.id }, item, kind, rules)
}

function judgeSubject(
  record: Fields,
  told: { id: string; item: ItemId },
  item: CatalogItem,
  kind: SubjectKind,
  rules: IngestRules,
): Verdict {
  const today = rules.clock.today()
  const subject = readSubject(record['subject'], kind, rules.refKey, today)
  switch (subject.kind) {
    case 'form':
      return refuse(told, 'RECORD_INVALID', subject.path, subject.what)
    case 'identifier':
      return refuse(told, 'SUBJECT_ID_INVALID', subject.path, subject.what)
    case 'under_age':
      return refuse(told, 'NOT_IN_CATALOG', subject.path, subject.what, { article: 'PLAN-II.3' })
    case 'read':
      break
  }
  const refused = judgeContent(record, told, item, kind, rules)
  return refused ?? { kind: 'accepted', row: rowOf(record, item, kind, subject, rules) }
}

function judgeContent(
  record: Fields,
  told: RefusedRecord,
  item: CatalogItem,
  kind: SubjectKind,
  rules: IngestRules,
): Verdict | undefined {
  const today = rules.clock.today()
  const envelope = envelopeProblem(record, today)
  if (envelope !== undefined) return refuse(told, 'RECORD_INVALID', envelope.path, envelope.what)
  if (kind === 'natural_person' && record['identityVerified'] !== true)
    return refuse(told, 'IDENTITY_NOT_VERIFIED', 'identityVerified')
  const basis = record['basisDocument']
  if (!isFields(basis)) return refuse(told, 'BASIS_DOCUMENT_MISSING', 'basisDocument')
  const missing = ['kind', 'number', 'issuer', 'effectiveOn'].find((field) => isBlank(basis[field]))
  if (missing !== undefined) return refuse(told, 'BASIS_DOCUMENT_MISSING', `basisDocument.${missing}`)
  const problem = basisProblem(basis, today)
  if (problem !== undefined) return refuse(told, 'RECORD_INVALID', problem.path, problem.what)
  if (item.polarity === 'negative' && isBlank(basis['legalBasis']))
    return refuse(told, 'LEGAL_BASIS_MISSING', 'basisDocument.legalBasis')
  return judgePayload(record['data'], told, item, kind, rules)
}

function isBlank(value: unknown): boolean {
  return value == null || (typeof value === 'string' && value.trim() === '')
}

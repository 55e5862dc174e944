/** Invented records: which items a subject has, how many, from when, and what they say. */
import {
  type CatalogItem,
  type DataStandards,
  dataStandards,
  type IncomingRecord,
  itemsOfProvider,
  provincialCatalog,
} from '@xinqiao/schema'
import type { InventedCompany } from './companies.ts'
import { daysBefore } from './dates.ts'
import { inventPayload } from './payloads.ts'
import type { InventedPerson } from './people.ts'
import type { Random } from './random.ts'

/** A subject the records are about. */
export type InventedSubject = { readonly company: InventedCompany } | { readonly person: InventedPerson }

/** Bodies of the providers in the demo hub, as in deploy/seed/consumers.yaml. */
export const providerBodies: Readonly<Record<string, string>> = {
  amr: '114600000000C0014R',
  tax: '114600000000C0022L',
  court: '114600000000C0030F',
  tour: '114600000000C0049C',
  fin: '114600000000C00577',
  office: '114600000000C00652',
}

/** How often a subject has records of an item; items not named here come rarely. */
const always: Readonly<Record<string, readonly [low: number, high: number]>> = {
  'amr.reg.basic': [1, 1],
  'amr.reg.legalRep': [1, 1],
  'amr.reg.annualReport': [0, 1],
  'tax.reg.status': [1, 1],
  'tax.credit.grade': [1, 2],
  'fin.smeSupport': [0, 1],
  'office.pledge.active': [0, 1],
}
const rareChance = 0.05
const rareChanceOfPersons = 0.16

/** Items an invented subject never has: they are made by cases of the office, not by a provider's file. */
const notInvented: ReadonlySet<string> = new Set([
  'office.objection',
  'office.restore',
  'office.inspectionLog',
  'office.report',
])

/** All records of one subject over all providers, in catalog order. `firstSerial` keeps ids unique. */
export function inventRecords(
  subject: InventedSubject,
  firstSerial: number,
  asOf: string,
  random: Random,
): readonly IncomingRecord[] {
  const catalog = provincialCatalog()
  const standards = dataStandards()
  const kind = 'company' in subject ? subject.company.subjectKind : 'natural_person'
  const items = Object.keys(providerBodies).flatMap((provider) => itemsOfProvider(catalog, provider))
  let serial = firstSerial
  return items
    .filter((item) => item.subjects.includes(kind) && !notInvented.has(item.id))
    .flatMap((item) =>
      Array.from({ length: howMany(item, kind, random) }, () =>
        inventRecord(item, subject, serial++, asOf, standards, random),
      ),
    )
}

function howMany(item: CatalogItem, kind: string, random: Random): number {
  const range = kind === 'natural_person' ? undefined : always[item.id]
  if (range !== undefined) return random.integer(...range)
  return random.chance(kind === 'natural_person' ? rareChanceOfPersons : rareChance) ? 1 : 0
}

function inventRecord(
  item: CatalogItem,
  subject: InventedSubject,
  serial: number,
  asOf: string,
  standards: DataStandards,
  random: Random,
): IncomingRecord {
  const determinedOn = daysBefore(asOf, random.integer(1, item.polarity === 'negative' ? 2_400 : 1_500))
  const ongoing = (item.period === 'ONGOING' || item.period === 'LISTED') && random.chance(0.5)
  const company = 'company' in subject ? subject.company : null
  const standard = standards.get(item.id)
  if (standard === undefined) throw new RangeError(`No data standard for ${item.id}.`)
  return {
    id: `G-${String(serial).padStart(7, '0')}`,
    item: item.id,
    subject:
      'company' in subject
        ? { uscc: subject.company.uscc }
        : {
            document: { kind: subject.person.documentKind, number: subject.person.documentNumber },
            name: subject.person.name,
          },
    subjectKind: company?.subjectKind ?? 'natural_person',
    determinedOn,
    ongoing,
    concludedOn: null,
    validTo: item.period === 'VALID' ? daysBefore(determinedOn, -random.integer(700, 2_500)) : null,
    seriousness:
      item.period === 'NEG_GRADED' && random.chance(0.5) ? random.pick(['minor', 'general', 'serious'] as const) : null,
    basisDocument: {
      kind: basisKind(item),
      number: `琼${item.provider}〔${determinedOn.slice(0, 4)}〕${serial}号`,
      issuer: providerBodies[item.provider] ?? '',
      effectiveOn: determinedOn,
      legalBasis: '《海南自由贸易港社会信用条例》第二十四条',
    },
    division: company?.division ?? '460000',
    arisingFrom:
      item.provider === 'court'
        ? 'judicial'
        : item.actKind === 'permit'
          ? 'permit'
          : item.category === 'N01'
            ? 'registration'
            : 'supervision',
    identityVerified: true,
    secrecy: 'none',
    data: inventPayload(standard, { random, asOf, determinedOn, company, serial }),
  }
}

function basisKind(item: CatalogItem): string {
  if (item.actKind === 'penalty') return 'penalty_decision'
  if (item.actKind === 'permit') return 'permit'
  if (item.provider === 'court') return 'judgment'
  if (item.category === 'N06') return 'listing_decision'
  return item.category === 'N01' ? 'registration' : 'administrative_decision'
}

/** Invented records of one organization: one of each item of the benchmark's contract, every field filled, none outside its period. */
import { dataStandards, type IncomingRecord } from '@xinqiao/schema'
import type { InventedCompany } from '../../generator/companies.ts'
import { daysBefore } from '../../generator/dates.ts'
import { inventPayload } from '../../generator/payloads.ts'
import type { Random } from '../../generator/random.ts'
import { providerBodies } from '../../generator/records.ts'

/** The day the records are made for; the world's clock stands three weeks later. */
const asOf = '2026-11-01'
const validDays = 900
/** Serial numbers of the ingest case begin here, above those of the world. */
const firstOfIngest = 1_000_000

/** How records of an item arise. Valid ones end one day, the others are decided once. */
const items: readonly (readonly [
  item: string,
  basis: string,
  arisingFrom: IncomingRecord['arisingFrom'],
  isValidUntil: boolean,
])[] = [
  ['amr.reg.basic', 'registration', 'registration', false],
  ['amr.penalty', 'penalty_decision', 'supervision', false],
  ['tax.credit.grade', 'administrative_decision', 'supervision', false],
  ['tax.penalty', 'penalty_decision', 'supervision', false],
  ['court.judgment', 'judgment', 'judicial', false],
  ['tour.lic.agency', 'permit', 'permit', true],
  ['tour.penalty', 'penalty_decision', 'supervision', false],
  ['fin.lic', 'permit', 'permit', true],
]

/** Records of number `index` of the organizations. */
export function recordsOf(company: InventedCompany, index: number, random: Random): readonly IncomingRecord[] {
  return items.map((_, at) => recordOf(company, at, index * items.length + at, random))
}

/** One record of one item (`at`: its place in the list); `serial` makes its number. */
function recordOf(company: InventedCompany, at: number, serial: number, random: Random): IncomingRecord {
  const [item, basis, arisingFrom, isValidUntil] = items[at] ?? ['', '', 'supervision', false]
  const determinedOn = daysBefore(asOf, random.integer(1, 200))
  const standard = dataStandards().get(item)
  if (standard === undefined) throw new RangeError(`No data standard for ${item}.`)
  const filled = { ...standard, fields: standard.fields.map((field) => ({ ...field, optional: false })) }
  return {
    id: `B-${String(serial).padStart(7, '0')}`,
    item,
    subject: { uscc: company.uscc },
    subjectKind: company.subjectKind,
    determinedOn,
    ongoing: false,
    concludedOn: null,
    validTo: isValidUntil ? daysBefore(determinedOn, -validDays) : null,
    seriousness: item.endsWith('.penalty') ? 'general' : null,
    basisDocument: {
      kind: basis,
      number: `琼试〔2026〕${serial}号`,
      issuer: providerBodies[item.slice(0, item.indexOf('.'))] ?? '',
      effectiveOn: determinedOn,
      legalBasis: '《海南自由贸易港社会信用条例》第二十四条',
    },
    division: company.division,
    arisingFrom,
    identityVerified: true,
    secrecy: 'none',
    data: inventPayload(filled, { random, asOf, determinedOn, company, serial }),
  }
}

/** Penalties of market regulation about these organizations in turn, for the ingest case; a generator, so that none need be held. */
export function* penalties(
  count: number,
  companies: readonly InventedCompany[],
  random: Random,
): Generator<IncomingRecord> {
  const at = items.findIndex(([item]) => item === 'amr.penalty')
  for (let index = 0; index < count; index += 1) {
    const company = companies[index % companies.length]
    if (company !== undefined) yield recordOf(company, at, firstOfIngest + index, random)
  }
}

/** Writes a data folder of wholly invented subjects in the format of data.md, official exchange files included. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IncomingRecord } from '@xinqiao/schema'
import { inventCompany } from './companies.ts'
import { type OfficialRows, writeOfficialCsv, writeOfficialXlsx } from './official-files.ts'
import { inventPerson } from './people.ts'
import { seededRandom } from './random.ts'
import { type InventedSubject, inventRecords } from './records.ts'

/** How large the invented world is, and where it is written. */
export interface DemoWish {
  readonly dir: string
  readonly seed?: number
  readonly organizations?: number
  readonly persons?: number
  /** The day the files are made for; no record is later. */
  readonly asOf?: string
}

/** Figures of a folder that was written. */
export interface DemoFigures {
  readonly organizations: number
  readonly persons: number
  readonly records: number
}

const defaults = { seed: 20_211_124, organizations: 2_000, persons: 500, asOf: '2026-11-01' } as const
/** Items that agencies hand over as official files instead of NDJSON: CSV by its Chinese titles, XLSX by its codes. */
const officialItems: Readonly<
  Record<string, { readonly kind: OfficialRows['kind']; readonly format: 'csv' | 'xlsx' }>
> = {
  'amr.penalty': { kind: 'penalty', format: 'csv' },
  'tax.penalty': { kind: 'penalty', format: 'xlsx' },
  'tour.penalty': { kind: 'penalty', format: 'csv' },
  'amr.lic.food': { kind: 'permit', format: 'csv' },
  'tour.lic.agency': { kind: 'permit', format: 'xlsx' },
}

/** Copies the seed folder and adds invented records; the same wish gives the same files. */
export async function writeDemoFolder(wish: DemoWish): Promise<DemoFigures> {
  const { seed, organizations, persons, asOf, dir } = { ...defaults, ...wish }
  cpSync(join(import.meta.dirname, '..', 'seed'), dir, { recursive: true })
  const random = seededRandom(seed)
  const subjects: readonly InventedSubject[] = [
    ...Array.from({ length: organizations }, (_, index) => ({ company: inventCompany(index + 1, random) })),
    ...Array.from({ length: persons }, (_, index) => ({ person: inventPerson(index, random) })),
  ]
  const named: { record: IncomingRecord; name: string }[] = []
  for (const subject of subjects) {
    const name = 'company' in subject ? subject.company.name : subject.person.name
    for (const record of inventRecords(subject, named.length + 1, asOf, random)) named.push({ record, name })
  }
  await writeRecords(dir, named)
  return { organizations, persons, records: named.length }
}

async function writeRecords(
  dir: string,
  named: readonly { readonly record: IncomingRecord; readonly name: string }[],
): Promise<void> {
  for (const [provider, ofProvider] of Map.groupBy(named, ({ record }) => providerOf(record))) {
    const folder = join(dir, 'records', provider)
    mkdirSync(folder, { recursive: true })
    const plain = ofProvider.filter(({ record }) => officialItems[record.item] === undefined)
    writeFileSync(join(folder, '10-invented.ndjson'), plain.map(({ record }) => `${JSON.stringify(record)}\n`).join(''))
    for (const [item, rows] of Map.groupBy(ofProvider, ({ record }) => record.item)) {
      const official = officialItems[item]
      if (official === undefined) continue
      const file = join(folder, `20-${item}.${official.format}`)
      if (official.format === 'csv') writeOfficialCsv(file, { kind: official.kind, rows })
      else await writeOfficialXlsx(file, { kind: official.kind, rows })
    }
  }
}

/** The folder of a record: its item's first word, but for the two items whose names stand apart from their provider. */
function providerOf(record: IncomingRecord): string {
  const apart: Readonly<Record<string, string>> = {
    'prof.finStaff': 'fin',
    'procure.contract': 'office',
    'gov.integrity': 'office',
  }
  return apart[record.item] ?? record.item.slice(0, record.item.indexOf('.'))
}

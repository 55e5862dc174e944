/** The benchmark's data folder: its own contract, and organizations that all have the same number of records at five agencies. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type InventedCompany, inventCompany } from '../../generator/companies.ts'
import { type Random, seededRandom } from '../../generator/random.ts'
import { subjectsAsked } from '../limits.ts'
import { recordsOf } from './bench-records.ts'

const seed = 20_261_123

/** Writes the folder in the format of data.md; gives the codes of its organizations. The same every time. */
export function writeWorld(dir: string): readonly string[] {
  mkdirSync(dir, { recursive: true })
  for (const name of ['hub.yaml', 'consumers.yaml', 'contracts'])
    cpSync(join(import.meta.dirname, name), join(dir, name), { recursive: true })
  const random = seededRandom(seed)
  const companies = legalPersons(subjectsAsked, random)
  const records = companies.flatMap((company, index) => recordsOf(company, index, random))
  for (const [provider, ofProvider] of Map.groupBy(records, ({ item }) => item.slice(0, item.indexOf('.')))) {
    const folder = join(dir, 'records', provider)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, '10-bench.ndjson'), ofProvider.map((record) => `${JSON.stringify(record)}\n`).join(''))
  }
  return companies.map(({ uscc }) => uscc)
}

/** The first of the invented organizations that are legal persons: licences are open to no other kind. */
function legalPersons(count: number, random: Random): readonly InventedCompany[] {
  const found: InventedCompany[] = []
  for (let index = 1; found.length < count; index += 1) {
    const company = inventCompany(index, random)
    if (company.subjectKind === 'legal_person') found.push(company)
  }
  return found
}

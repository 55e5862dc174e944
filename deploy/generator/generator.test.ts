/** The invented world: lawful in every identifier, payload and date, and the same for the same seed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  dataStandards,
  type IncomingRecord,
  parseCitizenNumber,
  parseUscc,
  provincialCatalog,
  validatePayload,
} from '@xinqiao/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inventCompany } from './companies.ts'
import { inventPerson } from './people.ts'
import { seededRandom } from './random.ts'
import { inventRecords } from './records.ts'
import { writeDemoFolder } from './write-demo-folder.ts'

const asOf = '2026-11-01'
const wish = { seed: 7, organizations: 30, persons: 10, asOf }
let folders: readonly string[]

beforeAll(async () => {
  folders = [mkdtempSync(join(tmpdir(), 'xinqiao-one-')), mkdtempSync(join(tmpdir(), 'xinqiao-two-'))]
  for (const dir of folders) await writeDemoFolder({ ...wish, dir })
})

afterAll(() => {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true })
})

function textsOf(dir: string): readonly string[] {
  const records = join(dir, 'records')
  return readdirSync(records).flatMap((provider) =>
    readdirSync(join(records, provider))
      .filter((name) => !name.endsWith('.xlsx'))
      .map((name) => `${provider}/${name}\n${readFileSync(join(records, provider, name), 'utf8')}`),
  )
}

function invented(): readonly IncomingRecord[] {
  const random = seededRandom(11)
  const companies = Array.from({ length: 60 }, (_, index) => ({ company: inventCompany(index, random) }))
  const persons = Array.from({ length: 60 }, (_, index) => ({ person: inventPerson(index, random) }))
  return [...companies, ...persons].flatMap((subject, index) => inventRecords(subject, index * 1_000, asOf, random))
}

describe('the generator', () => {
  test('writes the same files for the same seed', () => {
    expect(textsOf(folders[0] ?? '')).toEqual(textsOf(folders[1] ?? ''))
  })

  test('writes official files beside NDJSON', () => {
    const names = readdirSync(join(folders[0] ?? '', 'records/amr'))
    expect(names).toContain('10-invented.ndjson')
    expect(names.some((name) => name.endsWith('.csv'))).toBe(true)
  })

  test('invents persons born 1900–1910 whose numbers hold, none twice', () => {
    const random = seededRandom(3)
    const numbers = Array.from({ length: 5_000 }, (_, index) => inventPerson(index, random).documentNumber)
    const readings = numbers.map((number) => parseCitizenNumber(number, asOf))
    expect(readings.filter((reading) => !reading.ok)).toEqual([])
    expect(readings.filter((reading) => reading.ok && !/^19(0\d|10)/.test(reading.birthDate))).toEqual([])
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('invents codes with both check digits right, none twice', () => {
    const random = seededRandom(3)
    const codes = Array.from({ length: 3_000 }, (_, index) => inventCompany(index, random).uscc)
    expect(
      codes.map((code) => parseUscc(code)).filter((reading) => !reading.ok || reading.warnings.length > 0),
    ).toEqual([])
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('invents only records that meet their data standards, none later than the day they are made for', () => {
    const records = invented()
    const standards = dataStandards()
    const catalog = provincialCatalog()
    const findings = records.flatMap((record) => {
      const standard = standards.get(record.item)
      return standard === undefined
        ? [record.item]
        : validatePayload(standard, record.data, catalog).map(
            ({ path, problem }) => `${record.item} ${path} ${problem}`,
          )
    })
    expect(findings).toEqual([])
    expect(records.filter((record) => record.determinedOn > asOf)).toEqual([])
    expect(new Set(records.map(({ item }) => item)).size).toBeGreaterThan(60)
  })
})

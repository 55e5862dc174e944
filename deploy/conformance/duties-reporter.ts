/**
 * `npm run law`: which duties of the law are proven by tests, read from the titles of all test files.
 * Exit 1 names every id that the law does not have. `--json FILE` writes the same as data.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { duties } from '@xinqiao/schema'
import { type CountedDuty, countDuties, type DutyCount, type DutyRow, type NamedTest, sumOf } from './count-duties.ts'
import { readTestTitles } from './read-test-titles.ts'

const testFile = /\.(?:test|e2e|audit)\.ts$/u
const root = join(import.meta.dirname, '../..')

/** Every titled test below a folder, in the order of the paths. */
export function testsBelow(folder: string): readonly NamedTest[] {
  return filesBelow(folder)
    .map((path) => ({ path, file: relative(folder, path) }))
    .flatMap(({ path, file }) => readTestTitles(readFileSync(path, 'utf8')).map((title) => ({ file, ...title })))
}

/** The report as text; its last line is `N proven, M partly, K unproven` over duties and decisions together. */
export function reportOf({ duties: counted }: DutyCount): string {
  const decisions = counted.filter(({ id }) => isDecision(id))
  const lines = counted.map(({ id, kind, state, tests }) =>
    `${id.padEnd(14)}${kind.padEnd(10)}${state.padEnd(10)}${testsOf(tests)}`.trimEnd(),
  )
  return [
    `${'duty'.padEnd(14)}${'kind'.padEnd(10)}${'state'.padEnd(10)}tests`,
    ...lines,
    '',
    `requirements of the law: ${sumLine(counted.filter(({ id }) => !isDecision(id)))}`,
    `decisions D1–D18: ${sumLine(decisions)}`,
    sumLine(counted),
  ].join('\n')
}

/** Prints the report of a folder; gives the exit code. */
export function reportDuties(folder: string, rows: readonly DutyRow[], jsonFile: string | undefined): number {
  const count = countDuties(rows, testsBelow(folder))
  for (const { id, test } of count.unknown) console.error(`unknown duty [${id}] in ${test.file}:${test.line}`)
  if (count.unknown.length > 0) return 1
  if (jsonFile !== undefined)
    writeFileSync(jsonFile, `${JSON.stringify({ ...sumOf(count.duties), duties: count.duties }, null, 2)}\n`)
  console.log(reportOf(count))
  return 0
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .toSorted((first, second) => (first.name < second.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(path)
      return testFile.test(entry.name) ? [path] : []
    })
}

function testsOf(tests: readonly NamedTest[]): string {
  const [first] = tests
  if (first === undefined) return ''
  const more = tests.length > 1 ? ` and ${tests.length - 1} more` : ''
  return `${first.file}:${first.line}${more}`
}

function sumLine(counted: readonly CountedDuty[]): string {
  const { proven, partly, unproven } = sumOf(counted)
  return `${proven} proven, ${partly} partly, ${unproven} unproven`
}

function isDecision(id: string): boolean {
  return /^D\d+$/u.test(id)
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { json: { type: 'string' } } })
  process.exitCode = reportDuties(root, duties(), values.json)
}

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { countDuties } from './count-duties.ts'
import { reportDuties, reportOf, testsBelow } from './duties-reporter.ts'

const rows = [
  { id: 'REG-27a', kind: 'M', duty: 'At most five years.' },
  { id: 'REG-11.3', kind: 'M', duty: 'The catalog is published.' },
  { id: 'REG-34(1)b', kind: 'M', duty: 'Objections are handled.' },
  { id: 'D1', kind: 'D', duty: 'Half-open range.' },
]

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'duties-'))
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

function plant(path: string, source: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), source)
}

describe('the report of the duties', () => {
  it('calls a duty proven, partly proven or unproven by the titles of all kinds of tests', () => {
    plant('a/src/x.test.ts', "it('[REG-27a] [D1 partly] ends', () => {})\nit('[REG-27a partly] also', () => {})")
    plant('deploy/e2e/y.e2e.ts', "it('shows it [REG-11.3 partly] to all', () => {})")
    plant('deploy/conformance/z.audit.ts', "audit('[REG-34(1)b] answers', () => {})")
    const { duties, unknown } = countDuties(rows, testsBelow(folder))
    expect(unknown).toEqual([])
    expect(duties.map(({ id, state, tests }) => [id, state, tests.length])).toEqual([
      ['REG-27a', 'proven', 2],
      ['REG-11.3', 'partly', 1],
      ['REG-34(1)b', 'proven', 1],
      ['D1', 'partly', 1],
    ])
    expect(reportOf({ duties, unknown }).split('\n').at(-1)).toBe('2 proven, 2 partly, 0 unproven')
  })

  it('names each unknown id with its file and exits with 1', () => {
    plant('b/x.test.ts', "it('fine', () => {})\nit('[REG-27z] typo', () => {})\nit('[REQ-1] other typo', () => {})")
    const said = vi.spyOn(console, 'error').mockReturnValue()
    expect(reportDuties(folder, rows, undefined)).toBe(1)
    expect(said.mock.calls.flat()).toEqual([
      'unknown duty [REG-27z] in b/x.test.ts:2',
      'unknown duty [REQ-1] in b/x.test.ts:3',
    ])
  })

  it('takes brackets that are no ids for plain words unless they lead the title', () => {
    plant('x.test.ts', "it('reads list[0] and [x] of a page', () => {})\nit('an empty [] is fine', () => {})")
    expect(countDuties(rows, testsBelow(folder)).unknown).toEqual([])
  })

  it('reads no files of others: node_modules, dot folders, sources without tests', () => {
    plant('node_modules/p/x.test.ts', "it('[D1] x', () => {})")
    plant('.types/x.test.ts', "it('[D1] x', () => {})")
    plant('src/x.ts', "it('[D1] x', () => {})")
    expect(testsBelow(folder)).toEqual([])
  })

  it('writes the same as data', () => {
    plant('x.test.ts', "it('[D1] ends', () => {})")
    const said = vi.spyOn(console, 'log').mockReturnValue()
    const file = join(folder, 'law.json')
    expect(reportDuties(folder, rows, file)).toBe(0)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      proven: 1,
      partly: 0,
      unproven: 3,
      duties: [{}, {}, {}, { id: 'D1', state: 'proven', tests: [{ file: 'x.test.ts', line: 1, title: '[D1] ends' }] }],
    })
    expect(String(said.mock.calls.at(-1)?.[0]).split('\n').at(-1)).toBe('1 proven, 0 partly, 3 unproven')
  })
})

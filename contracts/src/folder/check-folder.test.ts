import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkFolder } from './check-folder.ts'

const folder = join(import.meta.dirname, '../../../deploy/e2e/sample-hub')

function sample(): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
    }),
  )
}

function changed(file: string, change: (text: string) => string) {
  const files = sample()
  files.set(file, change(files.get(file) ?? ''))
  return checkFolder(files)
}

describe('a data folder', () => {
  test('the sample hub is taken as it stands', () => {
    const { findings, warnings, contracts, consumers, consents, standings, hub, records } = checkFolder(sample())
    expect(findings).toEqual([])
    expect(warnings).toEqual([])
    expect([contracts.length, consumers.length, consents.length, standings.length]).toEqual([7, 10, 1, 3])
    expect(hub.agencies).toEqual(['amr', 'tax', 'court', 'tour', 'fin', 'office'])
    expect(records).toContain('records/amr/10-sample.ndjson')
  })

  test('a repeated key, an unknown key and an unknown file are named with file and line', () => {
    expect(changed('hub.yaml', (text) => `${text}\nclock: system\n`).findings).toMatchObject([{ file: 'hub.yaml' }])
    const [found] = changed('contracts/CT-TAX-01.yaml', (text) => `${text}colour: red\n`).findings
    expect(found).toMatchObject({ file: 'contracts/CT-TAX-01.yaml', path: 'colour', code: 'FORMAT_INVALID' })
    expect(found?.line).toBeGreaterThan(50)
    expect(changed('contracts/notes.txt', () => 'x').findings).toMatchObject([{ file: 'contracts/notes.txt' }])
  })

  test('mistakes of all files are told at once', () => {
    const files = sample()
    files.set('standings.yaml', "- { record: 'amr.rumour:1', standing: annotated, since: 2026-11-20 }")
    files.set(
      'contracts/CT-TAX-02.yaml',
      (files.get('contracts/CT-TAX-02.yaml') ?? '').replace('- by: tax', '- by: fin'),
    )
    expect(checkFolder(files).findings.map(({ file, code }) => `${code} ${file}`)).toEqual([
      'CONTRACT_INACTIVE contracts/CT-TAX-02.yaml',
      'NOT_IN_CATALOG standings.yaml',
    ])
  })

  test('README and dot files are ignored', () => {
    const files = sample()
    files.set('README.md', '# about').set('.gitignore', 'x').set('contracts/README.md', 'x')
    expect(checkFolder(files).findings).toEqual([])
  })

  test('a finding never holds the value that is wrong', () => {
    const { findings } = changed('consents.yaml', (text) => text.replace('914600000000A0021R', '914600000000A0021X'))
    expect(findings).toMatchObject([{ code: 'SUBJECT_ID_INVALID', path: '[0].subject.uscc' }])
    expect(JSON.stringify(findings)).not.toContain('914600000000A0021X')
  })
})

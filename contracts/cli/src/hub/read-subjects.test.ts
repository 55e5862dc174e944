import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSubjects } from './read-subjects.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-subjects-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe('a list of subjects', () => {
  it('takes variable names from its first row', async () => {
    const file = written(
      'named.csv',
      '\ufeffuscc,year\r\n91460100G00000007P,2025\r\n"914600000000A0021R", 2024\r\n\r\n',
    )
    expect(await readSubjects(file)).toEqual([
      { uscc: '91460100G00000007P', year: '2025' },
      { uscc: '914600000000A0021R', year: '2024' },
    ])
  })

  it('holds bare codes, one a line, where no row names variables', async () => {
    expect(await readSubjects(written('bare.csv', '91460100G00000007P\n914600000000A0021R'))).toEqual([
      { uscc: '91460100G00000007P' },
      { uscc: '914600000000A0021R' },
    ])
  })

  it.each([
    ['nothing', ''],
    ['names only', 'uscc\n'],
  ])('with %s is refused as unreadable', async (_title, text) => {
    await expect(readSubjects(written('empty.csv', text))).rejects.toMatchObject({
      exit: 'usage',
      lessons: [{ code: 'SUBJECTS_UNREADABLE' }],
    })
  })

  it('that is no spreadsheet behind its .xlsx, or is not there, is a usage error without its contents', async () => {
    await expect(readSubjects(written('no.xlsx', 'SECRET-CANARY'))).rejects.toMatchObject({
      exit: 'usage',
      message: expect.not.stringContaining('CANARY'),
    })
    await expect(readSubjects(join(folder, 'none.csv'))).rejects.toMatchObject({
      lessons: [{ code: 'FILE_NOT_FOUND' }],
    })
  })
})

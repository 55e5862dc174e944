import { hash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryRow } from '../rows/leaf-rows.ts'
import { openAuditWriter } from '../store/audit-writer.ts'
import { migrateAuditStore } from '../store/migrate.ts'
import { testDatabase } from '../testing/database.ts'
import { scanForTraces } from './scan-for-traces.ts'

const words = ['海口试验旅行社有限公司', '460105190203040014', '914601000000A00134']
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'traces-'))
  mkdirSync(join(folder, 'tile', 'entries'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function traced(content: string | Buffer): Promise<readonly string[]> {
  const file = join(folder, 'tile', 'entries', '000')
  writeFileSync(file, content)
  const { traces, files } = await scanForTraces(words, { paths: [folder], databaseUrls: [] })
  expect(files).toBe(1)
  return traces.map(({ place, word, form }) => `${word} ${form} ${place === file}`)
}

describe('AU11 the scan for traces', () => {
  test('finds a word as it is, encoded at any place, escaped, and hashed without a key', async () => {
    const [name = '', number = ''] = words
    expect(await traced(`x${number}y`)).toEqual(['1 utf8 true'])
    expect(await traced(Buffer.from(name, 'utf16le'))).toEqual(['0 utf16 true'])
    expect(await traced(Buffer.from(name).toString('hex'))).toEqual(['0 hex true'])
    expect(
      await traced(JSON.stringify(name).replaceAll(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)),
    ).toEqual(['0 json true'])
    for (const before of ['', 'a', 'ab', 'abc'])
      for (const encoding of ['base64', 'base64url'] as const)
        expect(await traced(Buffer.from(`${before}${name}zz`).toString(encoding))).toEqual(['0 base64 true'])
    expect(await traced(hash('sha256', number, 'buffer'))).toEqual(['1 sha256 true'])
    expect(await traced(`{"d":"${hash('sha256', number, 'base64url')}"}`)).toEqual(['1 sha256 true'])
    expect(await traced('nothing of it')).toEqual([])
  })

  test('finds a word in any row of the store', async () => {
    const { databaseUrl, migrationUrl } = await testDatabase()
    await migrateAuditStore(migrationUrl, databaseUrl)
    const writer = openAuditWriter(databaseUrl)
    const origin = 'xinqiao/audit/gateway/2026'
    const leaf = { kind: 'query', at: 1, key: '2026-11', seen: [{ o: 'empty', items: [], subj: [words[1]] }] }
    const row = entryRow(0, Buffer.from(JSON.stringify(leaf)))
    const sealed = Buffer.from(`..${words[0]}..`)
    await writer.head(origin)
    await writer.add(origin, { indexed: 0, stored: 0 }, { indexed: 1, stored: 1 }, [{ row, sealed }])
    await writer.close()
    const { traces, rows } = await scanForTraces(words, { paths: [], databaseUrls: [databaseUrl] })
    expect(rows).toBe(4)
    expect(traces).toEqual([
      { place: 'table audit_entry', word: 1, form: 'utf8' },
      { place: 'table audit_subject', word: 1, form: 'utf8' },
      { place: 'table audit_payload', word: 0, form: 'utf8' },
    ])
  })
})

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { legalRepresentative, ndjson, penalty, person, personPenalty } from '@xinqiao/subgraph-kit/test/penalty.ts'
import { ingestLines, startTestAgency, type TestAgency } from '@xinqiao/subgraph-kit/test/test-agency.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMarketRegulation } from './index.ts'

let amr: TestAgency
beforeAll(async () => {
  amr = await startTestAgency(startMarketRegulation)
})
afterAll(() => amr.close())

const post = (body: string | Uint8Array, how = {}) => amr.sender('POST', '/records', body, how)

async function inDatabase(
  statement: string,
  values: unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: amr.database.adminUrl })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}
const records = (like: string) =>
  inDatabase('select record, version from record where record like $1 order by record', [like])

describe('the answer', () => {
  test('[REG-12a] [REG-14.4a] [REG-24] [REG-2.3] the five bad records of the worked example are refused, each for its reason, and none of their values is written', async () => {
    const bad = readFileSync(new URL('../../kit/test/bad-records.ndjson', import.meta.url), 'utf8')
    const answer = await post(bad)
    expect(answer.status).toBe(200)
    expect(ingestLines(answer)).toMatchObject([
      { line: 1, id: 'X-1', code: 'SUBJECT_ID_INVALID', path: 'subject.uscc' },
      { line: 2, id: 'X-2', code: 'PROHIBITED_CATEGORY' },
      { line: 3, id: 'X-3', code: 'NOT_PROVIDER', path: 'item' },
      { line: 4, id: 'X-4', code: 'BASIS_DOCUMENT_MISSING', path: 'basisDocument' },
      { line: 5, id: null, code: 'RECORD_INVALID' },
      { accepted: 0, unchanged: 0, refused: 5 },
    ])
    expect(answer.text).not.toContain('bloodType')
    expect(await records('%X-%')).toEqual([])
    expect(await inDatabase('select * from ingest_stage')).toEqual([])
  })

  test('each refused line has its line, id, code, path, article and message and nothing else', async () => {
    const [line] = ingestLines(await post(ndjson(penalty('A-1', { item: 'tax.penalty' }))))
    expect(Object.keys(line ?? {})).toEqual(['line', 'id', 'code', 'path', 'article', 'message'])
  })

  test('[REG-12b partly] sending a file again changes nothing', async () => {
    const file = ndjson(penalty('A-2'), '', penalty('A-3'))
    expect(ingestLines(await post(file))).toEqual([{ accepted: 2, unchanged: 0, refused: 0 }])
    expect(ingestLines(await post(file))).toEqual([{ accepted: 0, unchanged: 2, refused: 0 }])
  })

  test('[REG-29] [REG-27b] other content under a known number is a conflict, a named correction is the next version', async () => {
    await post(ndjson(penalty('A-4')))
    const changed = penalty('A-4', { determinedOn: '2026-11-01' })
    expect(ingestLines(await post(ndjson(changed)))).toMatchObject([
      { id: 'A-4', code: 'VERSION_CONFLICT' },
      { refused: 1 },
    ])
    expect(ingestLines(await post(ndjson({ ...changed, corrects: 1 })))).toEqual([
      { accepted: 1, unchanged: 0, refused: 0 },
    ])
    expect(await records('amr.penalty:A-4')).toEqual([{ record: 'amr.penalty:A-4', version: 2 }])
  })

  test('[REG-12a] what was refused is counted by day and code, for the agency and the office to see', async () => {
    const before = await tally()
    await post(ndjson(penalty('A-5', { subject: { uscc: '91350100M000100Y4Z' } })))
    expect((await tally())['SUBJECT_ID_INVALID']).toBe((before['SUBJECT_ID_INVALID'] ?? 0) + 1)
    async function tally(): Promise<Record<string, number>> {
      const { days } = (await amr.sender('GET', '/tally?since=2026-11-23', '')).json as {
        days: { day: string; code: string; records: number }[]
      }
      return Object.fromEntries(
        days.filter(({ day }) => day === '2026-11-23').map(({ code, records }) => [code, records]),
      )
    }
  })

  test('a penalty file in CSV comes through the same door and the same checks', async () => {
    const csv = [
      'CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_CFJG,CF_CFJGDM',
      '海口试验旅行社有限公司,法人及非法人组织,914601000000A00134,琼试〔2022〕1号,虚假宣传,事实清楚。,试验依据,罚款,罚款,2.5,2022/01/05,试验机关,114600000000C0014R',
      '海口试验旅行社有限公司,法人及非法人组织,914601000000A00135,琼试〔2022〕2号,虚假宣传,事实清楚。,试验依据,罚款,罚款,2.5,2022/01/05,试验机关,114600000000C0014R',
    ].join('\n')
    const answer = await post(csv, { type: 'text/csv' })
    expect(ingestLines(answer)).toMatchObject([{ code: 'SUBJECT_ID_INVALID' }, { accepted: 1, refused: 1 }])
    expect(
      await inDatabase("select data->'fine' as fine from record where record = 'amr.penalty:琼试〔2022〕1号'"),
    ).toEqual([{ fine: 2_500_000 }])
  })
})

describe('who may send', () => {
  test('[REG-2.3] an unsigned file, and one signed by another body, is 401 and leaves nothing', async () => {
    const body = ndjson(penalty('B-1'))
    expect(
      (await fetch(`${amr.url}/records`, { method: 'POST', body, headers: { 'content-type': 'application/x-ndjson' } }))
        .status,
    ).toBe(401)
    for (const key of [amr.keys.stranger, amr.keys.fetch, amr.keys.operator])
      expect((await post(body, { key })).status).toBe(401)
    expect((await post(body, { tag: 'xinqiao-admin-1', key: amr.keys.operator })).status).toBe(401)
    expect(await records('amr.penalty:B-1')).toEqual([])
  })

  test('a file that is not the one signed is rolled back whole, and the right one can be sent', async () => {
    const body = ndjson(...Array.from({ length: 2_500 }, (_, index) => penalty(`C-${index}`)))
    expect((await post(body, { signedBody: `${body} ` })).status).toBe(422)
    expect(await records('amr.penalty:C-%')).toEqual([])
    expect(await inDatabase('select * from ingest_stage')).toEqual([])
    expect(ingestLines(await post(body))).toEqual([{ accepted: 2_500, unchanged: 0, refused: 0 }])
  })

  test('another kind of file is refused before it is read', async () => {
    expect((await post('%PDF', { type: 'application/pdf' })).status).toBe(415)
  })
})

test('[PLAN-IV.1a] a dump of the database shows no citizen number, of subjects and of persons in payloads', async () => {
  await post(ndjson(personPenalty('D-1'), legalRepresentative('D-2', person.document.number)))
  expect(await records('%D-%')).toHaveLength(2)
  const tables = await inDatabase("select tablename from pg_tables where schemaname = 'public'")
  for (const { tablename } of tables) {
    const rows = await inDatabase(`select t::text from ${String(tablename)} t`)
    expect(JSON.stringify(rows)).not.toContain(person.document.number.slice(6, 17))
  }
})

test('a process killed in the middle of a file loses nothing: sent again, each record is there once', async () => {
  const lines = Array.from({ length: 6_000 }, (_, index) => penalty(`K-${index}`))
  const child = await startChild()
  const sent = child.post(ndjson(...lines)).catch(() => undefined)
  await untilSome()
  child.kill()
  await sent
  const answer = ingestLines(await post(ndjson(...lines))).at(-1)
  expect(Number(answer?.['accepted']) + Number(answer?.['unchanged'])).toBe(6_000)
  expect(await inDatabase("select count(*)::int as n from record where record like 'amr.penalty:K-%'")).toEqual([
    { n: 6_000 },
  ])
  expect(await inDatabase("select count(*)::int as n from change where record like 'amr.penalty:K-%'")).toEqual([
    { n: 6_000 },
  ])

  async function untilSome(): Promise<void> {
    for (;;) {
      const [row] = await inDatabase(
        "select (select count(*) from ingest_stage) + (select count(*) from record where record like 'amr.penalty:K-%') as n",
      )
      if (Number(row?.['n']) > 0) return
    }
  }
  async function startChild(): Promise<{ post(body: string): Promise<unknown>; kill(): void }> {
    const process_ = spawn(process.execPath, [new URL('../test/agency-child.ts', import.meta.url).pathname], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    process_.send({
      ...amr.config,
      keys: { ...amr.config.keys, ref: [...amr.config.keys.ref], records: [...amr.config.keys.records] },
    })
    const url = await new Promise<string>((done) =>
      process_.once('message', (message: { url: string }) => done(message.url)),
    )
    return { post: (body) => amr.sender('POST', '/records', body, { at: url }), kill: () => process_.kill('SIGKILL') }
  }
})

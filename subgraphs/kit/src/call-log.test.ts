import { appendFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gather } from '../test/gather.ts'
import { type CallEntry, openCallLog } from './call-log.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xinqiao-calls-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const call = (requestId: string): CallEntry => ({
  time: new Date().toISOString(),
  contract: 'CT-1@1',
  purpose: 'TAX_CREDIT',
  case: '琼试〔2026〕1号',
  items: ['amr.penalty'],
  requestId,
})

test('[OPI-XXI.a] the agency can see who asked for which items and why, call by call', async () => {
  const log = await openCallLog(folder)
  await Promise.all([log.append(call('r-1')), log.append(call('r-2')), log.append(call('r-3'))])
  const rows = await gather(log.since(0))
  expect(rows.map((row) => JSON.parse(row))).toEqual([
    expect.objectContaining({ requestId: 'r-1', contract: 'CT-1@1', items: ['amr.penalty'] }),
    expect.objectContaining({ requestId: 'r-2' }),
    expect.objectContaining({ requestId: 'r-3' }),
  ])
})

test('a call holds nothing but what the log promises, whatever is handed over', async () => {
  const log = await openCallLog(folder)
  await log.append({ ...call('r-1'), subject: '914601000000A00134' } as CallEntry)
  const [row] = await gather(log.since(0))
  expect(Object.keys(JSON.parse(row ?? '{}'))).toEqual(['time', 'contract', 'purpose', 'case', 'items', 'requestId'])
})

test('calls before the instant asked for are left out', async () => {
  const log = await openCallLog(folder)
  const entry = call('r-1')
  await log.append(entry)
  expect(await gather(log.since(Date.parse(entry.time)))).toHaveLength(1)
  expect(await gather(log.since(Date.parse(entry.time) + 1))).toHaveLength(0)
})

test('a torn last line is left out and the log goes on', async () => {
  const log = await openCallLog(folder)
  await log.append(call('r-1'))
  const [file] = await readdir(folder)
  await appendFile(join(folder, file ?? ''), '{"time":"20')
  expect(await gather(log.since(0))).toHaveLength(1)
})

test('days past their keeping are let go at the start, the last kept day stays', async () => {
  await writeFile(join(folder, 'calls-2025-10-19.ndjson'), '')
  await writeFile(join(folder, 'calls-2025-10-20.ndjson'), '')
  await openCallLog(folder, Date.parse('2026-11-24T00:00:00Z'))
  expect(await readdir(folder)).toEqual(['calls-2025-10-20.ndjson'])
})

test('a file that was moved away is made anew, and no call is lost', async () => {
  const log = await openCallLog(folder)
  await log.append(call('r-1'))
  const [file] = await readdir(folder)
  await rename(join(folder, file ?? ''), join(folder, 'moved'))
  await log.append(call('r-2'))
  expect((await gather(log.since(0))).map((row) => JSON.parse(row).requestId)).toEqual(['r-2'])
})

test('a call whose line cannot be written is told, all calls of its turn too, and later ones are kept', async () => {
  const log = await openCallLog(folder)
  await rm(folder, { recursive: true })
  const lost = await Promise.allSettled([log.append(call('r-1')), log.append(call('r-2'))])
  expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await mkdir(folder)
  await log.append(call('r-3'))
  expect((await gather(log.since(0))).map((row) => JSON.parse(row).requestId)).toEqual(['r-3'])
})

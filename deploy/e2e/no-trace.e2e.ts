/** Nothing the hub writes beside its databases names a subject; and the databases hold no plain citizen number. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingest } from './asking.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'
import { findTraces } from './traces.ts'

const dataFolder = join(import.meta.dirname, 'sample-hub')
/** Names, citizen numbers, codes and free text of the sample records, with two canaries that only this story asks for. */
const citizenNumbers = ['460105190203040014', '460203190305060027', '469006190407080033', '460106190611120052']
const names = ['陈试一', '林试二', '黄试三', '王试五', '海口试验旅行社有限公司', '虚假宣传，事实清楚']
const codes = ['914601000000A00134', '914600000000A0021R', '914602000000A003XU']
const canaries = ['canary-variable-7c1f', 'canary-case-94ab']

let hub: HubUnderTest

beforeAll(async () => {
  hub = await startHubUnderTest({ data: dataFolder, fromNothing: true })
  const profile = `query($uscc: ID!) { organization(uscc: $uscc) { uscc amr { regBasic { name } penalty { nodes { violation facts } } } court { judgment { nodes { caseNumber } } } } }`
  const tax = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: 'canary-case-94ab' }
  for (const uscc of codes) await hub.ask(tax, profile, { uscc })
  await hub.ask(
    tax,
    `{ naturalPerson(document: { kind: "01", number: "460105190203040014" }) { amr { penalty { nodes { id } } } } }`,
  )
  await hub.ask(tax, `query($uscc: ID!) { organization(uscc: $uscc) { uscc } }`, { uscc: 'canary-variable-7c1f' })
  await hub.ask(tax, `{ organization(uscc: "canary-variable-7c1f") { noSuchField } }`)
  await hub.askAnonymously(profile, { uscc: codes[0] })
  await ingest(hub, 'amr', join(import.meta.dirname, 'sample-bad-records.ndjson'))
})

afterAll(async () => hub.stop())

test('[GUI-17a partly] [PLAN-VII.3a partly] no log, audit file, call log or line of output names a subject, a number, a case or a variable', () => {
  const needles = [...citizenNumbers, ...names, ...codes, ...canaries.slice(0, 1)]
  expect(findTraces(hub.stateDir, needles, ['postgres', 'keys', 'demo'])).toEqual([])
  expect(needles.filter((needle) => hub.output.join('\n').includes(needle))).toEqual([])
})

test('[PLAN-IV.1a] the files of the databases hold no plain citizen number', () => {
  const location = join(hub.stateDir, 'postgres.location')
  const cluster = existsSync(location) ? readFileSync(location, 'utf8').trim() : join(hub.stateDir, 'postgres')
  expect(findTraces(cluster, citizenNumbers)).toEqual([])
})

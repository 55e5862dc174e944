/** Consents over signed HTTP: asked for every request, never kept, whole or not at all. */
import { HourlyKeys, importSigningKey } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { hubKeys } from '../testing/hub-keys.ts'
import { TestOffice } from '../testing/test-office.ts'
import { askOffice, type Office } from './ask-office.ts'
import { askConsents } from './consents.ts'

let server: TestOffice
let office: Office
const question = {
  grantee: 'bank-d1',
  subjects: ['914600000000A0021R'],
  items: ['tax.credit.grade', 'court.terminated'],
  use: 'LOAN',
  on: '2026-11-23',
  requestId: 'r-1',
}

beforeAll(async () => {
  const keys = await hubKeys()
  server = await TestOffice.make(keys)
  await server.listen()
  const running = { bundle: { agencies: [server.entry] } } as unknown as RunningBundle
  office = askOffice(() => running, {
    signing: importSigningKey(keys.fetch),
    hourly: new HourlyKeys('hub', keys.agreement),
  })
})
afterAll(async () => {
  await office.close()
  await server.close()
})

const states = async (): Promise<unknown> => {
  const answers = await askConsents(office, question)
  return answers === 'unavailable' ? answers : answers.map(({ state }) => state)
}

test('[REG-16.2b] a withdrawal acts on the very next question', async () => {
  server.consents = [{ subject: '914600000000A0021R', item: 'tax.credit.grade', state: 'covered' }]
  expect(await states()).toEqual(['covered', 'none'])
  server.consents = [{ subject: '914600000000A0021R', item: 'tax.credit.grade', state: 'withdrawn' }]
  expect(await states()).toEqual(['withdrawn', 'none'])
})

test('an answer that cannot be read, or an office that is away, is no consent', async () => {
  server.consents = [{ subject: '914600000000A0021R', item: 'tax.credit.grade', state: 'granted' }]
  expect(await states()).toBe('unavailable')
  server.consents = []
  server.isAway = true
  expect(await states()).toBe('unavailable')
  server.isAway = false
  expect(await states()).toEqual(['none', 'none'])
})

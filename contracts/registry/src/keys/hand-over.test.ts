/** Who is given months' keys, and how they travel: by signature, sealed, three months for a gateway (audit.md §2, trust.md §4). */
import type { Jwk } from '@xinqiao/contracts'
import { keysFor, openKeyList } from '@xinqiao/contracts'
import {
  addLegalMonths,
  contentDigest,
  importSigningKey,
  legalMonthOf,
  type MonthKeyPair,
  MonthKeyQuestion,
  signIngest,
} from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { testFolder } from '../testing/folder.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { openKeyStore } from './open-key-store.ts'

const office = { agency: privateJwk('Ed25519'), agreement: privateJwk('X25519') }
const thisMonth = legalMonthOf(Date.now())
const [last, next, old] = [-1, 1, -5].map((count) => addLegalMonths(thisMonth, count)) as [string, string, string]
const startOf = (month: string): number => Date.parse(`${month}-02T00:00:00Z`)

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.close()
  // The months before: a store that has run for a while.
  for (const month of [old, last])
    await openKeyStore(registry.config.keyStoreDir, {
      audit: { act: async () => ({ origin: 'xinqiao/audit/registry/2026', index: 0, leafHash: '' }) },
      retentionMonths: 36,
      now: () => startOf(month),
    })
  await registry.startAgain()
  await registry.load({
    ...testFolder(),
    'hub.yaml': 'agencies: [amr, office]\ncatalogApproval: { number: "琼府函〔2025〕0号", on: 2025-12-15 }\n',
  })
  const registered = await registry.signed(
    'PUT',
    '/agencies/office',
    agencyBody('office', { key: publicHalf(office.agency), agreementKey: publicHalf(office.agreement) }),
  )
  if (registered.status !== 200) throw new Error('the office was not registered')
})
afterAll(() => registry.end())

interface Asked {
  readonly status: number
  readonly text: string
  readonly open: (agreement: Jwk) => Promise<readonly MonthKeyPair[]>
}

async function storeKey(): Promise<Jwk> {
  const list = await openKeyList(
    await (await fetch(`${registry.registry}/keys`)).text(),
    [publicHalf(registry.keys.registry.officeRoot)],
    Date.now(),
  )
  return keysFor(list, 'key-store', Date.now())[0]?.jwk ?? {}
}

async function ask(key: Jwk, months?: readonly string[], headers?: Readonly<Record<string, string>>): Promise<Asked> {
  const question = new MonthKeyQuestion(months)
  return send(question, headers ?? signed(question.body, key))
}

function signed(body: Buffer, key: Jwk): Record<string, string> {
  const url = `${registry.registry}/month-keys`
  return signIngest(
    { method: 'POST', url, contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' },
    importSigningKey(key),
  )
}

async function send(question: MonthKeyQuestion, headers: Readonly<Record<string, string>>): Promise<Asked> {
  const response = await fetch(`${registry.registry}/month-keys`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: question.body,
  })
  const text = await response.text()
  return {
    status: response.status,
    text,
    open: async (agreement) => question.open(JSON.parse(text), agreement, await storeKey()),
  }
}

test('a gateway is given last, this and next month, sealed so that it alone can open them', async () => {
  const { status, text, open } = await ask(registry.keys.fetch)
  expect(status).toBe(200)
  const pairs = await open(registry.keys.agreement)
  expect(pairs.map(({ month }) => month)).toEqual([last, thisMonth, next])
  for (const { pseudonym, payload } of pairs)
    for (const key of [pseudonym, payload]) expect(text).not.toContain(Buffer.from(key).toString('base64url'))
  await expect(open(office.agreement)).rejects.toThrow('SEAL_WRONG')
  await expect(open(privateJwk('X25519'))).rejects.toThrow('SEAL_WRONG')
})

test('a month outside its three is refused with the reason and what to do', async () => {
  const { status, text } = await ask(registry.keys.fetch, [thisMonth, old])
  expect([status, JSON.parse(text)]).toEqual([
    403,
    expect.objectContaining({
      code: 'MONTH_NOT_YOURS',
      message: expect.stringContaining(old),
      zh: expect.stringContaining('网关'),
      article: 'REG-26.2a',
      next: expect.stringContaining('office'),
    }),
  ])
  const one = await ask(registry.keys.fetch, [thisMonth])
  expect((await one.open(registry.keys.agreement)).map(({ month }) => month)).toEqual([thisMonth])
})

test('the office is given every month that is not destroyed', async () => {
  const { status, open } = await ask(office.agency)
  expect(status).toBe(200)
  const months = (await open(office.agreement)).map(({ month }) => month)
  expect(months).toEqual([old, addLegalMonths(old, 1), last, thisMonth, next])
  await expect(open(registry.keys.agreement)).rejects.toThrow('SEAL_WRONG')
  const older = await ask(office.agency, [old])
  expect((await older.open(office.agreement)).map(({ month }) => month)).toEqual([old])
  expect(JSON.parse((await ask(office.agency, ['2001-01'])).text)).toMatchObject({ code: 'MONTH_UNKNOWN' })
})

test('an unsigned, forged, foreign or repeated request is given nothing', async () => {
  const question = new MonthKeyQuestion()
  const good = signed(question.body, registry.keys.fetch)
  expect((await send(question, good)).status).toBe(200)
  const refused = [
    await send(question, good),
    await send(new MonthKeyQuestion(), good),
    await send(question, {}),
    await ask(privateJwk('Ed25519')),
    await ask(registry.keys.operator),
    await ask(registry.keys.auditor),
  ]
  expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401])
  for (const { text } of refused) expect(text).not.toContain('sealed')
})

test('a question that is none is refused as such', async () => {
  const post = async (body: unknown): Promise<number> =>
    (await registry.signed('POST', '/month-keys', body, registry.keys.fetch)).status
  expect(await post({})).toBe(400)
  expect(await post({ ephemeral: Buffer.alloc(32).toString('base64url') })).toBe(400)
  expect(await post({ ephemeral: 'AA', months: ['2026-13'] })).toBe(400)
  expect(await post({ ephemeral: 'AA', months: [] })).toBe(400)
})

test('the operator sees every month and holds, releases and destroys with a reason; nobody else does', async () => {
  const call: typeof registry.signed = (...asked) => registry.signed(...asked)
  const months = (await call('GET', '/months', undefined)).body['months'] as { month: string; state: string }[]
  expect(Object.fromEntries(months.map(({ month, state }) => [month, state]))).toMatchObject({
    [old]: 'retired',
    [thisMonth]: 'active',
    [next]: 'next',
  })
  expect(await call('POST', `/months/${old}/hold`, {})).toMatchObject({ status: 400 })
  expect(await call('POST', `/months/${old}/hold`, { reason: 'a case' })).toMatchObject({
    status: 200,
    body: { month: { state: 'held' } },
  })
  expect(await call('POST', `/months/${old}/hold`, { reason: 'a case' })).toMatchObject({
    status: 409,
    body: { code: 'KEYS_HELD', nextZh: expect.stringContaining('release') },
  })
  expect(await call('POST', `/months/${old}/release`, { reason: 'it is over' })).toMatchObject({ status: 200 })
  expect(await call('POST', `/months/${old}/destroy`, { reason: 'too soon' })).toMatchObject({
    status: 422,
    body: { code: 'KEYS_TOO_YOUNG', article: 'OPI-XXIV.b' },
  })
  expect(await call('POST', `/months/${last}/hold`, { reason: 'no right' }, registry.keys.fetch)).toMatchObject({
    status: 401,
  })
  expect(await call('GET', '/months', undefined, registry.keys.auditor)).toMatchObject({ status: 401 })
})

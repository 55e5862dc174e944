/** One durable entry for every answer, before the answer; without it no data (audit.md §1, REG-26.2b). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuditEntry, AuditUnavailable, verifyAuditLog } from '@xinqiao/audit-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditAnswer } from '../audit/audit-answer.ts'
import { KeyRing } from '../audit/pseudonyms.ts'
import { openEvents } from '../events.ts'
import type { Shaped } from '../shape/shaped.ts'
import { threeMonths } from '../testing/hub-keys.ts'
import { aRow, c1 } from '../testing/samples.ts'
import { lawfulDetail, profile, TestDoor } from '../testing/test-door.ts'
import { respond } from './respond.ts'

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

test('[REG-26.2a] one entry for each request says who, for whom, which items, why and what was decided', async () => {
  const before = (await door.entries()).length
  const { headers } = await door.ask()
  const entries = await door.entries()
  expect(entries).toHaveLength(before + 1)
  expect(headers.get('hub-receipt')).toMatch(new RegExp(`^xinqiao/audit/gateway/\\d{4}/${before}$`))
  expect(entries.at(-1)).toMatchObject({
    v: 1,
    kind: 'query',
    agency: 'tax',
    client: 'tax-app',
    contract: 'CT-1@1',
    channel: 'public_affairs_sharing',
    purpose: 'TAX_CREDIT',
    basis: ['REG-16.2'],
    decision: 'permit',
    status: 200,
    seen: expect.arrayContaining([
      expect.objectContaining({ o: 'released', items: ['amr.penalty'], rows: 1 }),
      expect.objectContaining({ o: 'empty', items: ['tax.credit.grade'], rows: 0 }),
    ]),
  })
})

test('[REG-26.2a] refusals have their entry too, before and after the caller is known', async () => {
  const lastOf = async (): Promise<unknown> => (await door.entries()).at(-1)
  await door.ask({ proof: null })
  expect(await lastOf()).toMatchObject({ decision: 'refused', code: 'UNAUTHENTICATED', status: 401, client: null })
  await door.ask({ detail: { ...lawfulDetail, purpose: 'LOAN' } })
  expect(await lastOf()).toMatchObject({
    decision: 'refused',
    code: 'PURPOSE_MISMATCH',
    client: 'tax-app',
    contract: 'CT-1@1',
  })
  await door.ask({ query: '{ nothing' })
  expect(await lastOf()).toMatchObject({ decision: 'refused', code: 'GRAPHQL_PARSE_FAILED' })
})

test('no entry holds a code, a number, a case, an official or a value', async () => {
  const number = '460100190001010014'
  await door.ask({ query: `{ naturalPerson(document: { kind: "01", number: "${number}" }) { ref } }` })
  await door.ask()
  const text = await door.auditText()
  expect(text.length).toBeGreaterThan(0)
  for (const secret of [c1, number, 'p-17', '琼税案', 'invented', 'eyJ']) expect(text).not.toContain(secret)
})

test('the log of all these answers verifies', async () => {
  await door.ask()
  const report = verifyAuditLog(join(door.stateDir, 'audit', 'gateway'))
  expect(report).toMatchObject({ good: true, findings: [] })
})

test('the same subject has one name in a month and another in the next, and none without the key', () => {
  const names = new KeyRing(threeMonths(Date.parse('2026-11-01T00:00:00Z')))
  const november = names.at(Date.parse('2026-11-30T15:59:59Z'))
  const december = names.at(Date.parse('2026-11-30T16:00:00Z'))
  expect([november.month, december.month]).toEqual(['2026-11', '2026-12'])
  expect(november.pseudonym('organization', c1)).toBe(
    names.at(Date.parse('2026-11-01T00:00:00Z')).pseudonym('organization', c1),
  )
  expect(november.pseudonym('organization', c1)).not.toBe(december.pseudonym('organization', c1))
  expect(november.pseudonym('organization', c1)).not.toBe(november.pseudonym('person', c1))
  const others = new KeyRing(threeMonths(Date.parse('2026-11-01T00:00:00Z'))).at(Date.parse('2026-11-01T00:00:00Z'))
  expect(others.pseudonym('organization', c1)).not.toBe(november.pseudonym('organization', c1))
})

/** An answer with data, as room 7 hands it on. */
const shaped: Shaped = {
  kind: 'shaped',
  from: {
    kind: 'refused',
    request: {
      requestId: 'r-1',
      method: 'POST',
      url: 'https://hub.example/graphql',
      headers: {},
      query: profile,
      documentId: null,
      operationName: null,
      variables: {},
      remoteAddress: '127.0.0.1',
      statementOver: null,
      receivedMs: 0,
    },
    running: null,
    caller: null,
    claims: null,
    contractVersion: null,
    because: { kind: 'failure', code: 'OVERLOADED' },
  },
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  bytes: Buffer.from('{"data":{"secret":"value"}}'),
  facts: {
    decision: 'permit',
    isOwnLog: false,
    code: null,
    operationHash: null,
    seen: [],
    refused: [],
    withheld: {},
    failed: [],
    answers: new Map(),
  },
}

test('[REG-26.2b] where the entry cannot be written no data leaves, and it works again by itself', async () => {
  let isBroken = true
  const log = {
    append: async (_entry: AuditEntry) => {
      if (isBroken) throw new AuditUnavailable('no space')
      return { origin: 'o', index: 7, leafHash: 'h' }
    },
  }
  const deps = { log, pseudonyms: new KeyRing(threeMonths(Date.now())), answerKey: {}, events: openEvents('silent') }
  const refused = respond(await auditAnswer(shaped, deps))
  expect([refused.status, refused.headers['retry-after'], refused.headers['hub-receipt']]).toEqual([
    503,
    '2',
    undefined,
  ])
  const words = refused.bytes.toString()
  expect(words).toContain('AUDIT_UNAVAILABLE')
  expect(words).not.toContain('secret')
  isBroken = false
  const answer = respond(await auditAnswer(shaped, deps))
  expect([answer.status, answer.bytes, answer.headers['hub-receipt']]).toEqual([200, shaped.bytes, 'o/7'])
})

test('an answer waits for its entry', async () => {
  const order: string[] = []
  let written: () => void = () => {}
  const log = {
    append: async () => {
      await new Promise<void>((resolve) => {
        written = resolve
      })
      order.push('entry')
      return { origin: 'o', index: 0, leafHash: 'h' }
    },
  }
  const answer = auditAnswer(shaped, {
    log,
    pseudonyms: new KeyRing(threeMonths(Date.now())),
    answerKey: {},
    events: openEvents('silent'),
  })
  const left = answer.then(() => order.push('answer'))
  written()
  await left
  expect(order).toEqual(['entry', 'answer'])
})

test('an answer that skipped the audit does not compile', () => {
  const { status, headers, bytes } = shaped
  // @ts-expect-error the brand of an audited answer is private to its room
  expect(respond({ kind: 'audited', status, headers, bytes, receipt: null }).status).toBe(200)
  // @ts-expect-error a shaped answer is not an audited one
  const skip = (): unknown => respond(shaped)
  expect(skip).toBeTypeOf('function')
})

test('a log folder of another name does not start under this one', async () => {
  const other = await TestDoor.open({ node: 'gateway-2', stateDir: await mkdtemp(join(tmpdir(), 'xinqiao-node-')) })
  const { checkpointKeys, openAuditLog } = await import('@xinqiao/audit-log')
  const first = await openAuditLog({
    directory: join(other.config.stateDir, 'audit', 'gateway-2'),
    hub: 'xinqiao',
    node: 'gateway-1',
    signerFor: (origin) => checkpointKeys(join(other.config.ownKeysDir, 'checkpoint')).signerFor(origin),
  })
  await first.close()
  await expect(other.start()).rejects.toMatchObject({ code: 'AUDIT_ORIGIN' })
  await rm(other.config.stateDir, { recursive: true, force: true })
  await other.end()
})

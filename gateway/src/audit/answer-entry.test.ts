/** The leaf of an answer and what is sealed beside it (audit.md §2). */
import { type AuditEntry, commitment, leafText, openSealed } from '@xinqiao/audit-log'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openEvents } from '../events.ts'
import type { Shaped } from '../shape/shaped.ts'
import { threeMonths } from '../testing/hub-keys.ts'
import { aRow, c1, c2 } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { type AnswerRecord, answerRecord } from './answer-entry.ts'
import type { AnswerPayload } from './answer-payload.ts'
import { auditAnswer } from './audit-answer.ts'
import { KeyRing } from './pseudonyms.ts'

const at = Date.parse('2026-11-23T02:00:00Z')
const keys = new KeyRing(threeMonths(at))
const key = keys.at(at)
const twoSubjects = `{ organizations(usccs: ["${c1}", "${c2}"]) { amr { penalty { nodes { violation } } } tax { creditGrade { nodes { grade } } } } }`

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'tax'])
})
afterEach(() => hub.reset())
afterAll(() => hub.close())

async function recordOf(query: string, ask: Parameters<TestHub['walk']>[1] = {}): Promise<[Shaped, AnswerRecord]> {
  const shaped = await hub.walk(query, ask)
  return [shaped, answerRecord(shaped, key, at)]
}

function pcOf({ pc }: AnswerRecord['entry']): string {
  return typeof pc === 'string' ? pc : ''
}

function openPayload({ entry, sealed }: AnswerRecord): AnswerPayload {
  const { payload } = openSealed(sealed, key.payloadKey, pcOf(entry))
  return JSON.parse(payload.toString('utf8')) as AnswerPayload
}

test('[REG-26.2a] it names each subject by its pseudonym with what came of it, and holds nothing in plain', async () => {
  hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  const [, { entry }] = await recordOf(twoSubjects)
  const [one, other] = [key.pseudonym('organization', c1), key.pseudonym('organization', c2)]
  expect(entry['seen']).toEqual(
    expect.arrayContaining([
      { items: ['amr.penalty'], o: 'released', rows: 1, subj: [one] },
      { items: ['tax.credit.grade'], o: 'empty', rows: 0, subj: [one] },
      { items: ['amr.penalty', 'tax.credit.grade'], o: 'empty', rows: 0, subj: [other] },
    ]),
  )
  expect(entry).toMatchObject({ kind: 'query', key: '2026-11', decision: 'permit', contract: 'CT-1@1', status: 200 })
  const text = leafText(entry)
  for (const secret of [c1, c2, 'case-1', 'official-1', 'invented', '127.0.0.1']) expect(text).not.toContain(secret)
})

test('its members stand in the order of canonical JSON, so that the log writes it as it is', async () => {
  const [, { entry }] = await recordOf(twoSubjects)
  expect(leafText(entry)).toBe(JSON.stringify(entry))
  expect(Object.keys(entry)).toEqual(Object.keys(entry).toSorted())
})

test('the payload opens beside its own leaf alone and holds what the leaf must not', async () => {
  hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  const query = 'query Q($u: ID!) { organization(uscc: $u) { amr { penalty { nodes { violation } } } } }'
  const [, record] = await recordOf(query, { variables: { u: c1 } })
  const payload = openPayload(record)
  expect(payload).toMatchObject({
    remoteAddress: '127.0.0.1',
    case: 'case-1',
    official: { ref: 'official-1', role: null },
    variables: { u: c1 },
    answers: [['amr', expect.stringMatching(/^sha-256=:/u), expect.any(Number), expect.stringMatching(/^:/u)]],
  })
  const groups = record.entry['seen'] as readonly { readonly subj: readonly string[] }[]
  expect(payload.subjects.map((all) => all.map((one) => key.pseudonym('organization', one)))).toEqual(
    groups.map(({ subj }) => subj),
  )
  const [, other] = await recordOf(query, { variables: { u: c1 } })
  expect(() => openSealed(record.sealed, key.payloadKey, pcOf(other.entry))).toThrow('AUDIT_ENTRY_INVALID')
})

test('it commits to the exact bytes of the answer under a salt of its own each time', async () => {
  const [shaped, one] = await recordOf(twoSubjects)
  const [, other] = await recordOf(twoSubjects)
  expect(one.entry['ac']).not.toBe(other.entry['ac'])
  const { salts, payload } = openSealed(one.sealed, key.payloadKey, pcOf(one.entry))
  expect(commitment(salts.ac, shaped.bytes)).toBe(one.entry['ac'])
  expect(commitment(salts.pc, payload)).toBe(one.entry['pc'])
  expect(commitment(salts.ac, Buffer.concat([shaped.bytes, Buffer.from(' ')]))).not.toBe(one.entry['ac'])
})

test('an agency whose answer was no use is named with the digest of what it signed', async () => {
  hub.agency('amr').misbehaviour = 'garbage'
  const [, { entry }] = await recordOf(`{ organization(uscc: "${c1}") { amr { penalty { nodes { violation } } } } }`)
  expect(entry['failed']).toEqual([
    { agency: 'amr', code: 'SUBGRAPH_INVALID_ANSWER', digest: expect.stringMatching(/^sha-256=:/u) },
  ])
})

test('an agency cannot write into the payload by the name it gives a subject', async () => {
  const forged = `x"]],"case":"forged","remoteAddress":"forged","y":[["`
  hub.agency('amr').rows.push(aRow('amr.penalty', 'R-9', forged, { violation: 'invented' }))
  const [shaped, record] = await recordOf('{ record(id: "amr.penalty:R-9") { id } }')
  expect(shaped.facts.seen.flatMap(({ subjects }) => subjects.map((subject) => subject.key))).toEqual([forged])
  expect(openPayload(record)).toMatchObject({ case: 'case-1', remoteAddress: '127.0.0.1', subjects: [[forged]] })
})

test('variables longer than an entry should be are told by their digest', async () => {
  const [, record] = await recordOf('query Q($u: ID!) { organization(uscc: $u) { uscc } }', {
    variables: { u: c1, more: 'x'.repeat(70_000) },
  })
  expect(openPayload(record).variables).toEqual({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/u), chars: 70_036 })
})

test('an answer whose entry would be too long is refused like any operation over a limit, and in the log as that', async () => {
  const shaped = await hub.walk(twoSubjects)
  const entries: AuditEntry[] = []
  const log = {
    append: async (entry: AuditEntry) => {
      leafText(entry)
      entries.push(entry)
      return { origin: 'o', index: 0, leafHash: 'h' }
    },
  }
  const subjects = Array.from({ length: 3_000 }, (_, one) => ({ kind: 'organization', key: `code-${one}` }) as const)
  const seen = [{ outcome: 'released', items: ['amr.penalty'], subjects, rows: 3_000 }]
  const deps = { log, pseudonyms: new KeyRing(threeMonths(Date.now())), answerKey: {}, events: openEvents('silent') }
  const audited = await auditAnswer({ ...shaped, facts: { ...shaped.facts, seen } }, deps)
  expect([audited.status, audited.receipt?.index]).toEqual([400, 0])
  expect(audited.bytes.toString()).toContain('OPERATION_TOO_LARGE')
  expect(audited.bytes.toString()).not.toContain('organizations')
  expect(entries).toMatchObject([{ decision: 'refused', code: 'OPERATION_TOO_LARGE', status: 400, seen: [] }])
})

test('a look at who read the own record is an entry of its own kind', async () => {
  const shaped = await hub.walk(twoSubjects)
  const { entry } = answerRecord({ ...shaped, facts: { ...shaped.facts, isOwnLog: true } }, key, at)
  expect(entry.kind).toBe('subject')
  expect(leafText(entry)).toBe(JSON.stringify(entry))
})

test('an answer is not made in a month without keys', () => {
  expect(() => keys.at(Date.parse('2027-06-01T00:00:00Z'))).toThrow('AUDIT_UNAVAILABLE')
})

/** The statement over an answer: asked for, made after the entry it names, over the very bytes that left (trust.md §5). */
import { hash } from 'node:crypto'
import { leafHash } from '@xinqiao/audit-log'
import { type AnswerStatement, openStatement } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicHalf } from '../testing/hub-keys.ts'
import { aRow, c1 } from '../testing/samples.ts'
import { type DoorAnswer, profile, TestDoor } from '../testing/test-door.ts'

const wanted = { 'hub-want-statement': '?1' }
let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  door.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'invented' }))
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

function opened({ headers }: DoorAnswer): Promise<AnswerStatement> {
  return openStatement(headers.get('hub-statement') ?? '', [publicHalf(door.control.keys.answer)])
}

test('it says who asked under what, which agencies answered, and ties answer, request and entry together', async () => {
  const answer = await door.ask({ headers: wanted })
  const statement = await opened(answer)
  const entry = (await door.auditText()).split('\n').at(-1) ?? ''
  expect(statement).toEqual({
    v: 1,
    at: JSON.parse(entry).at,
    receipt: answer.headers.get('hub-receipt'),
    leaf: leafHash(Buffer.from(entry)).toString('hex'),
    answer: hash('sha256', answer.text),
    request: hash('sha256', JSON.stringify({ query: profile })),
    op: expect.stringMatching(/^[0-9a-f]{64}$/u),
    consumer: 'tax',
    contract: 'CT-1@1',
    purpose: 'TAX_CREDIT',
    bundle: door.control.number,
    agencies: expect.arrayContaining([
      { agency: 'amr', digest: expect.stringMatching(/^sha-256=:/u), key: expect.any(String) },
      { agency: 'tax', digest: expect.stringMatching(/^sha-256=:/u), key: expect.any(String) },
    ]),
  })
  expect(JSON.parse(entry).op).toBe(statement.op?.slice(0, 32))
})

test('a refusal is stated like an answer, whoever was proven', async () => {
  const refused = await door.ask({ proof: null, headers: wanted })
  const statement = await opened(refused)
  expect(refused.status).toBe(401)
  expect(statement).toMatchObject({
    answer: hash('sha256', refused.text),
    consumer: null,
    contract: null,
    agencies: [],
  })
  const anonymous = await opened(await door.askAnonymously({ headers: wanted }))
  expect(anonymous).toMatchObject({ consumer: 'anonymous' })
})

test('nobody gets one who did not ask', async () => {
  for (const headers of [{}, { 'hub-want-statement': '?0' }, { 'hub-want-statement': 'yes' }])
    expect((await door.ask({ headers })).headers.get('hub-statement')).toBeNull()
})

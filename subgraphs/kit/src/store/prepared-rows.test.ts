import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type AskRows, arrayText, openPreparedRows } from './prepared-rows.ts'

let pool: pg.Pool
let ask: AskRows
beforeAll(() => {
  pool = new pg.Pool({ connectionString: inject('postgresAdminUrl'), max: 1, statement_timeout: 200 })
  ask = openPreparedRows(pool)
})
afterAll(() => pool.end())

const echo = { name: 'echo', text: 'select e, 1 from unnest($1::text[]) with ordinality as q (e, n) order by n' }

test('whatever text an array holds comes back as it was, NULL among it', async () => {
  const values = ['plain', '', '"', '\\', '\\"', '{a,b}', 'NULL', ' 空 格 ', "it's\n", null]
  const rows = await ask(echo, [arrayText(values)], true)
  expect(rows).toEqual(values.map((value) => [value, '1']))
})

test('a statement is prepared once a connection and asked by its name afterwards', async () => {
  for (const value of ['a', 'b', 'c']) await ask(echo, [arrayText([value])], true)
  const { rows } = await pool.query(
    "select generic_plans + custom_plans as runs from pg_prepared_statements where name = 'echo'",
  )
  expect(rows).toHaveLength(1)
  expect(Number(rows[0]?.runs)).toBeGreaterThanOrEqual(3)
})

test('questions at the same time are each answered with their own rows', async () => {
  const asked = Array.from({ length: 20 }, (_, at) => `v-${at}`)
  const answers = await Promise.all(asked.map((value) => ask(echo, [arrayText([value])], true)))
  expect(answers.map(([row]) => row?.[0])).toEqual(asked)
})

test('a statement that fails, or takes too long, is told, and the next one is answered', async () => {
  const wrong = { name: 'wrong', text: 'select 1 / $1::int' }
  const slow = { name: 'slow', text: 'select pg_sleep($1::int)' }
  await expect(ask(wrong, ['0'], true)).rejects.toThrow('division by zero')
  await expect(ask(slow, ['5'], true)).rejects.toThrow('statement timeout')
  expect(await ask(echo, [arrayText(['after'])], true)).toEqual([['after', '1']])
})

test('a connection that breaks under a question is told, and the process and the next question go on', async () => {
  const end = { name: 'end', text: 'select pg_terminate_backend(pg_backend_pid()), $1' }
  await expect(ask(end, ['x'], true)).rejects.toThrow('terminat')
  expect(await ask(echo, [arrayText(['after'])], true)).toEqual([['after', '1']])
})

test('of questions that go together each fails alone, and those behind it are answered', async () => {
  const divide = { name: 'divide', text: 'select 12 / $1::int' }
  const answers = await Promise.allSettled(['3', '0', '4', '0', '6'].map((by) => ask(divide, [by], true)))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
    [['4']],
    'division by zero',
    [['3']],
    'division by zero',
    [['2']],
  ])
})

test('each question has the time of a statement to itself', async () => {
  const slow = { name: 'nap', text: 'select pg_sleep($1::float)::text, $1::text' }
  // Together longer than a statement may take, each far from it.
  const naps = ['0.05', '0.051', '5', '0.052', '0.053', '0.054']
  const answers = await Promise.allSettled(naps.map((nap) => ask(slow, [nap], true)))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value[0]?.[1] : 'too long'))).toEqual([
    '0.05',
    '0.051',
    'too long',
    '0.052',
    '0.053',
    '0.054',
  ])
})

test('a connection that breaks takes the answer of one question, not of those that went with it', async () => {
  const ends = {
    name: 'ends',
    text: 'select case when $1 = $2 then pg_terminate_backend(pg_backend_pid())::text else $1 end',
  }
  const answers = await Promise.allSettled(['a', 'x', 'b'].map((value) => ask(ends, [value, 'x'], true)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a question that is not light has a connection to itself', async () => {
  const wide = new pg.Pool({ connectionString: inject('postgresAdminUrl'), max: 2 })
  const askWide = openPreparedRows(wide)
  const backend = { name: 'backend', text: 'select pg_backend_pid()::text, $1::text' }
  const ask = async (isLight: boolean): Promise<string> => (await askWide(backend, ['x'], isLight))[0]?.[0] ?? ''
  const [light, heavy, other] = await Promise.all([ask(true), ask(false), ask(true)])
  expect(other).toBe(light)
  expect(heavy).not.toBe(light)
  await wide.end()
})

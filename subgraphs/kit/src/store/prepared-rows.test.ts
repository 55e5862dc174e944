import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { arrayText, preparedRows } from './prepared-rows.ts'

let pool: pg.Pool
beforeAll(() => {
  pool = new pg.Pool({ connectionString: inject('postgresAdminUrl'), max: 1, statement_timeout: 200 })
})
afterAll(() => pool.end())

const echo = { name: 'echo', text: 'select e, 1 from unnest($1::text[]) with ordinality as q (e, n) order by n' }

test('whatever text an array holds comes back as it was, NULL among it', async () => {
  const values = ['plain', '', '"', '\\', '\\"', '{a,b}', 'NULL', ' 空 格 ', "it's\n", null]
  const rows = await preparedRows(pool, echo, [arrayText(values)])
  expect(rows).toEqual(values.map((value) => [value, '1']))
})

test('a statement is prepared once a connection and asked by its name afterwards', async () => {
  for (const value of ['a', 'b', 'c']) await preparedRows(pool, echo, [arrayText([value])])
  const { rows } = await pool.query(
    "select generic_plans + custom_plans as runs from pg_prepared_statements where name = 'echo'",
  )
  expect(rows).toHaveLength(1)
  expect(Number(rows[0]?.runs)).toBeGreaterThanOrEqual(3)
})

test('questions at the same time are each answered with their own rows', async () => {
  const asked = Array.from({ length: 20 }, (_, at) => `v-${at}`)
  const answers = await Promise.all(asked.map((value) => preparedRows(pool, echo, [arrayText([value])])))
  expect(answers.map(([row]) => row?.[0])).toEqual(asked)
})

test('a statement that fails, or takes too long, is told, and the next one is answered', async () => {
  const wrong = { name: 'wrong', text: 'select 1 / $1::int' }
  const slow = { name: 'slow', text: 'select pg_sleep($1::int)' }
  await expect(preparedRows(pool, wrong, ['0'])).rejects.toThrow('division by zero')
  await expect(preparedRows(pool, slow, ['5'])).rejects.toThrow('statement timeout')
  expect(await preparedRows(pool, echo, [arrayText(['after'])])).toEqual([['after', '1']])
})

test('a connection that breaks under a question is told, and the process and the next question go on', async () => {
  const end = { name: 'end', text: 'select pg_terminate_backend(pg_backend_pid()), $1' }
  await expect(preparedRows(pool, end, ['x'])).rejects.toThrow('terminat')
  expect(await preparedRows(pool, echo, [arrayText(['after'])])).toEqual([['after', '1']])
})

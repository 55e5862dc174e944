/** The embedded PostgreSQL: started again after a kill, stopped without a trace, its roles kept to their rights. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresCluster, startCluster } from './cluster.ts'
import { ensureDatabases } from './databases.ts'

let stateDir: string
let cluster: PostgresCluster

beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-cluster-'))
  chmodSync(stateDir, 0o711)
})

afterAll(async () => {
  await cluster.stop()
  rmSync(stateDir, { recursive: true, force: true })
})

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('a server that a killed hub left running is stopped, and its rows are there after the next start', async () => {
  const left = await startCluster({ stateDir, port: 0 })
  await ask(left.adminUrl, 'create table kept (n int); insert into kept values (1)')
  cluster = await startCluster({ stateDir, port: 0 })
  expect(cluster.pid).not.toBe(left.pid)
  expect(() => process.kill(left.pid, 0)).toThrow(/ESRCH/)
  expect(await ask(cluster.adminUrl, 'select n from kept')).toEqual([{ n: 1 }])
})

test('the service role reads and writes rows but makes no table, and comes into no other database', async () => {
  const urls = await ensureDatabases(cluster.adminUrl, stateDir, ['one', 'two'])
  const one = urls.get('one')
  if (one === undefined) throw new Error('no urls')
  await ask(one.migrationUrl, 'create table t (n int); grant select, insert on t to one_service')
  await ask(one.serviceUrl, 'insert into t values (7)')
  await expect(ask(one.serviceUrl, 'create table mine (n int)')).rejects.toThrow(/permission denied/)
  const foreign = new URL(one.serviceUrl)
  foreign.pathname = '/two'
  await expect(ask(foreign.href, 'select 1')).rejects.toThrow(/permission denied/)
})

test('making databases twice changes nothing', async () => {
  const first = await ensureDatabases(cluster.adminUrl, stateDir, ['one'])
  expect(await ensureDatabases(cluster.adminUrl, stateDir, ['one'])).toEqual(first)
})

test("a statement with a value in it is not written to the server's log", async () => {
  await expect(ask(cluster.adminUrl, "select 'canary-5f1e'::int")).rejects.toThrow(/invalid input syntax/)
  expect(await ask(cluster.adminUrl, 'show log_min_messages')).toEqual([{ log_min_messages: 'log' }])
  expect(await ask(cluster.adminUrl, 'show log_min_error_statement')).toEqual([{ log_min_error_statement: 'panic' }])
})

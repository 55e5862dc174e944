/** Servers of one's own: with all database variables set the hub starts no PostgreSQL and keeps its rows where it is told. */
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresCluster, startCluster } from '../postgres/cluster.ts'
import { ensureDatabases } from '../postgres/databases.ts'
import { nodesAt } from './asking.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const parts = ['amr', 'tax', 'court', 'tour', 'fin', 'office', 'registry', 'audit']
const tax = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const penalties = '{ organization(uscc: "914601000000A00134") { tour { penalty { nodes { id } } } } }'

const twoStartsMs = 240_000

let folder: string
let server: PostgresCluster
let first: HubUnderTest
let second: HubUnderTest

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-own-'))
  chmodSync(folder, 0o711)
  server = await startCluster({ stateDir: join(folder, 'server'), port: 0 })
  const urls = await ensureDatabases(server.adminUrl, join(folder, 'server'), parts)
  const env = Object.fromEntries(
    [...urls].flatMap(([name, { serviceUrl, migrationUrl }]) => [
      [`${name.toUpperCase()}_DATABASE_URL`, serviceUrl],
      [`${name.toUpperCase()}_MIGRATION_URL`, migrationUrl],
    ]),
  )
  const data = join(import.meta.dirname, 'sample-hub')
  first = await startHubUnderTest({ data, env })
  second = await startHubUnderTest({ data })
}, twoStartsMs)

afterAll(async () => {
  await first?.stop()
  await second?.stop()
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a hub with servers of its own for all eight databases starts none and answers from them', async () => {
  const answer = await first.ask(tax, penalties)
  expect(nodesAt(answer, 'tour', 'penalty')).toEqual([{ id: 'tour.penalty:R-006' }])
  expect(existsSync(join(first.stateDir, 'postgres'))).toBe(false)
  expect(existsSync(join(first.stateDir, 'postgres.location'))).toBe(false)
  const url = new URL(server.adminUrl)
  url.pathname = '/tour'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const kept = await client.query('select count(*)::int as rows from record')
  await client.end()
  expect(kept.rows).toEqual([{ rows: 4 }])
})

test('two hubs run beside each other, each with its own keys', async () => {
  expect(nodesAt(await second.ask(tax, penalties), 'tour', 'penalty')).toEqual([{ id: 'tour.penalty:R-006' }])
  expect(first.file.gateway).not.toBe(second.file.gateway)
  expect(first.readKey('key-store/office-root.jwk.json')).not.toEqual(second.readKey('key-store/office-root.jwk.json'))
})

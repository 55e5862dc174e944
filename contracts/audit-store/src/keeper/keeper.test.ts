/** The keeper as a process of its own, over a real log and a real PostgreSQL. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { folderTiles, openCheckpoint, openSealed, readVkey, treeRoot } from '@xinqiao/audit-log'
import { beforeEach, describe, expect, test } from 'vitest'
import { openAuditReader } from '../index.ts'
import { ask, type TestDatabase, testDatabase } from '../testing/database.ts'
import { openDatabaseProxy } from '../testing/database-proxy.ts'
import { newNodeFolder, openTestLog, payloadKey, signerFor } from '../testing/test-log.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})

interface Row {
  readonly index: string
  readonly leaf: string
  readonly sealed: Buffer
}

/** Size under the checkpoint of a folder, everything under it verified. */
async function checkedSize(directory: string, origin: string): Promise<number> {
  const folder = join(directory, origin.slice(origin.lastIndexOf('/') + 1))
  const { vkey } = await signerFor(origin)
  const { size, root } = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), readVkey(vkey))
  expect(treeRoot(size, folderTiles(folder, size))).toEqual(root)
  return size
}

/** Traces of all queries in the index, each with a payload that opens beside its leaf, in order of their numbers. */
async function storedTraces(): Promise<readonly string[]> {
  const rows = (await ask(
    database.databaseUrl,
    `select e.index, e.leaf, p.sealed from audit_entry e join audit_payload p using (month, origin, index) where e.kind = 'query'`,
  )) as readonly Row[]
  return rows
    .map(({ leaf, sealed }) => {
      const { pc, trace }: { pc: string; trace: string } = JSON.parse(leaf)
      expect(openSealed(sealed, payloadKey, pc).payload.toString()).toBe(trace.replace('trace', 'payload'))
      return trace
    })
    .sort((a, b) => Number(a.slice(6)) - Number(b.slice(6)))
}

const traces = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `trace-${n}`)

describe('a keeper beside its log', () => {
  test('brings what is appended into tree, database and index, and ends with a checkpoint over everything', async () => {
    const directory = newNodeFolder()
    const kept = await openTestLog({ directory, database })
    await kept.append(0, 500)
    await kept.level()
    await kept.append(500, 510)
    await kept.close()
    expect(await checkedSize(directory, kept.log.origin)).toBe(512)
    expect(await ask(database.databaseUrl, 'select indexed, stored, stopped from audit_head')).toEqual([
      { indexed: '512', stored: '512', stopped: true },
    ])
    expect(await storedTraces()).toEqual(traces(510))
    expect(kept.events).toEqual([])
  })

  test('killed at any moment under load, everything is stored exactly once', async () => {
    const directory = newNodeFolder()
    const kept = await openTestLog({ directory, database })
    let count = 0
    for (let kill = 0; kill < 9; kill += 1) {
      const until = performance.now() + 60 + 110 * kill
      while (performance.now() < until) {
        await kept.append(count, count + 40)
        count += 40
      }
      if (kept.keeper.pid !== null) process.kill(kept.keeper.pid, 'SIGKILL')
    }
    await kept.level()
    await kept.close()
    expect(await checkedSize(directory, kept.log.origin)).toBe(kept.log.size)
    expect(await storedTraces()).toEqual(traces(count))
    expect(kept.events.filter(({ kind }) => kind === 'keeper-ended').length).toBeGreaterThan(4)
  })

  test.each(['away', 'silent'] as const)(
    'a database that is %s never stops the tree; when it is back, nothing is missing',
    async (state) => {
      const proxy = await openDatabaseProxy(database.databaseUrl)
      const through = { ...database, databaseUrl: proxy.throughProxy(database.databaseUrl) }
      const kept = await openTestLog({ directory: newNodeFolder(), database: through })
      await kept.append(0, 100)
      await kept.level()
      proxy.set(state)
      await kept.append(100, 300)
      const { size } = kept.log
      await kept.until(({ built, stored }) => built === size && stored < size)
      expect(kept.health()).toEqual({ keeper: 'up', behind: 200, witnesses: 'unwitnessed' })
      while (kept.events.length === 0) await pause(20)
      proxy.set('open')
      await kept.append(300, 320)
      await kept.level()
      expect(kept.events.map(({ kind }) => kind)).toEqual(['store-away', 'store-back'])
      expect(kept.health().behind).toBe(0)
      await kept.close()
      await proxy.close()
      expect(await storedTraces()).toEqual(traces(320))
    },
  )

  test('a database that comes up behind its keeper is no alarm', async () => {
    const proxy = await openDatabaseProxy(database.databaseUrl)
    proxy.set('away')
    const through = { ...database, databaseUrl: proxy.throughProxy(database.databaseUrl) }
    const kept = await openTestLog({ directory: newNodeFolder(), database: through })
    await kept.append(0, 20)
    await kept.until(({ built, stored }) => built === kept.log.size && stored === 0)
    proxy.set('open')
    await kept.level()
    expect(kept.events).toEqual([])
    await kept.close()
    await proxy.close()
  })

  test('a database that comes later gets the whole index, and the payloads that the files still hold', async () => {
    const directory = newNodeFolder()
    const alone = await openTestLog({ directory, database: null })
    await alone.append(0, 50)
    await alone.close()
    const kept = await openTestLog({ directory, database })
    await kept.append(50, 60)
    await kept.level()
    await kept.close()
    const missing = kept.events.find(({ kind }) => kind === 'payloads-missing')
    expect(missing).toMatchObject({ from: 0, to: alone.log.size })
    expect(await storedTraces()).toEqual(traces(60).slice(50))
    expect(await ask(database.databaseUrl, 'select count(*)::int as n from audit_entry')).toEqual([
      { n: kept.log.size },
    ])
  })

  test('a year that turns is ended, and both years are in the index to their last entry', async () => {
    const clock = { now: Date.parse('2026-12-31T15:59:59.000Z') }
    const kept = await openTestLog({ directory: newNodeFolder(), database, now: () => clock.now })
    await kept.append(0, 10)
    const before = kept.log.origin
    clock.now += 60_000
    await kept.append(10, 20)
    await kept.append(20, 30)
    await kept.level()
    await kept.close()
    expect([before, kept.log.origin]).toEqual(['xinqiao/audit/gateway/2026', 'xinqiao/audit/gateway/2027'])
    expect(await storedTraces()).toEqual(traces(30))
    const reader = await openAuditReader(database.databaseUrl)
    expect((await reader.heads()).map(({ ended }) => ended)).toEqual([true, true])
    await reader.close()
  })

  test('a folder that was rolled back behind the store goes on under another origin', async () => {
    const first = await openTestLog({ directory: newNodeFolder(), database })
    await first.append(0, 20)
    await first.level()
    await first.close()
    const kept = await openTestLog({ directory: newNodeFolder(), database })
    while (kept.log.origin === first.log.origin) await pause(20)
    await kept.append(20, 30)
    await kept.level()
    await kept.close()
    expect(kept.log.origin).toBe(`${first.log.origin}-2`)
    expect(await storedTraces()).toEqual(traces(30))
    expect(kept.events).toContainEqual({ kind: 'history-lost', origin: first.log.origin, by: 'store' })
  })
})

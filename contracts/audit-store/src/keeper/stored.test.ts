/** What a keeper has stored: erased, made again, and how far it is behind. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkInclusion, folderTiles, inclusionProof, leafHash, openCheckpoint, readVkey } from '@xinqiao/audit-log'
import { beforeEach, describe, expect, test } from 'vitest'
import { openAuditReader, readLookup, reindex } from '../index.ts'
import { ask, type TestDatabase, testDatabase } from '../testing/database.ts'
import { newNodeFolder, openTestLog, pseudonymOf, signerFor, type TestLog } from '../testing/test-log.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})

describe('what is stored', () => {
  test('AU12 an erased payload opens no more, and every proof of its entry passes', async () => {
    const directory = newNodeFolder()
    const kept = await openTestLog({ directory, database })
    await kept.append(0, 40)
    await kept.level()
    const reader = await openAuditReader(database.databaseUrl)
    const question = readLookup({ pseudonyms: { '2026-11': [pseudonymOf(7)] } })
    const [found] = (await reader.lookUp(question)).entries
    const { origin, index } = found ?? { origin: '', index: -1 }
    expect(found?.sealed).not.toBeNull()
    expect(await reader.erase(origin, index)).toBe(true)
    await kept.close()
    await reindex(directory, database)
    const [again] = (await reader.lookUp(question)).entries
    expect(again).toMatchObject({ origin, index, sealed: null, leaf: found?.leaf })
    await reader.close()
    const folder = join(directory, '2026')
    const { vkey } = await signerFor(origin)
    const { size, root } = openCheckpoint(readFileSync(join(folder, 'checkpoint'), 'utf8'), readVkey(vkey))
    const proof = inclusionProof(index, size, folderTiles(folder, size))
    const hash = leafHash(Buffer.from(found?.leaf ?? ''))
    expect(checkInclusion({ index, size, leafHash: hash, root, proof })).toBe(true)
  })

  test('the index comes back equal, made again by its keeper or from the folder alone', async () => {
    const directory = newNodeFolder()
    const kept = await openTestLog({ directory, database })
    await kept.append(0, 2_500)
    await kept.level()
    const rows = async (url: string): Promise<readonly unknown[]> => [
      ...(await ask(url, 'select * from audit_entry order by origin, index')),
      ...(await ask(url, 'select * from audit_subject order by month, pseudonym, origin, index')),
      ...(await ask(url, 'select origin, indexed, stored from audit_head')),
    ]
    const before = await rows(database.databaseUrl)
    const reader = await openAuditReader(database.databaseUrl)
    await reader.emptyIndex(null)
    await kept.append(2_500, 2_501)
    while ((await reader.heads())[0]?.indexed !== kept.log.size) await pause(50)
    expect((await rows(database.databaseUrl)).length).toBe(before.length + 2)
    await reader.close()
    await kept.close()
    const whole = await rows(database.databaseUrl)
    expect(await reindex(directory, database)).toEqual([{ origin: kept.log.origin, indexed: kept.log.size }])
    expect(await rows(database.databaseUrl)).toEqual(whole)
    const fresh = await testDatabase()
    await reindex(directory, fresh)
    expect(await rows(fresh.databaseUrl)).toEqual(whole)
  })

  test('the index is at most five seconds behind while entries keep coming', async () => {
    const kept = await openTestLog({ directory: newNodeFolder(), database })
    const behindMs = await worstLag(kept, { perTick: 50, ticks: 100 })
    await kept.close()
    expect(behindMs).toBeLessThan(5_000)
  })
})

/** Appends evenly, 20 ms a tick, and measures how long after it was appended an entry was stored. */
async function worstLag(kept: TestLog, { perTick, ticks }: { perTick: number; ticks: number }): Promise<number> {
  const appendedAt: { readonly size: number; readonly at: number }[] = []
  let worst = 0
  const look = async (): Promise<void> => {
    for (let at = 0; at < ticks; ) {
      const next = appendedAt[at]
      if (next === undefined) await pause(5)
      else {
        await kept.until(({ stored }) => stored >= next.size)
        worst = Math.max(worst, performance.now() - next.at)
        at += 1
      }
    }
  }
  const looking = look()
  for (let tick = 0; tick < ticks; tick += 1) {
    await kept.append(tick * perTick, (tick + 1) * perTick)
    appendedAt.push({ size: kept.log.size, at: performance.now() })
    await pause(20)
  }
  await looking
  return worst
}

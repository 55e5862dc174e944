/** A keeper whose checkpoints a witness signs: what is settled is told and stored, and a folder that was rolled back is found out. */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileSigner, folderTiles, readCheckpoint, readLeaf, readNote } from '@xinqiao/audit-log'
import { type RunningWitness, startWitness } from '@xinqiao/audit-log/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAuditReader } from '../index.ts'
import { closingsMax } from '../limits.ts'
import { ask, testDatabase } from '../testing/database.ts'
import { newNodeFolder, openTestLog, signerFor } from '../testing/test-log.ts'

const shanghaiAheadMs = 8 * 60 * 60 * 1000
const origin = `xinqiao/audit/gateway/${new Date(Date.now() + shanghaiAheadMs).getUTCFullYear()}`
let witness: RunningWitness

beforeAll(async () => {
  witness = await startWitness('court.example/w1', [(await signerFor(origin)).vkey])
})
afterAll(() => witness.stop())

test('AU5 what the witness signed is settled, in the index too; an older copy of the folder goes on under another origin', async () => {
  const [directory, older] = [newNodeFolder(), newNodeFolder()]
  const database = await testDatabase()
  const first = await openTestLog({ directory, database, witnesses: witness.policy })
  await first.append(0, 20)
  await first.until(({ settled }) => settled > 0)
  await first.level()
  await first.close()
  cpSync(directory, older, { recursive: true })
  const second = await openTestLog({ directory, database, witnesses: witness.policy })
  await second.append(20, 40)
  await second.level()
  await second.close()
  const { size } = second.log
  expect(await ask(database.databaseUrl, 'select settled from audit_head')).toEqual([{ settled: String(size) }])
  const copy = await openTestLog({ directory: older, database: null, witnesses: witness.policy })
  while (copy.log.origin === origin) await pause(20)
  await copy.append(40, 50)
  await copy.level()
  expect(copy.log.origin).toBe(`${origin}-2`)
  expect(copy.keeper.kept(origin)).toBeUndefined()
  expect(copy.events[0]).toMatchObject({ kind: 'witness', origin, told: { kind: 'rolled-back', size } })
  await copy.close()
})

test('AU5 another history found while running ends the signing at once: what was not covered stands in the next origin, and no restart signs the old one', async () => {
  const [directory, copied] = [newNodeFolder(), newNodeFolder()]
  const own = await startWitness('court.example/w1', [(await signerFor(origin)).vkey])
  const database = await testDatabase()
  const first = await openTestLog({ directory, database, witnesses: own.policy })
  await first.until(({ settled, stored }) => settled === 1 && stored === 1)
  cpSync(directory, copied, { recursive: true, filter: (path) => !path.endsWith('lock') })
  const other = await openTestLog({ directory: copied, database: null, witnesses: own.policy })
  await other.append(0, 50)
  await other.until(({ settled }) => settled > 50)
  await other.close()
  // Entries keep coming, so that some wait for their checkpoint when it is found out.
  let count = 100
  const appended: Promise<void>[] = []
  for (; first.log.origin === origin; count += 1) {
    appended.push(first.append(count, count + 1))
    await pause(5)
  }
  await Promise.all(appended)
  const covered = signedSize(directory)
  await first.append(count, count + 10)
  await first.level()
  await first.close()
  // Longer than what the witness signed by then, or still shorter: both are another history.
  const kind: unknown = expect.stringMatching(/^(forked|rolled-back)$/)
  expect(first.events[0]).toMatchObject({ kind: 'witness', origin, told: { kind } })
  const after = `${yearOf(origin)}-2`
  const next = readLeaf(folderTiles(join(directory, after), signedSize(directory, after)).leaf(0))
  expect(next['again']).toBeGreaterThan(0)
  expect(next['before']).toMatchObject({ size: covered + Number(next['again']) })
  expect(signedSize(directory)).toBe(covered)
  const reader = await openAuditReader(database.databaseUrl)
  expect(await reader.heads()).toMatchObject([{ origin, indexed: covered, ended: true }, { ended: true }])
  await reader.close()
  // Without any witness to ask, too.
  const again = await openTestLog({ directory, database: null })
  await again.append(count + 10, count + 20)
  await again.level()
  await again.close()
  expect([again.log.origin, signedSize(directory)]).toEqual([`${origin}-2`, covered])
  await own.stop()
})

function yearOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

/** Size of an origin's newest checkpoint. */
function signedSize(directory: string, folder = yearOf(origin)): number {
  return readCheckpoint(readNote(readFileSync(join(directory, folder, 'checkpoint'), 'utf8')).text).size
}

test('AU5 one lying witness closes a few origins at most, with an alarm; entries are taken on', async () => {
  const lying = createServer((_request, response) => {
    response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('999999\n')
  })
  lying.listen(0, '127.0.0.1')
  await once(lying, 'listening')
  const address = lying.address()
  const port = typeof address === 'object' ? address?.port : 0
  const { vkey } = fileSigner('liar', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), 'witness')
  const directory = newNodeFolder()
  const policy = { witnesses: [{ vkey, url: `http://127.0.0.1:${port}` }], quorum: 1 }
  const told = await openTestLog({ directory, database: null, witnesses: policy })
  await told.append(0, 5)
  while (!told.events.some(({ kind }) => kind === 'not-closed')) await pause(20)
  // As long as it took to close all those before.
  await pause(1_000)
  await told.append(5, 10)
  await told.close()
  lying.close()
  expect(readdirSync(directory).filter((name) => /^\d{4}/.test(name)).length).toBe(1 + closingsMax)
  expect(told.log.origin).toBe(`${origin}-${1 + closingsMax}`)
})

/** The policy that the office decides comes to a keeper while it runs: nothing is signed before it is known, and another one needs no restart. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readKept, readNote } from '@xinqiao/audit-log'
import { type RunningWitness, startWitness } from '@xinqiao/audit-log/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newNodeFolder, openTestLog, signerFor } from '../testing/test-log.ts'

const shanghaiAheadMs = 8 * 60 * 60 * 1000
const year = String(new Date(Date.now() + shanghaiAheadMs).getUTCFullYear())
let court: RunningWitness
let tax: RunningWitness

beforeAll(async () => {
  const vkeys = [(await signerFor(`xinqiao/audit/gateway/${year}`)).vkey]
  ;[court, tax] = await Promise.all([startWitness('court.example/w1', vkeys), startWitness('tax.example/w1', vkeys)])
})
afterAll(() => Promise.all([court.stop(), tax.stop()]))

/** Names under the newest kept checkpoint, the log's own first. */
function newestSigners(directory: string): readonly string[] {
  const folder = join(directory, year, 'checkpoints')
  const [file] = existsSync(folder) ? readdirSync(folder).sort().reverse() : []
  const note = file === undefined ? undefined : readKept(readFileSync(join(folder, file), 'utf8')).notes.at(-1)
  return note === undefined ? [] : readNote(note).lines.map(({ name }) => name)
}

test('until the witnesses are known entries are taken and nothing is signed; then everything is, and settled', async () => {
  const directory = newNodeFolder()
  const kept = await openTestLog({ directory, database: null, witnesses: 'unknown' })
  await kept.append(0, 20)
  // Longer than it takes to build and sign once a second.
  await pause(2_000)
  expect([existsSync(join(directory, year, 'checkpoint')), kept.keeper.kept(kept.log.origin)]).toEqual([
    false,
    undefined,
  ])
  expect(kept.health()).toMatchObject({ keeper: 'up', witnesses: null })
  kept.keeper.follow(court.policy)
  await kept.until(({ settled }) => settled === kept.log.size)
  expect(newestSigners(directory)).toEqual([kept.log.origin, 'court.example/w1'])
  await kept.close()
})

test('another policy holds from the next round on, in the same keeper; one that cannot be read changes nothing', async () => {
  const directory = newNodeFolder()
  const kept = await openTestLog({ directory, database: null })
  await kept.level()
  expect(kept.health().witnesses).toBe('unwitnessed')
  const { pid } = kept.keeper
  kept.keeper.follow(tax.policy)
  await expect.poll(() => newestSigners(directory), { timeout: 20_000 }).toContain('tax.example/w1')
  expect(() => kept.keeper.follow({ witnesses: [], quorum: 2 })).toThrow('WITNESS_POLICY_INVALID')
  expect(kept.health().witnesses).toBe('settled')
  kept.keeper.follow(null)
  await expect.poll(() => kept.health().witnesses, { timeout: 20_000 }).toBe('unwitnessed')
  await kept.append(0, 5)
  await kept.until(({ settled }) => settled === kept.log.size)
  expect(kept.keeper.pid).toBe(pid)
  await kept.close()
})

test('a start that waits for witnesses who are gone goes on as soon as others are named', async () => {
  const directory = newNodeFolder()
  const vkeys = [(await signerFor(`xinqiao/audit/gateway/${year}`)).vkey]
  const gone = await startWitness('gone.example/w1', vkeys)
  const before = await openTestLog({ directory, database: null, witnesses: gone.policy })
  await before.until(({ settled }) => settled > 0)
  await before.close()
  await gone.stop()
  const kept = await openTestLog({ directory, database: null, witnesses: gone.policy })
  const isWaiting = (): boolean =>
    kept.events.some((event) => event.kind === 'witness' && event.told.kind === 'unconfirmed')
  await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true)
  expect(kept.keeper.kept(kept.log.origin)).toBeUndefined()
  const others = await startWitness('others.example/w1', vkeys)
  kept.keeper.follow(others.policy)
  await kept.until(({ settled }) => settled > 0)
  expect(newestSigners(directory)).toEqual([kept.log.origin, 'others.example/w1'])
  await kept.close()
  await others.stop()
})

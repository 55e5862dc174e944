/** A key store restored from its backup: what was destroyed since is destroyed again before anybody is handed a key (audit.md §2). */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditReceipt } from '@xinqiao/audit-log'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ErasureBook } from '../audit/erasure-book.ts'
import type { ActEntry } from '../audit/registry-audit.ts'
import { RegistryError } from '../errors.ts'
import type { KeyStore } from './key-store.ts'
import { openKeyStore } from './open-key-store.ts'

const operator = { by: 'kid-1', reason: 'invented ground' }
const month = '2026-11'

let home: string
let directory: string
let entries: ActEntry[]
let book: ErasureBook
let returned: string[]
let isFull: boolean
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-returned-'))
  directory = join(home, 'key-store')
  entries = []
  book = new ErasureBook()
  returned = []
  isFull = false
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const audit = {
  act: async (entry: ActEntry): Promise<AuditReceipt> => {
    if (isFull) throw new RegistryError('AUDIT_UNAVAILABLE', 503, 'no space')
    book.take(entry)
    return { origin: 'xinqiao/audit/registry/2026', index: entries.push(entry) - 1, leafHash: '' }
  },
}

function open(at: string): Promise<KeyStore> {
  return openKeyStore(directory, {
    audit,
    retentionMonths: 36,
    destroyed: book.destroyed(),
    onReturned: (one) => returned.push(one),
    now: () => Date.parse(`${at}-15T04:00:00Z`),
  })
}

/** Destroys the month after a backup was taken; gives its key as it was. */
async function destroyedAfterBackup(change: (store: KeyStore) => Promise<unknown> = async () => {}): Promise<Buffer> {
  const store = await open(month)
  await change(store)
  const bytes = readFileSync(join(directory, 'months', `${month}.key`))
  cpSync(directory, join(home, 'backup'), { recursive: true })
  const later = await open('2027-06')
  if (later.months()[0]?.hold !== null) await later.release(month, operator)
  await later.destroy(month, operator)
  return bytes
}

function restore(): void {
  rmSync(directory, { recursive: true })
  cpSync(join(home, 'backup'), directory, { recursive: true })
}

function isAnywhere(bytes: Buffer): boolean {
  return readdirSync(join(directory, 'months')).some((name) =>
    readFileSync(join(directory, 'months', name)).includes(bytes.subarray(0, 32)),
  )
}

test('AU12 a month that the log knows as destroyed is destroyed again at the start, told and logged by its month alone', async () => {
  const bytes = await destroyedAfterBackup()
  restore()
  expect(isAnywhere(bytes)).toBe(true)
  const store = await open('2027-06')
  expect(() => store.keysOf([month])).toThrow(expect.objectContaining({ code: 'KEYS_DESTROYED' }))
  expect(store.keysOf(null).map((pair) => pair.month)).not.toContain(month)
  expect(isAnywhere(bytes)).toBe(false)
  expect(store.months()[0]).toMatchObject({ month, state: 'destroyed', destroyed: { by: 'registry' } })
  expect(returned).toEqual([month])
  expect(entries.filter(({ act }) => act === 'keys.destroyed-again')).toMatchObject([
    { object: month, by: 'registry', before: expect.stringMatching(/^[0-9a-f]{64}$/u) },
  ])
  await open('2027-06')
  expect(returned).toEqual([month])
})

test('a hold that the backup still knows keeps nothing: the log says that it was released before', async () => {
  const bytes = await destroyedAfterBackup((store) => store.hold(month, operator))
  restore()
  expect((await open('2027-06')).gone()).toEqual([month])
  expect(isAnywhere(bytes)).toBe(false)
})

test('a key file without record, and a record without key file, are no way back either', async () => {
  const bytes = await destroyedAfterBackup()
  restore()
  rmSync(join(directory, 'months', `${month}.json`))
  expect((await open('2027-06')).gone()).toEqual([month])
  expect(isAnywhere(bytes)).toBe(false)
  restore()
  rmSync(join(directory, 'months', `${month}.key`))
  expect((await open('2027-06')).gone()).toEqual([month])
})

test('a folder restored under a running registry gives nothing out, and is cleared at the next look', async () => {
  const bytes = await destroyedAfterBackup()
  const store = await open('2027-06')
  restore()
  expect(() => store.keysOf([month])).toThrow(expect.objectContaining({ code: 'KEYS_DESTROYED' }))
  await store.destroyReturned()
  expect(isAnywhere(bytes)).toBe(false)
  expect(returned).toEqual([month])
  await store.destroyReturned()
  expect(returned).toEqual([month])
})

test('what cannot be recorded stops the start, and no key is given out meanwhile', async () => {
  await destroyedAfterBackup()
  restore()
  isFull = true
  await expect(open('2027-06')).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})

test('a destruction that failed after its entry leaves the month in use', () => {
  const entry = { act: 'keys.destroyed', object: month, by: 'kid', before: '', after: '', bundle: null }
  book.take(entry)
  expect([...book.destroyed()]).toEqual([month])
  book.take({ ...entry, failed: 'KEYS_UNAVAILABLE' })
  expect([...book.destroyed()]).toEqual([])
})

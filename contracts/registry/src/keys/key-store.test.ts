/** The months' keys: made ahead, held, destroyed for good, each act in the log first (audit.md §2). */
import { createSecretKey } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditReceipt } from '@xinqiao/audit-log'
import { addLegalMonths, auditPseudonym } from '@xinqiao/schema'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActEntry } from '../audit/registry-audit.ts'
import { RegistryError } from '../errors.ts'
import type { KeyStore } from './key-store.ts'
import { openKeyStore } from './open-key-store.ts'

const november = Date.parse('2026-11-15T04:00:00Z')
const operator = { by: 'kid-1', reason: 'invented ground' }
const retentionMonths = 36

let directory: string
let nowMs: number
let entries: ActEntry[]
let onEntry: (entry: ActEntry) => void
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'xinqiao-key-store-'))
  nowMs = november
  entries = []
  onEntry = () => {}
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const audit = {
  act: async (entry: ActEntry): Promise<AuditReceipt> => {
    onEntry(entry)
    const index = entries.push(entry) - 1
    return { origin: 'xinqiao/audit/registry/2026', index, leafHash: '' }
  },
}
const open = (): Promise<KeyStore> => openKeyStore(directory, { audit, retentionMonths, now: () => nowMs })
const at = (month: string): number => Date.parse(`${month}-15T04:00:00Z`)
const file = (name: string): string => join(directory, 'months', name)
const bytesOf = (month: string): Buffer => readFileSync(file(`${month}.key`))
const statesOf = (store: KeyStore): Record<string, string> =>
  Object.fromEntries(store.months().map(({ month, state }) => [month, state]))
const codeOf = (error: unknown): unknown => (error instanceof RegistryError ? error.code : error)
const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'done', codeOf)
const acts = (): string[] => entries.map(({ act, object, failed }) => [act, object, failed ?? ''].join(' ').trim())

/** Runs a registry's calendar from November on, one look a month. */
async function untilMonth(store: KeyStore, last: string): Promise<void> {
  for (let month = '2026-12'; month <= last; month = addLegalMonths(month, 1)) {
    nowMs = at(month)
    await store.makeAhead()
    await store.endTerms()
  }
}

/** Whether these bytes stand anywhere in the folder, plain or as text. */
function isAnywhere(bytes: Buffer): boolean {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .some((content) => forms.some((form) => content.includes(bytes.toString(form), 0, 'latin1')))
}
const forms = ['latin1', 'hex', 'base64', 'base64url'] as const

describe('making', () => {
  test('this month and the next have keys at a start, each with its entry before there is a file', async () => {
    onEntry = ({ object }) => expect(readdirSync(join(directory, 'months'))).not.toContain(`${object}.key`)
    const store = await open()
    expect(statesOf(store)).toEqual({ '2026-11': 'active', '2026-12': 'next' })
    expect(acts()).toEqual(['keys.made 2026-11', 'keys.made 2026-12'])
    for (const name of readdirSync(join(directory, 'months'))) expect(statSync(file(name)).mode & 0o777).toBe(0o600)
    const [first, second] = store.keysOf(['2026-11', '2026-12'])
    const all = [first?.pseudonym, first?.payload, second?.pseudonym, second?.payload].map((key) =>
      Buffer.from(key ?? []).toString('hex'),
    )
    expect(new Set(all).size).toBe(4)
    expect(all.every((key) => key.length === 64)).toBe(true)
  })

  test('another start finds the same keys; with the month the states move on', async () => {
    const before = (await open()).keysOf(['2026-11'])
    nowMs = at('2026-12')
    const store = await open()
    expect(store.keysOf(['2026-11'])).toEqual(before)
    expect(statesOf(store)).toEqual({ '2026-11': 'retired', '2026-12': 'active', '2027-01': 'next' })
  })

  test('keys that cannot be recorded are not made', async () => {
    onEntry = () => {
      throw new RegistryError('AUDIT_UNAVAILABLE', 503, 'no space')
    }
    expect(await refusal(open())).toBe('AUDIT_UNAVAILABLE')
    expect(readdirSync(join(directory, 'months'))).toEqual([])
  })
})

describe('holding', () => {
  test('a hold with its ground stops the end of the term until a second act releases it', async () => {
    const store = await open()
    await store.hold('2026-11', operator)
    expect(store.months()[0]).toMatchObject({ state: 'held', hold: { by: 'kid-1', reason: 'invented ground' } })
    expect(await refusal(store.hold('2026-11', operator))).toBe('KEYS_HELD')
    await untilMonth(store, '2029-12')
    expect(store.gone()).toEqual([])
    expect(await refusal(store.destroy('2026-11', operator))).toBe('KEYS_HELD')
    await store.release('2026-11', { ...operator, by: 'kid-2' })
    expect(await refusal(store.release('2026-11', operator))).toBe('KEYS_NOT_HELD')
    expect(await store.endTerms()).toEqual(['2026-11'])
    expect(acts().filter((act) => act.endsWith('2026-11'))).toEqual([
      'keys.made 2026-11',
      'keys.held 2026-11',
      'keys.released 2026-11',
      'keys.destroyed 2026-11',
    ])
  })

  test('the words of a ground stand in the record, never in the log', async () => {
    const store = await open()
    await store.hold('2026-11', operator)
    expect(JSON.stringify(entries)).not.toContain('invented')
    expect(entries.at(-1)).toMatchObject({ by: 'kid-1', before: expect.stringMatching(/^[0-9a-f]{64}$/u) })
    expect(entries.at(-1)?.after).not.toBe(entries.at(-1)?.before)
    expect(readFileSync(file('2026-11.json'), 'utf8')).toContain('invented ground')
  })
})

describe('destroying', () => {
  test('AU12: at the end of the term both keys are gone from the disk, and no pseudonym of the month can be made again', async () => {
    const store = await open()
    const bytes = bytesOf('2026-11')
    expect(isAnywhere(bytes)).toBe(true)
    const [pair] = store.keysOf(['2026-11'])
    const name = auditPseudonym(createSecretKey(pair?.pseudonym ?? bytes), 'person', 'P-1')
    await untilMonth(store, '2029-11')
    expect(store.gone()).toEqual([])
    await untilMonth(store, '2029-12')
    expect(store.gone()).toEqual(['2026-11'])
    expect(isAnywhere(bytes)).toBe(false)
    expect(isAnywhere(bytes.subarray(0, 32)) || isAnywhere(bytes.subarray(32))).toBe(false)
    expect(() => store.keysOf(['2026-11'])).toThrow(
      expect.objectContaining({ code: 'KEYS_DESTROYED', httpStatus: 410 }),
    )
    expect(store.keysOf(null).map(({ month }) => month)).not.toContain('2026-11')
    // No key that is left gives the name again, and the tombstone brings none back at the next start.
    const again = await open()
    const left = again.keysOf(null).flatMap(({ pseudonym, payload }) => [pseudonym, payload])
    expect(left.map((key) => auditPseudonym(createSecretKey(key), 'person', 'P-1'))).not.toContain(name)
    expect(again.months()[0]).toMatchObject({
      state: 'destroyed',
      destroyed: { by: 'registry', at: expect.stringContaining('2029-12'), reason: 'retention of 36 months has ended' },
    })
  })

  test('the operator may destroy earlier, six months after the month at the earliest', async () => {
    const store = await open()
    await untilMonth(store, '2027-05')
    const error = await store.destroy('2026-11', operator).catch((cause: unknown) => cause)
    expect(error).toMatchObject({ code: 'KEYS_TOO_YOUNG', message: expect.stringContaining('2027-06-01') })
    await untilMonth(store, '2027-06')
    const bytes = bytesOf('2026-11')
    expect(await store.destroy('2026-11', operator)).toMatchObject({ state: 'destroyed' })
    expect(isAnywhere(bytes)).toBe(false)
    expect(await refusal(store.destroy('2026-11', operator))).toBe('KEYS_DESTROYED')
    expect(await refusal(store.hold('2026-11', operator))).toBe('KEYS_DESTROYED')
    expect(await refusal(store.destroy('2020-01', operator))).toBe('MONTH_UNKNOWN')
  })

  test('a destruction that was cut off after its tombstone is ended by the next start', async () => {
    const store = await open()
    await untilMonth(store, '2027-06')
    const bytes = bytesOf('2026-11')
    await store.destroy('2026-11', operator)
    writeFileSync(file('2026-11.key'), bytes)
    expect((await open()).gone()).toEqual(['2026-11'])
    expect(isAnywhere(bytes)).toBe(false)
  })

  test('a key file that is gone before it could be overwritten does not stop the end of every other term', async () => {
    const store = await open()
    await untilMonth(store, '2029-11')
    onEntry = ({ act, object }) => {
      if (act === 'keys.destroyed' && object === '2026-11') rmSync(file('2026-11.key'))
    }
    await untilMonth(store, '2030-02').catch(() => undefined)
    await store.endTerms()
    expect(store.gone()).toEqual(['2026-11', '2026-12', '2027-01'])
  })

  test('an act that fails after its entry is named by a second one, and has not happened', async () => {
    const store = await open()
    renameSync(file('2026-11.json'), file('aside'))
    mkdirSync(file('2026-11.json'))
    expect(await refusal(store.hold('2026-11', operator))).toBe('KEYS_UNAVAILABLE')
    expect(acts().slice(-2)).toEqual(['keys.held 2026-11', 'keys.held 2026-11 KEYS_UNAVAILABLE'])
    expect(statesOf(store)['2026-11']).toBe('active')
  })

  test('a clock that leaps years ahead ends no term', async () => {
    const store = await open()
    nowMs = at('2033-03')
    await store.makeAhead()
    expect(await store.endTerms()).toEqual([])
    expect(store.gone()).toEqual([])
  })
})

describe('a start', () => {
  test('with a key that was swapped, spoilt or lost does not run under other names', async () => {
    await open()
    const bytes = bytesOf('2026-11')
    writeFileSync(file('2026-11.key'), bytesOf('2026-12'))
    expect(await refusal(open())).toBe('KEYS_DAMAGED')
    rmSync(file('2026-11.key'))
    expect(await refusal(open())).toBe('KEYS_DAMAGED')
    writeFileSync(file('2026-11.key'), bytes)
    writeFileSync(file('2026-11.json'), '{"month":')
    expect(await refusal(open())).toBe('KEYS_DAMAGED')
  })

  test('between key and record of a making takes the key that is there', async () => {
    const before = (await open()).keysOf(['2026-12'])
    rmSync(file('2026-12.json'))
    const store = await open()
    expect(store.keysOf(['2026-12'])).toEqual(before)
    expect(statesOf(store)['2026-12']).toBe('next')
  })
})

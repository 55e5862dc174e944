/** One writer for one log, also where another container on the same volume has processes of the same numbers (AU16). */
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AuditLogError } from '../errors.ts'
import { lockSilentMs } from '../limits.ts'
import { takeLock } from './lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = (): string => join(folder, 'lock')
const long = (): Date => new Date(Date.now() - lockSilentMs - 1)

function foreignLock(space: string): void {
  writeFileSync(path(), JSON.stringify({ pid: process.pid, started: 'another start', space, id: 'another' }))
}

test.each(['boot/pid:[1]', 'another boot'])('AU16 a lock of %s is not taken while it is touched', (space) => {
  foreignLock(space)
  expect(() => takeLock(folder)).toThrow('AUDIT_LOCKED')
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ id: 'another' })
  utimesSync(path(), long(), long())
  takeLock(folder)()
})

test('AU16 a lock of an earlier process of this number and space is taken at once', () => {
  const release = takeLock(folder)
  const { space } = JSON.parse(readFileSync(path(), 'utf8')) as { space: string }
  release()
  foreignLock(space)
  expect(takeLock(folder)).not.toThrow()
})

test('AU16 a held lock is touched again and again, a released one is gone', async () => {
  const release = takeLock(folder)
  utimesSync(path(), long(), long())
  const before = statSync(path()).mtimeMs
  while (statSync(path()).mtimeMs === before) await pause(50)
  expect(() => takeLock(folder)).toThrow('AUDIT_LOCKED')
  release()
  expect(statSync(path(), { throwIfNoEntry: false })).toBeUndefined()
})

/** `taken`, or why not. */
function attempt(): string {
  try {
    takeLock(folder)
    return 'taken'
  } catch (error) {
    return error instanceof AuditLogError ? error.code : String(error)
  }
}

test.each(['null', '{}', '{"pid":-1}', '{"pid":"x","id":"y"}', 'not JSON', ''])(
  'a lock file that says %j lets one write at most',
  (text) => {
    writeFileSync(path(), text)
    expect(['taken', 'AUDIT_LOCKED']).toContain(attempt())
    expect(attempt()).toBe('AUDIT_LOCKED')
  },
)

import { afterEach, describe, expect, test } from 'vitest'
import { type AuditLog, openAuditLog, verifyAuditLog } from './index.ts'
import { type Disk, entry, failingDisk, leaves, newFolder, origin } from './test-log.ts'

let log: AuditLog
afterEach(async () => log.close())

async function opened(
  directory: string,
  code: string,
): Promise<{ readonly disk: Disk; readonly healed: () => Promise<void> }> {
  const disk = failingDisk(code)
  const waiters: (() => void)[] = []
  log = await openAuditLog({
    directory,
    origin,
    store: disk.store,
    onState: ({ writable }) => {
      if (writable) for (const waiter of waiters.splice(0)) waiter()
    },
  })
  return { disk, healed: () => (log.writable ? Promise.resolve() : new Promise((done) => waiters.push(done))) }
}

describe('a disk that fails', () => {
  test.each([
    ['full', 'ENOSPC', 'write'],
    ['full in the middle of a group', 'ENOSPC', 'half-write'],
    ['broken at write', 'EIO', 'write'],
    ['broken at sync', 'EIO', 'sync'],
  ] as const)(
    '[REG-26.2b] %s: nobody gets an acknowledgement, and the log works again by itself',
    async (_title, code, fault) => {
      const directory = newFolder()
      const { disk, healed } = await opened(directory, code)
      await log.append(entry(0))
      disk.fail = fault
      const refused = await Promise.allSettled([1, 2, 3].map((n) => log.append(entry(n))))
      expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
      expect(log.writable).toBe(false)
      await expect(log.append(entry(4))).rejects.toMatchObject({ name: 'AuditUnavailable', code: 'AUDIT_UNAVAILABLE' })
      disk.fail = null
      await healed()
      const { index } = await log.append(entry(5))
      await log.close()
      const kept = leaves(directory)
      expect(kept.map((leaf) => leaf['n'] ?? leaf['act'])).toEqual([0, 'gap', 5])
      expect(kept[index]?.['n']).toBe(5)
      expect(await verifyAuditLog(directory)).toMatchObject({ entries: 3, gaps: [1] })
    },
  )

  test('entries that wait behind the failed group are refused with it', async () => {
    const { disk, healed } = await opened(newFolder(), 'EIO')
    disk.fail = 'sync'
    const first = log.append(entry(0))
    const second = new Promise((done) => setImmediate(() => done(log.append(entry(1)))))
    const outcomes = await Promise.allSettled([first, second])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    disk.fail = null
    await healed()
  })

  test('a disk that does not even cut is tried again until it does', async () => {
    const directory = newFolder()
    const { disk, healed } = await opened(directory, 'EIO')
    disk.fail = 'half-write'
    await expect(log.append(entry(0))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    disk.fail = 'truncate'
    while (!disk.calls.includes('truncate')) await new Promise(setImmediate)
    expect(log.writable).toBe(false)
    disk.fail = null
    await healed()
    await log.append(entry(1))
    await log.close()
    expect(leaves(directory).map((leaf) => leaf['n'] ?? leaf['act'])).toEqual(['gap', 1])
  })

  test('a log that cannot say what was cut does not open', async () => {
    const disk = failingDisk('ENOSPC')
    const directory = newFolder()
    log = await openAuditLog({ directory, origin })
    await log.append(entry(0))
    await log.close()
    const { truncateSync, statSync } = await import('node:fs')
    const { segments } = await import('./test-log.ts')
    const [file = ''] = segments(directory)
    truncateSync(file, statSync(file).size - 1)
    disk.fail = 'write'
    await expect(openAuditLog({ directory, origin, store: disk.store })).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    })
    disk.fail = null
    log = await openAuditLog({ directory, origin, store: disk.store })
    expect(await verifyAuditLog(directory)).toMatchObject({ entries: 1, gaps: [0] })
  })
})

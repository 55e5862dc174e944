/** A disk that fails (audit.md §3, faults.md row 23, AU8): through the store port, and a real one that is full. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import type { AuditLog } from './audit-log.ts'
import { type Disk, entry, failingDisk, leavesOf, newFolder, openLog, segmentsOf, signerFor, told } from './test-log.ts'

let log: AuditLog | undefined
afterEach(async () => log?.close())

interface Opened {
  readonly disk: Disk
  readonly log: AuditLog
  readonly healed: () => Promise<void>
}

async function opened(directory: string, code: string): Promise<Opened> {
  const disk = failingDisk(code)
  const waiters: (() => void)[] = []
  const made = await openLog(directory, {
    store: disk.store,
    onState: ({ writable }) => {
      if (writable) for (const waiter of waiters.splice(0)) waiter()
    },
  })
  log = made
  return {
    disk,
    log: made,
    healed: () => (made.writable ? Promise.resolve() : new Promise((done) => waiters.push(done))),
  }
}

describe('AU8 a disk that fails', () => {
  test.each([
    ['full', 'ENOSPC', 'write', 'disk-full'],
    ['full in the middle of a group', 'ENOSPC', 'half-write', 'disk-full'],
    ['broken at write', 'EIO', 'write', 'disk'],
    ['broken at sync', 'EIO', 'after-write', 'disk'],
  ] as const)(
    '[REG-26.2b] %s: nobody gets an acknowledgement, and the log works again by itself',
    async (_title, code, fault, cause) => {
      const node = newFolder()
      const { disk, log, healed } = await opened(node, code)
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
      expect(index).toBe(3)
      expect(told(join(node, '2026'))).toEqual(['start', 0, 'gap', 5, 'stop'])
      expect(leavesOf(join(node, '2026'))[2]).toMatchObject({ cause })
      expect(verifyAuditLog(node)).toMatchObject({ good: true })
    },
  )

  test('entries that wait behind the failed group are refused with it', async () => {
    const { disk, log, healed } = await opened(newFolder(), 'EIO')
    let release = (): void => undefined
    disk.beforeWrite = new Promise((done) => {
      release = done
    })
    disk.fail = 'after-write'
    const first = log.append(entry(0))
    while (!disk.calls.includes('write')) await new Promise(setImmediate)
    const second = log.append(entry(1))
    release()
    const outcomes = await Promise.allSettled([first, second])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    disk.fail = null
    await healed()
  })

  test('a disk that does not even cut is tried again until it does', async () => {
    const node = newFolder()
    const { disk, log, healed } = await opened(node, 'EIO')
    disk.fail = 'half-write'
    await expect(log.append(entry(0))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    disk.fail = 'truncate'
    while (!disk.calls.includes('truncate')) await new Promise(setImmediate)
    expect(log.writable).toBe(false)
    disk.fail = null
    await healed()
    await log.append(entry(1))
    await log.close()
    expect(told(join(node, '2026'))).toEqual(['start', 'gap', 1, 'stop'])
  })

  test('a process that dies while its disk fails leaves a log that starts', async () => {
    const node = newFolder()
    const { disk, log } = await opened(node, 'EIO')
    await log.append(entry(0))
    disk.fail = 'half-write'
    await expect(log.append(entry(1))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    await log.close()
    disk.fail = null
    await (await openLog(node)).close()
    expect(told(join(node, '2026'))).toEqual(['start', 0, 'start', 'stop'])
    expect(leavesOf(join(node, '2026'))[2]).toMatchObject({ cut: [{ bytes: expect.any(Number) }] })
  })

  test('a log that cannot say what was cut does not open', async () => {
    const node = newFolder()
    const { disk, log } = await opened(node, 'ENOSPC')
    await log.append(entry(0))
    await log.close()
    const [file = ''] = segmentsOf(join(node, '2026'))
    truncateSync(file, statSync(file).size - 1)
    disk.fail = 'write'
    await expect(openLog(node, { store: disk.store })).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    disk.fail = null
    await (await openLog(node, { store: disk.store })).close()
    expect(leavesOf(join(node, '2026')).at(-2)).toMatchObject({ act: 'start', cut: [{ bytes: expect.any(Number) }] })
  })
})

const mebibyte = 1024 * 1024

/** A file system of eight megabytes in memory; null where the machine forbids it. */
function smallDisk(): string | null {
  const path = newFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${8 * mebibyte}`, 'tmpfs', path], { stdio: 'ignore' })
    return path
  } catch {
    process.stderr.write(
      'SKIPPED: this machine lets no test mount a small file system; a disk that is truly full was not tried.\n',
    )
    return null
  }
}

const disk = smallDisk()

describe.skipIf(disk === null)('AU8 a disk that is truly full', () => {
  test('[REG-26.2b] no entry is acknowledged, the reserve makes room for the last checkpoint, and the log comes back when space does', async () => {
    const mount = disk ?? ''
    const node = join(mount, 'audit', 'test')
    const states: boolean[] = []
    const woken: (() => void)[] = []
    try {
      mkdirSync(node, { recursive: true })
      const open = await openLog(node, {
        onState: ({ writable }) => {
          states.push(writable)
          for (const wake of woken.splice(0)) wake()
        },
      })
      log = open
      const builder = await openLogBuilder({
        directory: join(node, '2026'),
        signer: await signerFor(log.origin),
      })
      const ballast = join(mount, 'ballast')
      const { bavail, bsize } = statfsSync(mount)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - mebibyte))
      let acknowledged = 0
      let n = 0
      while (log.writable) {
        const batch = Array.from({ length: 64 }, () => open.append(entry(n++), Buffer.alloc(400)))
        for (const { status } of await Promise.allSettled(batch)) acknowledged += status === 'fulfilled' ? 1 : 0
      }
      await expect(log.append(entry(n))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
      while (existsSync(join(node, 'reserve'))) await new Promise(setImmediate)
      // Room for the checkpoint is there, and entries do not take it.
      const { size } = log
      expect(size).toBe(acknowledged + 1)
      expect((await builder.advance(size)).size).toBe(size)
      expect(log.writable).toBe(false)
      const back = new Promise<void>((wake) => woken.push(wake))
      rmSync(ballast)
      await back
      expect(states).toEqual([false, true])
      await log.append(entry(n))
      expect((await builder.advance(log.size)).size).toBe(size + 2)
      builder.close()
      await log.close()
      expect(existsSync(join(node, 'reserve'))).toBe(true)
      expect(verifyAuditLog(node)).toMatchObject({ good: true })
      expect(told(join(node, '2026')).slice(-3)).toEqual(['gap', n, 'stop'])
    } finally {
      execFileSync('umount', ['-l', mount])
    }
  })
})

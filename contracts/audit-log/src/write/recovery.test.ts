/** What a start does with a WAL that a crash, or a hand, left otherwise than it was written (audit.md §3, Recovery; AU7). */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { AuditDamaged } from '../errors.ts'
import { readGroup } from '../wal/group.ts'
import { readWal } from '../wal/recover-wal.ts'
import { type AuditStore, fileStore } from '../wal/store.ts'
import { entry, leavesOf, newFolder, openLog, segmentsOf, signerFor, told } from './test-log.ts'

let node = ''
let bytes = Buffer.alloc(0)
let name = ''
/** Offsets at which the groups begin, and the end. */
const starts: number[] = []

beforeAll(async () => {
  node = newFolder()
  const log = await openLog(node)
  await Promise.all([0, 1].map((n) => log.append(entry(n), Buffer.from(`sealed-${n}`))))
  await log.append(entry(2))
  await Promise.all([3, 4].map((n) => log.append(entry(n), Buffer.from(`sealed-${n}`))))
  // Killed: no stop entry. The lock is this process's own, so it is copied away without it.
  const [file = ''] = segmentsOf(join(node, '2026'))
  name = basename(file)
  bytes = readFileSync(file)
  for (let at = 0; at < bytes.length; ) {
    starts.push(at)
    const group = readGroup(bytes, at)
    at = group.ok ? group.end : bytes.length
  }
  starts.push(bytes.length)
  await log.close()
})

/** A node's folder whose only segment holds these bytes. */
function nodeWith(content: Buffer): string {
  const copy = newFolder()
  cpSync(join(node, '2026', 'origin'), join(copy, '2026', 'origin'))
  cpSync(join(node, '2026', 'wal'), join(copy, '2026', 'wal'), { recursive: true })
  writeFileSync(join(copy, '2026', 'wal', name), content)
  return copy
}

const lastStart = (): number => starts.at(-2) ?? 0

describe('AU7 a torn tail', () => {
  test('the groups are those that were written: start, two, one, two', () => {
    expect(starts).toHaveLength(5)
  })

  test('the last group cut at every byte is seen as torn, with all before it whole', () => {
    const copy = nodeWith(bytes)
    for (let length = bytes.length - 1; length > lastStart(); length--) {
      writeFileSync(join(copy, '2026', 'wal', name), bytes.subarray(0, length))
      expect(readWal(join(copy, '2026'), 0)).toMatchObject({
        next: 4,
        torn: { length: lastStart(), bytes: length - lastStart() },
      })
    }
  })

  test('the last group spoilt at every byte, its later half whole, is seen as torn', () => {
    const copy = nodeWith(bytes)
    for (let at = lastStart(); at < bytes.length; at++) {
      const spoilt = Buffer.from(bytes)
      spoilt.writeUInt8((spoilt[at] ?? 0) ^ 0xff, at)
      writeFileSync(join(copy, '2026', 'wal', name), spoilt)
      expect(readWal(join(copy, '2026'), 0)).toMatchObject({ next: 4, torn: { length: lastStart() } })
    }
  })

  test('[REG-26.2b] it is cut away at the start and named in its entry, and the log goes on', async () => {
    const lengths = [1, 15, 16, 40, (bytes.length - lastStart()) >> 1, bytes.length - lastStart() - 1]
    for (const length of lengths) {
      const copy = nodeWith(bytes.subarray(0, lastStart() + length))
      const log = await openLog(copy)
      expect((await log.append(entry(9))).index).toBe(5)
      await log.close()
      expect(told(join(copy, '2026'))).toEqual(['start', 0, 1, 2, 'start', 9, 'stop'])
      expect(leavesOf(join(copy, '2026'))[4]).toMatchObject({ size: 4, cut: [{ bytes: length }] })
      expect(existsSync(join(copy, 'cut.json'))).toBe(false)
    }
  })

  test('zeros behind the end, and a first half of zeros, are cut; cut at the end of a group nothing is torn', async () => {
    const half = Buffer.from(bytes)
    half.fill(0, lastStart(), (lastStart() + bytes.length) >> 1)
    const cases = [
      [Buffer.concat([bytes, Buffer.alloc(4096)]), [0, 1, 2, 3, 4], 1],
      [half, [0, 1, 2], 1],
      [bytes.subarray(0, lastStart()), [0, 1, 2], 0],
      [bytes.subarray(0, 5), [], 1],
    ] as const
    for (const [content, kept, cuts] of cases) {
      const copy = nodeWith(content)
      await (await openLog(copy)).close()
      const leaves = leavesOf(join(copy, '2026'))
      const isEmpty = kept.length === 0
      expect(told(join(copy, '2026'))).toEqual([...(isEmpty ? [] : ['start']), ...kept, 'start', 'stop'])
      expect(leaves.at(-2)?.['cut']).toHaveLength(cuts)
    }
  })

  test('a start that dies between cut and entry still names the cut', async () => {
    const copy = nodeWith(bytes.subarray(0, bytes.length - 3))
    const dead = { vkey: (await signerFor('xinqiao/audit/test/2026')).vkey }
    let asked = 0
    const dies = openLog(copy, {
      signerFor: async () => dead,
      now: () => {
        asked += 1
        if (asked > 1) throw new Error('dies')
        return Date.parse('2026-11-24T10:00:00+08:00')
      },
    })
    await expect(dies).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    expect(existsSync(join(copy, 'cut.json'))).toBe(true)
    await (await openLog(copy)).close()
    expect(leavesOf(join(copy, '2026'))[4]).toMatchObject({
      act: 'start',
      cut: [{ bytes: bytes.length - 3 - lastStart() }],
    })
  })
})

test('what a killed process wrote and did not sync is synced by the next start, before anything follows it', async () => {
  const copy = nodeWith(bytes)
  const calls: string[] = []
  const store: AuditStore = {
    ...fileStore,
    open: async (path) => {
      const file = await fileStore.open(path)
      return {
        ...file,
        sync: async () => {
          await file.sync()
          calls.push(`sync ${basename(path)}`)
        },
        write: async (group, position) => {
          calls.push('write')
          await file.write(group, position)
        },
      }
    },
  }
  await (await openLog(copy, { store })).close()
  expect(calls.slice(0, 2)).toEqual([`sync ${name}`, 'write'])
})

describe('AU7 damage', () => {
  test('a bad byte anywhere in an earlier group: no start, and nothing is touched', async () => {
    const copy = nodeWith(bytes)
    const file = join(copy, '2026', 'wal', name)
    for (let at = 0; at < lastStart(); at++) {
      const spoilt = Buffer.from(bytes)
      spoilt.writeUInt8((spoilt[at] ?? 0) ^ 0xff, at)
      writeFileSync(file, spoilt)
      expect(() => readWal(join(copy, '2026'), 0)).toThrow(AuditDamaged)
    }
    const last = readFileSync(file)
    await expect(openLog(copy)).rejects.toMatchObject({ code: 'AUDIT_DAMAGED' })
    expect(readFileSync(file).equals(last)).toBe(true)
    expect(existsSync(join(copy, 'cut.json'))).toBe(false)
  })

  test('a group dropped, doubled or swapped, and a segment missing, are damage', () => {
    const part = (n: number): Buffer => bytes.subarray(starts[n], starts[n + 1])
    const orders = [
      [0, 2, 3],
      [0, 1, 1, 2, 3],
      [0, 2, 1, 3],
      [1, 2, 3],
    ]
    for (const order of orders) {
      const copy = nodeWith(Buffer.concat(order.map(part)))
      expect(() => readWal(join(copy, '2026'), 0)).toThrow(AuditDamaged)
    }
  })

  test('a torn end in a segment that is not the last is damage', async () => {
    const copy = nodeWith(bytes)
    await (await openLog(copy)).close()
    writeFileSync(join(copy, '2026', 'wal', name), bytes.subarray(0, bytes.length - 1))
    await expect(openLog(copy)).rejects.toMatchObject({ code: 'AUDIT_DAMAGED' })
  })

  test('what a checkpoint covers cannot be torn: the WAL cut behind it is damage', async () => {
    const copy = nodeWith(bytes)
    const builder = await openLogBuilder({
      directory: join(copy, '2026'),
      signer: await signerFor('xinqiao/audit/test/2026'),
    })
    expect((await builder.advance(6)).size).toBe(6)
    builder.close()
    writeFileSync(join(copy, '2026', 'wal', name), bytes.subarray(0, bytes.length - 1))
    await expect(openLog(copy)).rejects.toMatchObject({ code: 'AUDIT_DAMAGED', badIndex: 4 })
  })

  test('a checkpoint that is not signed by the origin’s key, or does not fit the tiles, is damage', async () => {
    const copy = nodeWith(bytes)
    const directory = join(copy, '2026')
    const builder = await openLogBuilder({ directory, signer: await signerFor('xinqiao/audit/test/2026') })
    const { checkpoint } = await builder.advance(6)
    builder.close()
    writeFileSync(join(directory, 'checkpoint'), (checkpoint ?? '').replace('\n6\n', '\n5\n'))
    await expect(openLog(copy)).rejects.toMatchObject({ code: 'AUDIT_DAMAGED' })
    writeFileSync(join(directory, 'checkpoint'), checkpoint ?? '')
    const tile = join(directory, 'tile/0/000.p/6')
    const hashes = readFileSync(tile)
    hashes.writeUInt8((hashes[40] ?? 0) ^ 1, 40)
    writeFileSync(tile, hashes)
    await expect(openLog(copy)).rejects.toMatchObject({ code: 'AUDIT_DAMAGED' })
  })
})

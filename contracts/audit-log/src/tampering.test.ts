import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { AuditDamaged, openAuditLog, verifyAuditLog } from './index.ts'
import { readFolder } from './segments.ts'
import { entry, leaves, newFolder, origin, segments } from './test-log.ts'

/** Three groups: entries 0–2, 3, 4–6. */
const whole = newFolder()
let bytes: Buffer
let name: string

beforeAll(async () => {
  const log = await openAuditLog({ directory: whole, origin })
  await Promise.all([0, 1, 2].map((n) => log.append(entry(n))))
  await log.append(entry(3))
  await Promise.all([4, 5, 6].map((n) => log.append(entry(n))))
  await log.close()
  const [file = ''] = segments(whole)
  name = basename(file)
  bytes = readFileSync(file)
})

function folderWith(content: Buffer): string {
  const directory = newFolder()
  for (const one of readdirSync(whole)) copyFileSync(join(whole, one), join(directory, one))
  writeFileSync(join(directory, name), content)
  return directory
}

/** The entry a byte belongs to; a line of a group counts as its first entry. */
function entryAt(offset: number): number {
  const lines = bytes.subarray(0, offset).toString('latin1').split('\n')
  return lines.slice(0, -1).filter((line) => line.startsWith('{"index"')).length
}
const groupStart = (order: number): number => [...bytes.toString('latin1').matchAll(/^\{"group"/gm)][order]?.index ?? 0

describe('a log that somebody touched', () => {
  test('[REG-26.2b] one changed byte anywhere is found, and the entry is named', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (offset, flip) => {
        const spoilt = Buffer.from(bytes)
        spoilt.writeUInt8((spoilt[offset] ?? 0) ^ flip, offset)
        const result = await verifyAuditLog(folderWith(spoilt))
        expect(result).toHaveProperty('badIndex')
        const { badIndex, file } = result as { readonly badIndex: number; readonly file: string }
        expect(basename(file)).toBe(name)
        const bad = entryAt(offset)
        const first = [0, 3, 4].findLast((start) => start <= bad) ?? 0
        expect([bad, first]).toContain(badIndex)
      }),
      { numRuns: 300 },
    )
  })

  test('a byte inside an entry names that very entry', async () => {
    const text = bytes.toString('latin1')
    for (const n of [0, 3, 5, 6]) {
      const spoilt = Buffer.from(bytes)
      spoilt.write('X', text.indexOf(`pseudonym-${n}`))
      expect(await verifyAuditLog(folderWith(spoilt))).toMatchObject({ badIndex: n })
    }
  })

  test('an entry dropped, swapped or written twice is found', async () => {
    const lines = bytes.toString('utf8').split('\n')
    const at = lines.findIndex((line) => line.startsWith('{"index":1,'))
    const dropped = lines.toSpliced(at, 1)
    const swapped = lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '')
    const twice = lines.toSpliced(at, 0, lines[at] ?? '')
    for (const spoilt of [dropped, swapped, twice])
      expect(await verifyAuditLog(folderWith(Buffer.from(spoilt.join('\n'))))).toMatchObject({
        badIndex: expect.any(Number),
      })
  })

  test('a whole group dropped from the middle is found', async () => {
    const spoilt = Buffer.concat([bytes.subarray(0, groupStart(1)), bytes.subarray(groupStart(2))])
    expect(await verifyAuditLog(folderWith(spoilt))).toMatchObject({ badIndex: 3 })
  })

  test('a bad byte in a group before a good one: the log does not start and touches nothing', async () => {
    for (let offset = 0; offset < groupStart(2); offset += 13) {
      const spoilt = Buffer.from(bytes)
      spoilt.writeUInt8((spoilt[offset] ?? 0) ^ 1, offset)
      const directory = folderWith(spoilt)
      await expect(openAuditLog({ directory, origin })).rejects.toBeInstanceOf(AuditDamaged)
      expect(readFileSync(join(directory, name)).equals(spoilt)).toBe(true)
    }
  })
})

describe('a torn tail', () => {
  test('the last group cut at every byte is seen as torn, with all before it whole', async () => {
    const start = groupStart(2)
    const directory = folderWith(bytes)
    for (let length = bytes.length - 1; length > start; length -= 1) {
      truncateSync(join(directory, name), length)
      expect(await readFolder(directory)).toMatchObject({
        head: { next: 4 },
        last: { length: start },
        bad: { torn: true },
      })
    }
  })

  test('it is cut away at the start, named in an entry, kept beside the log, and the log goes on', async () => {
    const start = groupStart(2)
    const lengths = [
      start + 1,
      start + 60,
      (start + bytes.length) >> 1,
      bytes.length - 200,
      bytes.length - 2,
      bytes.length - 1,
    ]
    for (const length of lengths) {
      const directory = folderWith(bytes)
      truncateSync(join(directory, name), length)
      expect(await verifyAuditLog(directory)).toMatchObject({
        badIndex: expect.any(Number),
        reason: expect.stringContaining('torn tail'),
      })
      const log = await openAuditLog({ directory, origin })
      await log.append(entry(9))
      await log.close()
      expect(leaves(directory).map((leaf) => leaf['n'] ?? leaf['act'])).toEqual([0, 1, 2, 3, 'gap', 9])
      expect(leaves(directory)[4]).toMatchObject({ kind: 'system', cutBytes: length - start })
      expect(await verifyAuditLog(directory)).toMatchObject({ entries: 6, gaps: [4] })
      const torn = readdirSync(directory).find((one) => one.startsWith('torn-')) ?? ''
      expect(readFileSync(join(directory, torn)).equals(bytes.subarray(start, length))).toBe(true)
    }
  })

  test('the last group spoilt in its first half while its later half is whole, or zeroes behind the end', async () => {
    const start = groupStart(2)
    const spoilt = Buffer.from(bytes)
    spoilt.fill(0, start, start + ((bytes.length - start) >> 1))
    for (const [content, kept] of [
      [spoilt, 4],
      [Buffer.concat([bytes, Buffer.alloc(4096)]), 7],
    ] as const) {
      const directory = folderWith(content)
      await (await openAuditLog({ directory, origin })).close()
      expect(await verifyAuditLog(directory)).toMatchObject({ entries: kept + 1, gaps: [kept] })
    }
  })

  test('cut at the end of a group nothing is torn', async () => {
    const directory = folderWith(bytes.subarray(0, groupStart(2)))
    await (await openAuditLog({ directory, origin })).close()
    expect(await verifyAuditLog(directory)).toMatchObject({ entries: 4, gaps: [] })
  })
})

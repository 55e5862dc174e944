/** A folder made to hurt the one who inspects it: no crash, no hang, no read outside of it. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signCheckpoint } from '../notes/checkpoint.ts'
import { fileSigner } from '../notes/signer.ts'
import { writeGroupHeader } from '../wal/group.ts'
import { copyOf, removeCopies } from './test-forgery.ts'
import { expectPlain, expectRefused, verify, writeYear } from './test-inspection.ts'
import { WrittenLog } from './test-log.ts'

const log = new WrittenLog()
const outside = mkdtempSync(join(tmpdir(), 'outside-'))
let original = ''

beforeAll(async () => {
  original = await writeYear(log, 300)
})

afterAll(() => {
  log.remove()
  removeCopies()
  rmSync(outside, { recursive: true })
})

test.each(['checkpoint', 'origin', 'checkpoints', 'tile', 'wal', 'tile/entries', 'tile/0/000', 'tile/entries/000'])(
  'a link in place of %s is not followed',
  (path) => {
    const copy = copyOf(original)
    const kept = join(mkdtempSync(join(outside, 'of-')), 'kept')
    renameSync(join(copy, path), kept)
    symlinkSync(kept, join(copy, path))
    expectRefused(verify(copy))
  },
)

test('a link in place of a year is not followed', () => {
  const node = mkdtempSync(join(outside, 'node-'))
  symlinkSync(original, join(node, '2026'))
  expectRefused(verify(node))
})

test('links that make a folder endless are not followed', async () => {
  const copy = copyOf(original)
  rmSync(join(copy, 'tile'), { recursive: true })
  rmSync(join(copy, 'wal'), { recursive: true })
  rmSync(join(copy, 'checkpoints'), { recursive: true })
  const signer = log.keys.signer('xinqiao/audit/gateway-1/2026')
  const size = Number.MAX_SAFE_INTEGER
  writeFileSync(
    join(copy, 'checkpoint'),
    await signCheckpoint({ origin: signer.name, size, root: Buffer.alloc(32) }, signer),
  )
  cpSync(join(original, 'tile'), join(copy, 'tile'), { recursive: true })
  for (const folder of ['tile/entries', 'tile/0'])
    for (let n = 0; n < 1000; n++) {
      const three = String(n).padStart(3, '0')
      symlinkSync('.', join(copy, folder, `x${three}`))
      if (n > 0) linkSync(join(copy, folder, '000'), join(copy, folder, three))
    }
  expectRefused(verify(copy, '--hashes-only'))
})

test.each([
  'checkpoint',
  'origin',
  'tile/0/000',
  'tile/entries/000',
  'wal/00000000000000000000.wal',
  'checkpoints/2026-06-01.txt',
])('a pipe in place of %s is not waited for', (path) => {
  const copy = copyOf(original)
  rmSync(join(copy, path))
  expect(spawnSync('mkfifo', [join(copy, path)]).status).toBe(0)
  expectRefused(verify(copy))
})

test.each([
  ['checkpoint', 600 * 2 ** 20],
  ['checkpoint', 3 * 2 ** 30],
  ['origin', 3 * 2 ** 30],
  ['tile/0/000', 3 * 2 ** 30],
  ['tile/entries/000', 3 * 2 ** 30],
  ['tile/entries/000', 2 ** 40],
  ['checkpoints/2026-06-01.txt', 600 * 2 ** 20],
  ['wal/00000000000000000000.wal', 2 ** 40],
] as const)('%s of %d bytes is not read', (path, bytes) => {
  const copy = copyOf(original)
  truncateSync(join(copy, path), bytes)
  const said = verify(copy)
  expectPlain(said)
  expect([1, 2]).toContain(said.status)
  expectPlain(verify('prove', copy, '7'))
})

test('a folder in place of a file, and a file in place of a folder, are told', () => {
  for (const path of ['checkpoint', 'tile/0/000', 'tile', 'wal', 'checkpoints']) {
    const copy = copyOf(original)
    rmSync(join(copy, path), { recursive: true })
    if (path.includes('/') || path === 'checkpoint') mkdirSync(join(copy, path))
    else writeFileSync(join(copy, path), 'x')
    const said = verify(copy)
    expectPlain(said)
    // Nothing stands in for a WAL or old checkpoints: the log is read without them.
    expect([path, said.status === 0]).toEqual([path, path === 'wal' || path === 'checkpoints'])
  }
})

test('a tail that looks like a great many groups is judged in time', () => {
  const copy = copyOf(original)
  const path = join(copy, 'wal/00000000000000000000.wal')
  const whole = readFileSync(path)
  // Each fourth byte begins a header whose index fits and whose length reaches almost to the end.
  const tail = Buffer.alloc(32 * 2 ** 20)
  for (let at = 0; at + 8 <= tail.length; at += 8) tail.writeUInt32BE(400, at + 4)
  tail.writeUInt32BE(7, 4)
  writeFileSync(path, Buffer.concat([whole, tail]))
  const said = verify(copy)
  expectPlain(said)
  expect([0, 1]).toContain(said.status)
})

test.each(['1.5', '-1', 'x', '9007199254740993', '300000'])('no entry %s is proved', (index) => {
  expectRefused(verify('prove', original, index))
})

test('a group that says to be larger than the file is no reason to take its memory', () => {
  const copy = copyOf(original)
  const path = join(copy, 'wal/00000000000000000000.wal')
  const whole = readFileSync(path)
  const header = Buffer.alloc(16)
  writeGroupHeader(header, 16, 301)
  header.writeUInt32BE(0xffffffff, 0)
  writeFileSync(path, Buffer.concat([whole, header]))
  truncateSync(path, 4 * 2 ** 30 + whole.length)
  const said = verify(copy)
  expectPlain(said)
  expect([1, 2]).toContain(said.status)
})

test('a witness under two names is refused: it would count twice', () => {
  const jwk = log.keys.jwk('court')
  const [one, other] = ['court/w', 'tax/w'].map((name) => fileSigner(name, jwk, 'witness').vkey)
  expectRefused(verify(original, '--witness', one ?? '', '--witness', other ?? '', '--k', '2'))
})

/** A folder made to hurt the one who inspects it: no crash, no hang, no read outside of it, nothing on the terminal but text. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
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
import { copyOf, forge, removeCopies } from './test-forgery.ts'
import { WrittenLog } from './test-log.ts'

const log = new WrittenLog()
const outside = mkdtempSync(join(tmpdir(), 'outside-'))
const program = join(import.meta.dirname, 'verify-program.ts')
/** Far more than the few hundred entries need. */
const withinMs = 15_000

beforeAll(async () => {
  await log.open()
  await log.writeTo(300)
  await log.sign()
  await log.close()
})

afterAll(() => {
  log.remove()
  removeCopies()
  rmSync(outside, { recursive: true })
})

let original = ''
beforeAll(() => {
  original = join(log.folder, '2026')
})

interface Said {
  readonly status: number | null
  readonly text: string
}

/** Runs the program within bounded time and memory. */
function verify(...args: string[]): Said {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-old-space-size=256', '--disable-warning=ExperimentalWarning', program, ...args],
    { encoding: 'utf8', timeout: withinMs, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
  )
  return { status, text: stdout + stderr }
}

/** Nothing that a terminal would obey, no stack of ours. */
function expectPlain({ text }: Said): void {
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
  expect(text).not.toMatch(/\n\s+at /u)
}

function expectRefused(said: Said): void {
  expectPlain(said)
  expect(said.status).toBe(2)
  expect(said.text).not.toBe('')
}

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

test.each(['\u001b]0;owned\u0007', '\u001b[2J', '\u009b2J', '\u202egnp', 'a\nGood: nothing was changed', '\u007f'])(
  'names that a terminal would obey are told as text: %j',
  async (name) => {
    const copy = copyOf(original)
    writeFileSync(join(copy, 'checkpoints', `${name}.txt`), 'x\n\ny\n\n')
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    const said = [verify(copy), verify(copy, '--json')]
    if (!/[\s\p{Cc}]/u.test(name)) {
      const signer = fileSigner(`xinqiao/${name}/2026`, jwk)
      writeFileSync(join(copy, 'origin'), `${signer.name}\nintl\n${signer.vkey}\n`)
      said.push(verify(copy))
    }
    const older = join(outside, 'older')
    const signer = log.keys.signer('xinqiao/audit/gateway-1/2026')
    if (!name.includes('\n') && !/^\p{Cc}/u.test(name)) {
      writeFileSync(
        older,
        (await signCheckpoint({ origin: signer.name, size: 1, root: Buffer.alloc(32) }, signer)).replace(
          'xinqiao',
          name,
        ),
      )
      said.push(verify(original, '--from', older))
    }
    for (const one of said) {
      expectPlain(one)
      expect([1, 2]).toContain(one.status)
    }
  },
)

test('an origin that a first entry names is told as text', async () => {
  const before = { origin: '\u001b[2J\u009b\u202e', size: 1, checkpoint: null }
  const leaf = JSON.stringify({
    act: 'year',
    at: 1,
    before: { checkpoint: null, origin: before.origin, size: 1 },
    kind: 'system',
    v: 1,
  })
  const copy = await forge(original, {
    edit: (leaves) => [Buffer.from(leaf), ...leaves.slice(1)],
    signer: log.keys.signer('xinqiao/audit/gateway-1/2026'),
  })
  const said = verify(copy)
  expectPlain(said)
  expect(said.text).toContain(String.raw`\u001b[2J\u009b\u202e`)
  expect(said.status).toBe(0)
  const proof = verify('prove', copy, '0')
  expect(proof.status).toBe(0)
  writeFileSync(join(outside, 'proof'), proof.text)
  const checked = verify('proof', join(outside, 'proof'), '--key', log.keys.signer('xinqiao/audit/gateway-1/2026').vkey)
  expectPlain(checked)
  expect(checked.status).toBe(0)
})

test.each([
  '{"a":1,"kind":"system","kind":"system"}',
  '{"act":"stop","act":"stop","at":1,"kind":"system","v":1}',
  '{"__proto__":{"x":1},"act":"stop","at":1,"kind":"system","v":1}',
  '{"act":"stop","at":1,"constructor":{},"kind":"system","v":1}',
  '{"act":"__proto__","at":1,"kind":"system","v":1}',
  '{"act":"toString","at":1,"kind":"hasOwnProperty","v":1}',
  '{"act":"stop","at":-0,"kind":"system","v":1}',
  '{"act":"stop","at":1e0,"kind":"system","v":1}',
  '{"act":"stop","at":1,"kind":"system","v":1} ',
  '\ufeff{"act":"stop","at":1,"kind":"system","v":1}',
  '{"act":"stop","at":1,"kind":"system","turnedAway":{"b":1,"a":1},"v":1}',
  `{"act":"start","at":1,"cut":${'['.repeat(30_000)}${']'.repeat(30_000)},"kind":"system","size":1,"v":1}`,
  '[]',
  'null',
  '"system"',
  '',
])('an entry of the form %.60s is found, whatever a parser makes of it', async (text) => {
  const copy = await forge(original, {
    edit: (leaves) => [...leaves.slice(0, 5), Buffer.from(text), ...leaves.slice(6)],
    signer: log.keys.signer('xinqiao/audit/gateway-1/2026'),
  })
  const said = verify(copy, '--json')
  expectPlain(said)
  expect(said.status).toBe(1)
  expect(JSON.parse(said.text)).toMatchObject({ findings: [{ code: 'ENTRY_FORM', figures: [5] }] })
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

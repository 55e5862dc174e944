/** What a hostile log says: nothing on the terminal but text, and no entry that reads in two ways. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signCheckpoint } from '../notes/checkpoint.ts'
import { fileSigner } from '../notes/signer.ts'
import { copyOf, forge, removeCopies } from './test-forgery.ts'
import { expectPlain, verify, writeYear } from './test-inspection.ts'
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

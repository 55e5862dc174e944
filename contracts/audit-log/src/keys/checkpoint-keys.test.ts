import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNote, readVkey, signCheckpoint } from '../notes/index.ts'
import { checkpointKeys, createSecretFile, signerIn } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-checkpoint-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const origin = 'xinqiao/audit/gateway/2026'

test("an origin has one key, made on first use, its owner's alone; another year has another", async () => {
  const directory = join(folder, 'checkpoint')
  const first = await checkpointKeys(directory).signerFor(origin)
  const again = await checkpointKeys(directory).signerFor(origin)
  const next = await checkpointKeys(directory).signerFor('xinqiao/audit/gateway/2027')
  expect(first.name).toBe(origin)
  expect(again.vkey).toBe(first.vkey)
  expect(readVkey(next.vkey).publicKey.export({ format: 'jwk' })).not.toEqual(
    readVkey(first.vkey).publicKey.export({ format: 'jwk' }),
  )
  const files = readdirSync(directory)
  expect(files).toHaveLength(2)
  for (const file of files) expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600)
})

test('what it signs opens with the key that is published', async () => {
  const signer = await checkpointKeys(folder).signerFor(origin)
  const note = await signCheckpoint({ origin, size: 0, root: Buffer.alloc(32) }, signer)
  expect(openNote(note, [readVkey(signer.vkey)]).signedBy).toHaveLength(1)
})

test('two that make it at once get the same', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => checkpointKeys(folder).signerFor(origin)))
  expect(new Set(keys.map(({ vkey }) => vkey)).size).toBe(1)
})

test('a spoilt key file is named as such and never replaced', () => {
  const file = checkpointKeys(folder).fileOf(origin)
  writeFileSync(file, '{"kty"')
  expect(() => signerIn(file, origin)).toThrow('AUDIT_KEY')
  expect(createSecretFile(file, Buffer.from('other'))).toBe(false)
})

/** What a node's folder gives by address, and that a proof from it holds. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leafHash } from '../merkle/index.ts'
import {
  checkProof,
  cosign,
  fileSigner,
  keptForm,
  readProof,
  readVkey,
  signCheckpoint,
  writeOriginFile,
} from '../notes/index.ts'
import { GrowingTiles } from '../tiles/index.ts'
import { readingOf } from './read-log.ts'

const origin = 'xinqiao/audit/gateway/2026'
const signer = fileSigner(origin, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
const size = 300
const leaf = (index: number): Buffer => Buffer.from(`{"n":${index}}`)
let node: string

beforeAll(async () => {
  node = mkdtempSync(join(tmpdir(), 'xinqiao-read-log-'))
  const directory = join(node, '2026')
  mkdirSync(directory)
  const tiles = new GrowingTiles({ directory, size: 0 })
  for (let index = 0; index < size; index += 1) tiles.append(leaf(index))
  await tiles.save()
  writeFileSync(join(directory, 'checkpoint'), await signCheckpoint({ origin, size, root: tiles.root() }, signer))
  writeFileSync(join(directory, 'origin'), writeOriginFile({ origin, suite: 'intl', vkey: signer.vkey }))
})
afterAll(() => rmSync(node, { recursive: true, force: true }))

test('checkpoint, tiles and bundles are given as they lie there; what is not there is nothing', async () => {
  const reading = readingOf(node)
  const year = { year: '2026' }
  expect((await reading.read(year, { kind: 'checkpoint' }))?.bytes.toString()).toContain(`${origin}\n${size}\n`)
  const tile = await reading.read(year, { kind: 'tile', level: 0, n: 1, width: size - 256 })
  expect([tile?.bytes.length, tile?.isImmutable]).toEqual([(size - 256) * 32, true])
  expect((await reading.read(year, { kind: 'entries', n: 0, width: 256 }))?.bytes.subarray(2, 9).toString()).toBe(
    '{"n":0}',
  )
  expect(await reading.read(year, { kind: 'tile', level: 0, n: 7, width: 256 })).toBeNull()
  expect(await reading.read({ year: '2031' }, { kind: 'checkpoint' })).toBeNull()
})

test('an entry comes with a proof that holds against the key of the log, and not before a checkpoint covers it', async () => {
  const reading = readingOf(node)
  for (const index of [0, 255, 256, size - 1]) {
    const proven = await reading.entry('2026', index)
    expect(proven?.leaf).toEqual(leaf(index))
    const opened = checkProof(readProof(proven?.proof ?? ''), leafHash(leaf(index)), readVkey(signer.vkey))
    expect(opened.size).toBe(size)
  }
  expect(await reading.entry('2026', size)).toBeNull()
  expect(await reading.entry('2025', 0)).toBeNull()
})

test('the keys of all years are told', async () => {
  expect(await readingOf(node).keys()).toEqual([{ origin, suite: 'intl', vkey: signer.vkey }])
  expect(await readingOf(join(node, 'nowhere')).keys()).toEqual([])
})

test('a proof is under the newest checkpoint that witnesses signed, where one covers the entry, however long the file is that keeps them', async () => {
  const other = join(node, '2027')
  mkdirSync(join(other, 'checkpoints'), { recursive: true })
  const witness = fileSigner(
    'court.example/w1',
    generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
    'witness',
  )
  const tiles = new GrowingTiles({ directory: other, size: 0 })
  const signedAt = async (count: number): Promise<string> => {
    while (tiles.size < count) tiles.append(leaf(tiles.size))
    await tiles.save()
    return signCheckpoint({ origin, size: count, root: tiles.root() }, signer)
  }
  const early = await signedAt(40)
  const settled = await signedAt(280)
  const kept = [
    ...Array.from({ length: 400 }, () => early),
    `${settled}${await cosign(settled, witness, 1_790_000_000)}`,
  ]
  writeFileSync(join(other, 'checkpoints', '2027-01-01.txt'), kept.map(keptForm).join(''))
  writeFileSync(join(other, 'checkpoint'), await signedAt(300))
  const sizeFor = async (index: number, witnesses = 1): Promise<readonly number[]> => {
    const proven = await readingOf(node).entry('2027', index)
    const keys = [readVkey(witness.vkey)].slice(0, witnesses)
    const opened = checkProof(readProof(proven?.proof ?? ''), leafHash(leaf(index)), readVkey(signer.vkey), keys)
    return [opened.size, opened.note.signedBy.length]
  }
  expect(await sizeFor(12)).toEqual([280, 2])
  expect(await sizeFor(279)).toEqual([280, 2])
  expect(await sizeFor(280)).toEqual([300, 1])
})

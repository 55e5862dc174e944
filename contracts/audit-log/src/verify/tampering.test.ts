/** Everything that can be done to a folder, and who finds it out: the verifier alone, an older checkpoint, a receipt, a witness. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cosign } from '../notes/checkpoint.ts'
import { readVkey } from '../notes/vkey.ts'
import { readBundle } from '../tiles/entry-bundle.ts'
import { entriesPath, tilePath } from '../tiles/tile-path.ts'
import type { VerifyReport } from './report.ts'
import { copyOf, forge, removeCopies } from './test-forgery.ts'
import { WrittenLog } from './test-log.ts'
import { verifyAuditLog } from './verify-log.ts'
import type { VerifyRequest } from './verify-request.ts'

const log = new WrittenLog()
const olderSize = 300
const size = 702
const bundleOf = (leaves: readonly Buffer[]): Buffer =>
  Buffer.concat(leaves.flatMap((leaf) => [Buffer.of(leaf.length >> 8, leaf.length & 255), leaf]))
let older = ''
let last = ''
let directory = ''
let origin = ''

beforeAll(async () => {
  await log.open()
  ;({ directory, origin } = log)
  await log.writeTo(olderSize)
  older = await log.sign()
  await log.writeTo(size - 1)
  last = await log.finish()
  rmSync(join(directory, 'wal'), { recursive: true })
})

afterAll(() => {
  log.remove()
  removeCopies()
})

const keys = (): VerifyRequest => ({ keys: [readVkey(log.keys.signer(origin).vkey)] })
const verify = (folder: string, more: VerifyRequest = {}): VerifyReport =>
  verifyAuditLog(folder, { ...keys(), ...more })
const codes = ({ findings }: VerifyReport): string[] => findings.map(({ code }) => code)
const kept = (index: number): { origin: string; index: number; leafHash: Buffer } => {
  const { receipt } = log.kept.find((one) => one.receipt.index === index) ?? { receipt: undefined }
  return { origin, index, leafHash: Buffer.from(receipt?.leafHash ?? '', 'hex') }
}

test('AU3 an untouched log passes, with an older checkpoint and receipts held against it', () => {
  const report = verify(directory, { older: [older], receipts: [kept(1), kept(299), kept(700)] })
  expect(report).toMatchObject({ good: true, findings: [] })
  expect(report.origins[0]).toMatchObject({
    origin,
    checkpoint: { size },
    size,
    kinds: { query: size - 2, system: 2 },
    older: { fromOutside: [olderSize] },
    receipts: 3,
  })
})

describe('AU3 the verifier alone finds', () => {
  test('AU3 [REG-26.2b] the entry that was changed, swapped, dropped or put in, by its number', () => {
    const edits: readonly [string, (leaves: Buffer[]) => Buffer[], object][] = [
      ['changed', (leaves) => leaves.with(5, Buffer.from('{}')), { code: 'ENTRY_CHANGED', figures: [261] }],
      ['swapped', ([a, b, ...more]) => [b, a, ...more] as Buffer[], { code: 'ENTRY_CHANGED', figures: [256] }],
      ['dropped', (leaves) => leaves.toSpliced(9, 1), { code: 'BUNDLE_INVALID', figures: [256] }],
      ['put in', (leaves) => leaves.toSpliced(9, 0, Buffer.from('{}')), { code: 'BUNDLE_INVALID', figures: [256] }],
      [
        'replaced and shifted',
        (leaves) => [...leaves.slice(1), Buffer.from('{}')],
        { code: 'ENTRY_CHANGED', figures: [256] },
      ],
    ]
    for (const [, edit, finding] of edits) {
      const copy = copyOf(directory)
      const path = join(copy, entriesPath(1))
      writeFileSync(path, bundleOf(edit(readBundle(readFileSync(path)))))
      expect(verify(copy).findings[0]).toMatchObject(finding)
    }
  })

  test('AU3 an entry appended behind the last one, and a last one cut away', () => {
    const path = entriesPath(2, size - 512)
    for (const edit of [
      (leaves: Buffer[]) => [...leaves, Buffer.from('{}')],
      (leaves: Buffer[]) => leaves.slice(0, -1),
    ]) {
      const copy = copyOf(directory)
      writeFileSync(join(copy, path), bundleOf(edit(readBundle(readFileSync(join(copy, path))))))
      expect(codes(verify(copy))).toEqual(['BUNDLE_INVALID'])
    }
  })

  test('AU3 a bundle or a tile that is missing', () => {
    for (const [path, code] of [
      [entriesPath(1), 'BUNDLE_MISSING'],
      [entriesPath(2, size - 512), 'BUNDLE_MISSING'],
      [tilePath(0, 0), 'TILE_MISSING'],
      [tilePath(1, 0, 2), 'TILE_MISSING'],
    ] as const) {
      const copy = copyOf(directory)
      rmSync(join(copy, path))
      expect(codes(verify(copy))).toEqual([code])
    }
  })

  test('AU3 an entry changed together with its tile, by the tile above or by the root', () => {
    for (const n of [1, 2]) {
      const copy = copyOf(directory)
      const width = n === 2 ? size - 512 : 256
      const leaves = readBundle(readFileSync(join(copy, entriesPath(n, width))))
      writeFileSync(join(copy, entriesPath(n, width)), bundleOf(leaves.with(3, leaves[4] as Buffer)))
      const tile = readFileSync(join(copy, tilePath(0, n, width)))
      tile.copy(tile, 3 * 32, 4 * 32, 5 * 32)
      writeFileSync(join(copy, tilePath(0, n, width)), tile)
      expect(codes(verify(copy))).toContain('ROOT_DIFFERS')
    }
  })

  test('AU3 a whole history written anew without the key', async () => {
    const copy = await forge(directory, { edit: (leaves) => leaves.with(100, leaves[101] as Buffer) })
    expect(codes(verify(copy))).toContain('ROOT_DIFFERS')
  })

  test('AU3 a history signed with another key', async () => {
    const stranger = new WrittenLog().keys.signer(origin)
    const copy = await forge(directory, { edit: (leaves) => leaves, signer: stranger })
    expect(codes(verify(copy))).toContain('CHECKPOINT_UNSIGNED')
  })

  test('AU3 a history signed again with the key, when the folder still has its kept checkpoints', async () => {
    const signer = log.keys.signer(origin)
    const copy = await forge(directory, {
      edit: (leaves) => leaves.with(100, leaves[101] as Buffer),
      signer,
      keepsCheckpoints: true,
    })
    expect(new Set(codes(verify(copy)))).toEqual(new Set(['HISTORY_REWRITTEN']))
  })

  test('AU3 an entry that no writer of this log would write, though it is signed', async () => {
    const signer = log.keys.signer(origin)
    for (const text of [
      '{"v":1}',
      '{"kind":"system","v":1}',
      ' {}',
      'x',
      '{"act":"tick","at":1,"kind":"system","v":1,"z":1}',
    ]) {
      const copy = await forge(directory, { edit: (leaves) => leaves.with(7, Buffer.from(text)), signer })
      expect(verify(copy).findings).toMatchObject([{ code: 'ENTRY_FORM', figures: [7] }])
    }
  })
})

describe('AU3 the verifier alone does not find, and says so', () => {
  const edit = (leaves: Buffer[]): Buffer[] => leaves.with(100, leaves[101] as Buffer)

  test('AU3 a history rewritten and signed again: an older checkpoint, a receipt and the witnesses object', async () => {
    const copy = await forge(directory, { edit, signer: log.keys.signer(origin) })
    const alone = verify(copy)
    expect(alone).toMatchObject({ good: true })
    expect(alone.notChecked.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['NO_OLDER_CHECKPOINT', 'NO_WITNESS', 'NO_RECEIPT']),
    )
    expect(codes(verify(copy, { older: [older] }))).toEqual(['HISTORY_REWRITTEN'])
    expect(codes(verify(copy, { receipts: [kept(100)] }))).toEqual(['RECEIPT_DIFFERS'])
    expect(codes(verify(copy, { witnesses: [readVkey(log.keys.witness('w').vkey)] }))).toEqual(['WITNESSES_TOO_FEW'])
  })

  test('AU3 a tail cut with the checkpoint put back: a later checkpoint, a receipt and the witnesses object', async () => {
    const copy = await forge(directory, {
      edit: (leaves) => leaves.slice(0, olderSize),
      signer: log.keys.signer(origin),
    })
    expect(verify(copy)).toMatchObject({ good: true })
    expect(codes(verify(copy, { older: [last] }))).toEqual(['TAIL_CUT'])
    expect(codes(verify(copy, { receipts: [kept(600)] }))).toEqual(['RECEIPT_MISSING'])
    const witness = log.keys.witness('court/w')
    const settled = last + (await cosign(last, witness, 1_790_000_000))
    const report = verify(copy, { older: [settled], witnesses: [readVkey(witness.vkey)] })
    expect(codes(report)).toContain('TAIL_CUT')
    expect(report.origins[0]?.witnessed).toEqual({ size, names: ['court/w'], atSeconds: 1_790_000_000 })
  })
})

test('AU14 entries behind the last settled checkpoint are said not to be witnessed, and a quorum is counted by body', async () => {
  const [one, two] = ['court/w', 'tax/w'].map((name) => log.keys.witness(name))
  if (one === undefined || two === undefined) throw new Error('no witnesses')
  const at = 1_790_000_000
  const twice = older + (await cosign(older, one, at)) + (await cosign(older, one, at + 1))
  const witnesses = [one, two].map(({ vkey }) => readVkey(vkey))
  expect(codes(verify(directory, { older: [twice], witnesses }))).toEqual(['WITNESSES_TOO_FEW'])
  const report = verify(directory, { older: [twice + (await cosign(older, two, at))], witnesses })
  expect(report.origins[0]?.witnessed).toMatchObject({ size: olderSize, names: ['court/w', 'tax/w'] })
  expect(report.notChecked).toContainEqual(
    expect.objectContaining({ code: 'NOT_WITNESSED', figures: [size - olderSize, olderSize] }),
  )
})

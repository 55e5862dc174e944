/** Our folders, checkpoints and proofs before code that we did not write: Go's sumdb libraries and torchwood, and sigstore's verifier. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog/index.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cosign } from '../notes/checkpoint.ts'
import { readProof } from '../notes/tlog-proof.ts'
import { readVkey } from '../notes/vkey.ts'
import { entriesPath, tilePath } from '../tiles/tile-path.ts'
import { bestCheckpoint, proveEntry } from './prove-entry.ts'
import { WrittenLog } from './test-log.ts'

const module = join(import.meta.dirname, '../../testing/foreign-verifier')
const go = ['go', '/usr/local/go/bin/go'].find((path) => spawnSync(path, ['version']).status === 0)
const noGo = 'SKIPPED: no Go tool-chain here, so no Go verifier has read our log'
const firstBuildMs = 240_000
const [smaller, size] = [1_000, 70_000]
const indexes = [0, 255, 256, 65_535, 65_536, size - 1]

const log = new WrittenLog()
let older = ''
const proofFiles: string[] = []

beforeAll(async () => {
  await log.open()
  await log.writeTo(smaller)
  older = join(log.folder, 'older')
  writeFileSync(older, await log.sign())
  await log.writeTo(size)
  const signed = await log.sign()
  await log.close()
  const cosigned = signed + (await cosign(signed, log.keys.witness('court.example/w1'), 1_790_000_000))
  writeFileSync(join(log.folder, '2026/checkpoint'), cosigned)
  for (const index of indexes) {
    const path = join(log.folder, `${index}.tlog-proof`)
    writeFileSync(
      path,
      proveEntry(join(log.folder, '2026'), index, bestCheckpoint(join(log.folder, '2026'), index)).proof,
    )
    proofFiles.push(path)
  }
}, firstBuildMs)

afterAll(() => log.remove())

describe('AU2 a verifier written by others', () => {
  const directory = join(log.folder, '2026')
  const vkey = log.keys.signer('xinqiao/audit/gateway-1/2026').vkey
  const program = join(log.folder, 'foreign-verifier')
  const witness = log.keys.jwk('court.example/w1').d ?? ''
  const flags = (): string[] => [
    '-dir',
    directory,
    '-key',
    vkey,
    '-old',
    older,
    '-witness',
    `court.example/w1:${Buffer.from(witness, 'base64url').toString('hex')}`,
    ...proofFiles.flatMap((path) => ['-proof', path]),
  ]
  const runGo = (): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(program, flags(), { encoding: 'utf8' })

  test(
    'AU2 in Go reads every entry, holds tiles, signatures, consistency and inclusion, and finds a changed byte',
    ({ skip }) => {
      skip(go === undefined, noGo)
      const built = spawnSync(go ?? '', ['build', '-o', program, '.'], { cwd: module, encoding: 'utf8' })
      skip(/dial tcp|proxy/.test(built.stderr), `SKIPPED: the Go libraries cannot be had here: ${built.stderr}`)
      expect(built.status === 0 ? '' : built.stderr).toBe('')
      const { stderr, stdout, status } = runGo()
      expect([status === 0 ? '' : stderr, stdout === '' ? {} : JSON.parse(stdout)]).toEqual([
        '',
        {
          origin: 'xinqiao/audit/gateway-1/2026',
          size,
          entries: size,
          signedBy: ['xinqiao/audit/gateway-1/2026', 'court.example/w1'],
          consistent: [smaller],
          proven: indexes,
        },
      ])
      for (const path of [entriesPath(100), tilePath(0, 100), tilePath(1, 0), tilePath(1, 1, 17)]) {
        const bytes = readFileSync(join(directory, path))
        const at = bytes.length - 1
        writeFileSync(join(directory, path), bytes.with(at, (bytes[at] ?? 0) ^ 1))
        expect([path, runGo().status]).toEqual([path, 1])
        writeFileSync(join(directory, path), bytes)
      }
    },
    firstBuildMs,
  )

  test('AU2 on npm (sigstore) holds checkpoint signature and inclusion, and refuses another entry', () => {
    const key = readVkey(vkey)
    const logId = { keyId: Buffer.alloc(32) }
    logId.keyId.writeUInt32BE(key.id)
    const authority = { logID: logId.keyId, publicKey: key.publicKey, baseURL: `https://${key.name}`, validFor: {} }
    const entryOf = (path: string, body?: Buffer): object => {
      const { index, hashes, checkpoint, extra } = readProof(readFileSync(path, 'utf8'))
      const proof = { logIndex: String(index), hashes, checkpoint: { envelope: checkpoint } }
      return { logId, canonicalizedBody: body ?? extra, inclusionProof: proof }
    }
    const verify = verifyTLogInclusion as (entry: object, authorities: readonly object[]) => void
    for (const path of proofFiles) {
      expect(() => verify(entryOf(path), [authority])).not.toThrow()
      expect(() => verify(entryOf(path, Buffer.from('{}')), [authority])).toThrow(/does not match inclusion proof/)
    }
    const [first = ''] = proofFiles
    expect(() =>
      verify(entryOf(first), [{ ...authority, publicKey: readVkey(log.keys.signer('other').vkey).publicKey }]),
    ).toThrow(/invalid checkpoint signature/)
  })
})

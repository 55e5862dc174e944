/** What proves a kept answer, what unmakes the proof, and what is said to be unchecked (trust.md §5). */
import { generateKeyPairSync, hash } from 'node:crypto'
import {
  cosign,
  fileSigner,
  GrowingTree,
  inclusionProof,
  leafHash,
  signCheckpoint,
  writeProof,
} from '@xinqiao/audit-log'
import { type Jwk, type KeyList, signKeyList } from '@xinqiao/contracts'
import { type AnswerStatement, generateKeyPairJwk, jwkThumbprint, signStatement } from '@xinqiao/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AnswerFiles, type CheckName, checkAnswer } from './check-answer.ts'

const answer = Buffer.from('{"data":{"organization":{"uscc":"x"}}}')
const request = Buffer.from('{"query":"{ organization { uscc } }"}')
const leaf = Buffer.from('{"kind":"query","v":1}')
const origin = 'xinqiao/audit/gateway/2026'
const at = Date.parse('2026-11-23T02:00:00Z')
const sha256 = (bytes: Uint8Array): string => hash('sha256', bytes)

const statement: AnswerStatement = {
  v: 1,
  at,
  receipt: `${origin}/1`,
  leaf: leafHash(leaf).toString('hex'),
  answer: sha256(answer),
  request: sha256(request),
  op: null,
  consumer: 'tax',
  contract: 'CT-1@1',
  purpose: 'TAX_CREDIT',
  bundle: 4,
  agencies: [{ agency: 'amr', digest: 'sha-256=:AAAA:', key: 'k' }],
}

let root: Jwk
let answerKey: Jwk
let files: AnswerFiles
beforeAll(async () => {
  root = (await generateKeyPairJwk('Ed25519')).privateKey
  answerKey = (await generateKeyPairJwk('ES256')).privateKey
  files = {
    answer,
    request,
    statement: await signStatement(statement, answerKey),
    keyList: await listFrom('2026-11-01T00:00:00Z'),
    root: publicHalf(root),
    isRootPinned: true,
    proof: await proofOf(1),
  }
})

function publicHalf({ d: _private, ...half }: Jwk): Jwk {
  return half
}

async function listFrom(from: string): Promise<string> {
  const list: KeyList = {
    issuedAt: '2026-11-23T00:00:00Z',
    notAfter: '2026-11-24T00:00:00Z',
    keys: [
      {
        use: 'answer',
        owner: 'hub',
        kid: await jwkThumbprint(answerKey),
        jwk: publicHalf(answerKey),
        from,
        to: '2027-11-01T00:00:00Z',
      },
    ],
  }
  return signKeyList(list, root)
}

async function proofOf(index: number): Promise<NonNullable<AnswerFiles['proof']>> {
  const hashes = [Buffer.from('before'), leaf, Buffer.from('after')].map((one) => leafHash(one))
  const signer = fileSigner(origin, generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
  const tree = new GrowingTree(0, [])
  for (const one of hashes) tree.append(one)
  const checkpoint = await signCheckpoint({ origin, size: 3, root: tree.root() }, signer)
  const reader = { hash: (_level: number, at: number): Buffer => hashes[at] ?? Buffer.alloc(32) }
  const proof = writeProof({ index, hashes: inclusionProof(index, 3, { hash: readerFor(hashes, reader) }), checkpoint })
  return { proof, logKey: signer.vkey, witnesses: [] }
}

/** Of three leaves the only other stored hash is that of the first two. */
function readerFor(hashes: readonly Buffer[], leaves: { hash(level: number, at: number): Buffer }) {
  return (level: number, index: number): Buffer => {
    if (level === 0) return leaves.hash(level, index)
    const tree = new GrowingTree(0, [])
    for (const one of hashes.slice(0, 2)) tree.append(one)
    return tree.root()
  }
}

async function states(changes: Partial<AnswerFiles>): Promise<Partial<Record<CheckName, string>>> {
  const { checks } = await checkAnswer({ ...files, ...changes })
  return Object.fromEntries(checks.map(({ check, state }) => [check, state]))
}

describe('a kept answer', () => {
  test('is proven by its files alone, and what was not checked is named', async () => {
    expect(await states({})).toEqual({
      keyList: 'holds',
      rootPinned: 'holds',
      signature: 'holds',
      keyValid: 'holds',
      answer: 'holds',
      request: 'holds',
      entry: 'holds',
      checkpoint: 'holds',
      witnesses: 'not_checked',
      agencies: 'not_checked',
    })
    expect(await states({ request: null, proof: null, isRootPinned: false })).toMatchObject({
      rootPinned: 'not_checked',
      answer: 'holds',
      request: 'not_checked',
      entry: 'not_checked',
      checkpoint: 'not_checked',
    })
  })

  test('fails with one byte of it changed, and with another request', async () => {
    expect(await states({ answer: Buffer.concat([answer, Buffer.from(' ')]) })).toMatchObject({ answer: 'fails' })
    expect(await states({ request: Buffer.from('{}') })).toMatchObject({ answer: 'holds', request: 'fails' })
  })

  test('fails under another root, and nothing of the statement is believed', async () => {
    const stranger = publicHalf((await generateKeyPairJwk('Ed25519')).privateKey)
    const checked = await checkAnswer({ ...files, root: stranger })
    expect(checked).toEqual({ statement: null, checks: [{ check: 'keyList', state: 'fails' }] })
  })

  test('fails with a statement by a key that is not on the list, or was not yet in use', async () => {
    const other = (await generateKeyPairJwk('ES256')).privateKey
    expect(await states({ statement: await signStatement(statement, other) })).toMatchObject({ signature: 'fails' })
    const late = await listFrom('2026-11-23T03:00:00Z')
    expect(await states({ keyList: late })).toMatchObject({ signature: 'holds', keyValid: 'fails' })
  })

  test('fails with the proof of another entry, and of another log', async () => {
    expect(await states({ proof: await proofOf(0) })).toMatchObject({ entry: 'fails' })
    const one = await proofOf(1)
    const other = await proofOf(1)
    expect(await states({ proof: { ...one, logKey: other.logKey } })).toMatchObject({ entry: 'fails' })
    const moved = await signStatement({ ...statement, receipt: `${origin}/2` }, answerKey)
    expect(await states({ statement: moved })).toMatchObject({ entry: 'fails' })
  })

  test('needs more than half of the witnesses that were named, and takes one under two names for one', async () => {
    const jwks = [1, 2, 3].map(() => generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }))
    const [court, tax, finance] = jwks.map((jwk, at) => fileSigner(`w${at}`, jwk, 'witness'))
    const again = fileSigner('w0-again', jwks[0] ?? {}, 'witness')
    const one = await proofOf(1)
    const cosignedBy = async (...signers: readonly (typeof court)[]): Promise<string> => {
      const lines = signers.map(
        async (signer) => signer && cosign(one.proof.slice(one.proof.indexOf('\n\n') + 2), signer, 1),
      )
      return one.proof + (await Promise.all(lines)).join('')
    }
    const named = [court, tax, finance].map((signer) => signer?.vkey ?? '')
    const said = async (proof: string, witnesses: readonly string[]): Promise<unknown> =>
      (await states({ proof: { ...one, proof, witnesses } })).witnesses
    expect(await said(await cosignedBy(court), named)).toBe('fails')
    expect(await said(await cosignedBy(court, tax), named)).toBe('holds')
    expect(await said(await cosignedBy(court, again), [...named, again.vkey])).toBe('fails')
  })

  test('fails where a witness was named and none signed', async () => {
    const witness = fileSigner('court', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), 'witness')
    const proof = { ...(await proofOf(1)), witnesses: [witness.vkey] }
    expect(await states({ proof })).toMatchObject({ entry: 'holds', witnesses: 'fails' })
  })
})

import { generateKeyPairSync, sign } from 'node:crypto'
import { accessTokenHash, generateKeyPairJwk, jwkThumbprint, signDpopProof } from '@xinqiao/schema'
import { expect, onTestFinished, test } from 'vitest'
import { checksPerMessage } from '../limits.ts'
import { verifyThread } from './verify-thread.ts'

const url = 'https://hub.example/graphql'
const accessToken = 'a.b.c'
const ath = accessTokenHash(accessToken)

/** Counts the signatures of a message behind more replies than one turn hears, and fails at the second: the count comes in behind the failure. */
const failing = `import { parentPort } from 'node:worker_threads'
let messages = 0
parentPort.on('message', ({ signatures }) => {
  messages += 1
  if (messages === 2) for (let n = 0; n < 5000; n += 1) parentPort.postMessage({ proofs: [], count: 0, forged: [] })
  parentPort.postMessage({ proofs: [], count: signatures.length, forged: messages === 1 ? ['tax'] : [] })
  if (messages === 2) throw new Error('invented')
})`

function open(program?: string) {
  const forged: string[] = []
  const failures: unknown[] = []
  const events = {
    onForged: (agency: string) => forged.push(agency),
    onFailure: (error: unknown) => failures.push(error),
  }
  const thread = verifyThread(
    events,
    ...(program === undefined ? [] : [new URL(`data:text/javascript,${encodeURIComponent(program)}`)]),
  )
  onTestFinished(() => thread.close())
  return { thread, forged, failures }
}

test('a proof is opened by the thread as it would be here: one that holds, one for another address, one of another key', async () => {
  const { thread } = open()
  const { privateKey } = await generateKeyPairJwk('ES256')
  const proof = await signDpopProof({ method: 'POST', url, accessToken }, privateKey)
  const nowSeconds = Date.now() / 1000
  const jkt = await jwkThumbprint(privateKey)
  const shown = { proof, method: 'POST', url, ath, jkt, nowSeconds }
  expect(await thread.openProof(shown)).toMatchObject({ jkt })
  const others = await Promise.allSettled([
    thread.openProof({ ...shown, url: 'https://other.example/graphql' }),
    thread.openProof({ ...shown, jkt: 'another' }),
    thread.openProof({ ...shown, ath: accessTokenHash('another') }),
    thread.openProof({ ...shown, proof: 'no proof' }),
    thread.openProof(shown),
  ])
  expect(
    others.map((one) => (one.status === 'rejected' ? (one.reason as { reason: string }).reason : 'holds')),
  ).toEqual(['URL', 'BINDING', 'BINDING', 'FORM', 'holds'])
})

test('an answer whose signature does not hold is told of by its agency, the others are not', async () => {
  const { thread, forged } = open()
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const agency = (id: string) => ({
    id,
    url,
    key: publicKey.export({ format: 'jwk' }) as Record<string, string>,
    agreementKey: {},
    fetchAuth: 'hourly' as const,
    body: '',
  })
  const base = 'what was signed'
  const signature = `:${sign(null, Buffer.from(base), privateKey).toString('base64')}:`
  thread.add({ agency: agency('tax'), base, signature })
  thread.add({ agency: agency('court'), base: 'something else', signature })
  await thread.close()
  expect(forged).toEqual(['court'])
})

test('a proof does not wait behind a heap of signatures', async () => {
  const { thread, forged } = open()
  const { privateKey } = await generateKeyPairJwk('ES256')
  const shown = async () => {
    const proof = await signDpopProof({ method: 'POST', url, accessToken }, privateKey)
    return { proof, method: 'POST', url, ath, nowSeconds: Date.now() / 1000 }
  }
  await thread.openProof(await shown())
  const { publicKey } = generateKeyPairSync('ed25519')
  const key = publicKey.export({ format: 'jwk' }) as Record<string, string>
  const agency = { id: 'tax', url, key, agreementKey: {}, fetchAuth: 'hourly' as const, body: '' }
  const heap = 16 * checksPerMessage
  const signature = `:${Buffer.alloc(64, 1).toString('base64')}:`
  const asked = await shown()
  for (let n = 0; n < heap; n += 1) thread.add({ agency, base: 'anything', signature })
  await thread.openProof(asked)
  expect(forged.length).toBeLessThan(heap / 2)
  await thread.close()
  expect(forged).toHaveLength(heap)
})

test('what a thread still says behind its failure is not counted twice: the store of waiting signatures neither shrinks nor grows, and close ends', async () => {
  for (let round = 0; round < 8; round += 1) {
    const { thread, forged, failures } = open(failing)
    const agency = { id: 'tax', url, key: { x: 'k' }, agreementKey: {}, fetchAuth: 'hourly' as const, body: '' }
    for (let n = 0; n < 2 * checksPerMessage; n += 1) thread.add({ agency, base: '', signature: '::' })
    while (failures.length === 0) await once()
    // One more round trip: what came late is here now.
    for (let n = 0; n < checksPerMessage; n += 1) thread.add({ agency, base: '', signature: '::' })
    await thread.close()
    expect([failures.length, forged.length]).toEqual([1, 2])
  }
})

function once(): Promise<void> {
  return new Promise((done) => void setImmediate(done))
}

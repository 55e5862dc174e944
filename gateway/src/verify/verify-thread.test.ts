import { generateKeyPairSync, sign } from 'node:crypto'
import { accessTokenHash, generateKeyPairJwk, jwkThumbprint, signDpopProof } from '@xinqiao/schema'
import { expect, onTestFinished, test } from 'vitest'
import { verifyThread } from './verify-thread.ts'

const url = 'https://hub.example/graphql'
const accessToken = 'a.b.c'
const ath = accessTokenHash(accessToken)

function open() {
  const forged: string[] = []
  const failures: unknown[] = []
  const thread = verifyThread({ onForged: (agency) => forged.push(agency), onFailure: (error) => failures.push(error) })
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

/** The thread that checks signatures of answers: `CheckMessage` in, `CheckReply` out. */
import { type KeyObject, verify } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { importVerifyKey } from '@xinqiao/schema'
import type { CheckMessage, CheckReply } from './answer-checks.ts'

const keys = new Map<string, KeyObject>()

function keyOf(jwk: CheckMessage['signatures'][number]['key']): KeyObject {
  const name = String(jwk['x'])
  const known = keys.get(name) ?? importVerifyKey(jwk).key
  keys.set(name, known)
  return known
}

function holds({ key, base, signature }: CheckMessage['signatures'][number]): boolean {
  try {
    return verify(null, Buffer.from(base), keyOf(key), signature)
  } catch {
    return false
  }
}

parentPort?.on('message', ({ signatures }: CheckMessage) => {
  const forged = new Set(signatures.filter((one) => !holds(one)).map(({ agency }) => agency))
  parentPort?.postMessage({ count: signatures.length, forged: [...forged] } satisfies CheckReply)
})

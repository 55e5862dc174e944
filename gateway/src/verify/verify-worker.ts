/** The thread that checks proofs and signatures of answers: `VerifyMessage` in, `VerifyReply` out. Proofs go first: somebody waits for them. */
import { type KeyObject, verify } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { importVerifyKey, openDpopProof, TokenError } from '@xinqiao/schema/checks'
import type { ProofReply, VerifyMessage, VerifyReply } from './verify-message.ts'

type Signature = VerifyMessage['signatures'][number]

const keys = new Map<string, KeyObject>()

function keyOf(jwk: Signature['key']): KeyObject {
  const name = String(jwk['x'])
  const known = keys.get(name) ?? importVerifyKey(jwk).key
  keys.set(name, known)
  return known
}

function holds({ key, base, signature }: Signature): boolean {
  try {
    return verify(null, Buffer.from(base), keyOf(key), signature)
  } catch {
    return false
  }
}

async function open({ id, shown }: VerifyMessage['proofs'][number]): Promise<ProofReply> {
  try {
    return { id, opened: await openDpopProof(shown) }
  } catch (error) {
    return { id, reason: error instanceof TokenError ? error.reason : 'FORM' }
  }
}

function tell(reply: VerifyReply): void {
  parentPort?.postMessage(reply)
}

async function answer({ proofs, signatures }: VerifyMessage): Promise<void> {
  if (proofs.length > 0) tell({ proofs: await Promise.all(proofs.map(open)), count: 0, forged: [] })
  if (signatures.length === 0) return
  const forged = new Set(signatures.filter((one) => !holds(one)).map(({ agency }) => agency))
  tell({ proofs: [], count: signatures.length, forged: [...forged] })
}

parentPort?.on('message', (message: VerifyMessage) => void answer(message))

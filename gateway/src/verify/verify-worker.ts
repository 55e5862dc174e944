/** The thread that checks proofs and signatures of answers: `VerifyMessage` in, `VerifyReply` out. Proofs go first: somebody waits for them. */
import { type KeyObject, verify } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { importVerifyKey, openDpopProof, TokenError } from '@xinqiao/schema/checks'
import type { ProofReply, VerifyMessage, VerifyReply } from './verify-message.ts'

type Signature = VerifyMessage['signatures'][number]

const keys = new Map<string, KeyObject>()

/** By a key that cannot be read nothing holds. */
function learn(name: string, jwk: VerifyMessage['keys'][number][1]): void {
  try {
    keys.set(name, importVerifyKey(jwk).key)
  } catch {
    keys.delete(name)
  }
}

function holds({ key, base, signature }: Signature): boolean {
  const known = keys.get(key)
  try {
    return known !== undefined && verify(null, Buffer.from(base), known, signature)
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

async function answer({ proofs, signatures, keys: news }: VerifyMessage): Promise<void> {
  for (const [name, jwk] of news) learn(name, jwk)
  if (proofs.length > 0) tell({ proofs: await Promise.all(proofs.map(open)), count: 0, forged: [] })
  if (signatures.length === 0) return
  const forged = new Set(signatures.filter((one) => !holds(one)).map(({ agency }) => agency))
  tell({ proofs: [], count: signatures.length, forged: [...forged] })
}

parentPort?.on('message', (message: VerifyMessage) => void answer(message))

/**
 * The thread that checks proofs and signatures of answers: `VerifyMessage` in, `VerifyReply` out. Proofs go first: somebody waits
 * for them. Nobody waits for a signature that holds, so its count goes along with the next reply.
 */
import { type KeyObject, verify } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { importVerifyKey, openDpopProof, TokenError } from '@xinqiao/schema/checks'
import { countWaitMs } from '../limits.ts'
import {
  openedReply,
  type ProofReply,
  type ProofRow,
  type SignatureRow,
  shownProof,
  type VerifyMessage,
  type VerifyReply,
} from './verify-message.ts'

const keys = new Map<string, KeyObject>()
/** Signatures that held and of which nothing was told yet. */
let counted = 0
let timer: NodeJS.Timeout | null = null

/** By a key that cannot be read nothing holds. */
function learn(name: string, jwk: VerifyMessage['keys'][number][1]): void {
  try {
    keys.set(name, importVerifyKey(jwk).key)
  } catch {
    keys.delete(name)
  }
}

function holds([, key, base, signature]: SignatureRow): boolean {
  const known = keys.get(key)
  try {
    return known !== undefined && verify(null, Buffer.from(base), known, Buffer.from(signature.slice(1, -1), 'base64'))
  } catch {
    return false
  }
}

async function open(row: ProofRow): Promise<ProofReply> {
  const [id] = row
  try {
    return openedReply(id, await openDpopProof(shownProof(row)))
  } catch (error) {
    return [id, error instanceof TokenError ? error.reason : 'FORM']
  }
}

function tell(proofs: readonly ProofReply[], forged: readonly string[]): void {
  if (timer !== null) clearTimeout(timer)
  timer = null
  const reply: VerifyReply = { proofs, count: counted, forged }
  counted = 0
  parentPort?.postMessage(reply)
}

async function answer({ proofs, signatures, keys: news }: VerifyMessage): Promise<void> {
  for (const [name, jwk] of news) learn(name, jwk)
  if (proofs.length > 0) tell(await Promise.all(proofs.map(open)), [])
  if (signatures.length === 0) return
  const forged = new Set(signatures.filter((one) => !holds(one)).map(([agency]) => agency))
  counted += signatures.length
  if (forged.size > 0) tell([], [...forged])
  else timer ??= setTimeout(() => tell([], []), countWaitMs)
}

parentPort?.on('message', (message: VerifyMessage) => void answer(message))

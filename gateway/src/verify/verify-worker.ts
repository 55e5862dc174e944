/**
 * The thread that checks proofs and signatures of answers: `VerifyMessage` in, `VerifyReply` out. Proofs go first, since somebody
 * waits for them: signatures are checked one in a turn of the loop, so that no proof waits behind a heap of them. Nobody waits for a
 * signature that holds; its count goes along with the next reply.
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

/** Signatures that wait for their turn, from `next` on. */
let waiting: SignatureRow[] = []
let next = 0

function checkOne(): void {
  const one = waiting[next]
  next += 1
  if (one !== undefined) {
    counted += 1
    if (!holds(one)) tell([], [one[0]])
  }
  if (next < waiting.length) {
    setImmediate(checkOne)
    return
  }
  waiting = []
  next = 0
  if (counted > 0) timer ??= setTimeout(() => tell([], []), countWaitMs)
}

function take({ proofs, signatures, keys: news }: VerifyMessage): void {
  for (const [name, jwk] of news) learn(name, jwk)
  if (proofs.length > 0) void Promise.all(proofs.map(open)).then((opened) => tell(opened, []))
  if (signatures.length === 0) return
  if (waiting.length === 0) setImmediate(checkOne)
  // What was checked is let go of where the heap never ends.
  if (next > 0) waiting = waiting.slice(next)
  next = 0
  waiting.push(...signatures)
}

parentPort?.on('message', take)

/**
 * The proof of an answer's entry in the audit log (audit.md §5): the client that the entry names may fetch it. Each fetch is an entry
 * itself, so the open checkpoint is watched until it covers the entry, and the proof is asked for once.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { ConsumerKitError } from './errors.ts'
import { type Fetch, type TextAnswer, textCall } from './json-call.ts'
import { coveredPauseMs, coveredWithinMs, queryTimeoutMs } from './limits.ts'

/** Where the log is read, and how a read is signed. */
export interface ProofAsking {
  /** Base URL of the gateway. */
  readonly gateway: string
  readonly call: Fetch
  /** Headers of a GET of this address: token and proof of possession. */
  readonly credentials: (url: string) => Promise<Readonly<Record<string, string>>>
}

/**
 * Waits until a checkpoint covers the receipt's entry, at most the 60 s that the hub promises, and fetches its proof (C2SP tlog-proof).
 * @throws ConsumerKitError `UNREACHABLE`, `RECEIPT_INVALID`, `PROOF_MISSING`
 */
export async function entryProof(receipt: string, { gateway, call, credentials }: ProofAsking): Promise<string> {
  const [, log, index] = /^[^\s?#]+?(\/audit\/[\w.-]+\/\d{4}(?:-\d+)?)\/(\d+)$/.exec(receipt) ?? []
  if (log === undefined || index === undefined)
    throw new ConsumerKitError('RECEIPT_INVALID', 'expected <hub>/audit/<node>/<year>/<index>')
  const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<TextAnswer> =>
    textCall(call, `${gateway}${path}`, { headers: { ...headers } }, queryTimeoutMs)
  const until = performance.now() + coveredWithinMs
  while (sizeOf(await get(`${log}/checkpoint`)) <= Number(index)) {
    if (performance.now() >= until) throw missing('no checkpoint covered the entry within 60 s')
    await pause(coveredPauseMs)
  }
  const path = `${log}/entry/${index}`
  const answer = await get(path, await credentials(`${gateway}${path}`))
  if (answer.status !== ok) throw missing(`the hub answered ${answer.status}`)
  return answer.text
}

const ok = 200

/** Size that a checkpoint names in its second line; none where there is no checkpoint. */
function sizeOf({ status, text }: TextAnswer): number {
  const [, size = ''] = text.split('\n')
  return status === ok && /^\d+$/.test(size) ? Number(size) : 0
}

function missing(message: string): ConsumerKitError {
  return new ConsumerKitError('PROOF_MISSING', message)
}

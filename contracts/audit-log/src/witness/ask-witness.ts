/** One witness asked for its signature under one checkpoint (C2SP tlog-witness, the caller's side). */
import { AuditLogError } from '../errors.ts'
import { witnessAnswerBytesMax, witnessCallMs, witnessCallsMax } from '../limits.ts'
import { consistencyProof, type HashReader } from '../merkle/index.ts'
import { type NoteKey, openNote, type SignatureLine } from '../notes/index.ts'
import { readSize, writeAddCheckpoint } from './add-checkpoint-request.ts'
import { exchange, type HttpAnswer } from './http-text.ts'
import { sizeType } from './witness-answer.ts'
import type { WitnessAddress } from './witness-policy.ts'

/** A signed checkpoint, with the tree that it names: proofs are made out of it. */
export interface OwnCheckpoint {
  readonly note: string
  readonly size: number
  readonly tree: HashReader
}

/**
 * What a witness says. `larger`: it signed more than this checkpoint holds · `forked`: what it signed is not the beginning of this tree ·
 * `refused`: it knows neither origin nor key (403, 404), or answers what the protocol does not have · `away`: no answer in time.
 */
export type WitnessWord =
  | { readonly kind: 'cosigned'; readonly key: NoteKey; readonly line: SignatureLine }
  | { readonly kind: 'larger'; readonly size: number }
  | { readonly kind: 'forked' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'away' }

/** Asks one witness, again and again; remembers the size that it signed last, so that a round is one call. */
export class WitnessCaller {
  readonly address: WitnessAddress
  #signedSize = 0

  constructor(address: WitnessAddress) {
    this.address = address
  }

  async ask(checkpoint: OwnCheckpoint, signal?: AbortSignal): Promise<WitnessWord> {
    if (this.#signedSize > checkpoint.size) return { kind: 'larger', size: this.#signedSize }
    for (let call = 0; call < witnessCallsMax; call += 1) {
      const answer = await this.#send(checkpoint, signal)
      if (answer === null) return { kind: 'away' }
      const size = answer.status === 409 && answer.type === sizeType ? readSize(textOf(answer).trimEnd()) : null
      if (size === null || size === this.#signedSize) return this.#word(checkpoint, answer)
      this.#signedSize = size
      if (size > checkpoint.size) return { kind: 'larger', size }
    }
    return { kind: 'away' }
  }

  async #send({ note, size, tree }: OwnCheckpoint, signal?: AbortSignal): Promise<HttpAnswer | null> {
    const proof = consistencyProof(this.#signedSize, size, tree)
    const body = writeAddCheckpoint({ oldSize: this.#signedSize, proof, checkpoint: note })
    const bounds = { timeoutMs: witnessCallMs, bytesMax: witnessAnswerBytesMax }
    try {
      return await exchange({ url: `${this.address.url}/add-checkpoint`, body, ...bounds, ...(signal && { signal }) })
    } catch {
      // Whatever kept it from answering, it did not; what it may have stored is asked for the next time.
      return null
    }
  }

  #word({ note, size }: OwnCheckpoint, answer: HttpAnswer): WitnessWord {
    // The proof was made from what it signed last to this very tree: where it does not hold, that was another tree.
    if (this.#signedSize > 0 && (answer.status === 409 || answer.status === 422)) return { kind: 'forked' }
    const line = answer.status === 200 ? this.#signature(note, textOf(answer)) : null
    if (line === null) return { kind: 'refused', status: answer.status }
    this.#signedSize = size
    return { kind: 'cosigned', key: this.address.key, line }
  }

  /** Its signature under the note, if it holds. */
  #signature(note: string, lines: string): SignatureLine | null {
    try {
      return openNote(`${note}${lines}`, [this.address.key]).signedBy[0]?.line ?? null
    } catch (error) {
      if (error instanceof AuditLogError) return null
      throw error
    }
  }
}

function textOf({ body }: HttpAnswer): string {
  return body.toString('utf8')
}

/** One caller a witness; one that is there `before` goes on with what it remembers. */
export function callersOf(
  witnesses: readonly WitnessAddress[],
  before: readonly WitnessCaller[] = [],
): readonly WitnessCaller[] {
  return witnesses.map(
    (address) => before.find((caller) => isSame(caller.address, address)) ?? new WitnessCaller(address),
  )
}

function isSame(one: WitnessAddress, other: WitnessAddress): boolean {
  return one.url === other.url && one.key.name === other.key.name && one.key.publicKey.equals(other.key.publicKey)
}

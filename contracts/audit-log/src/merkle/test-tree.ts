/** For tests: a tree straight from the definition of RFC 6962 §2.1, sharing nothing with the code under test. */
import { createHash } from 'node:crypto'
import type { HashReader } from './tree.ts'

/** A tree over these leaves that remembers what it hashed. */
export class DefinedTree implements HashReader {
  readonly #leaves: readonly Uint8Array[]
  readonly #algorithm: string
  readonly #known = new Map<string, Buffer>()

  constructor(leaves: readonly Uint8Array[], algorithm = 'sha256') {
    this.#leaves = leaves
    this.#algorithm = algorithm
  }

  /** MTH of the leaves from `start` up to `end`. */
  root(start: number, end: number): Buffer {
    const name = `${start}-${end}`
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const root = this.#hash(start, end)
    this.#known.set(name, root)
    return root
  }

  hash(level: number, index: number): Buffer {
    return this.root(index * 2 ** level, (index + 1) * 2 ** level)
  }

  #hash(start: number, end: number): Buffer {
    const hash = createHash(this.#algorithm)
    if (end === start) return hash.digest()
    if (end - start === 1)
      return hash
        .update(Buffer.of(0))
        .update(this.#leaves[start] as Uint8Array)
        .digest()
    let split = 1
    while (split * 2 < end - start) split *= 2
    const [left, right] = [this.root(start, start + split), this.root(start + split, end)]
    return hash.update(Buffer.of(1)).update(left).update(right).digest()
  }
}

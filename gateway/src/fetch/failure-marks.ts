/** Which place of the merged answer failed: by the object it lies in and its key there. */
import type { AgencyFailure } from './answer.ts'

export class FailureMarks {
  readonly #places = new Map<object, Map<string | number, AgencyFailure>>()

  /** The first failure of a place stays. */
  mark(parent: object, key: string | number, failure: AgencyFailure): void {
    const keys = this.#places.get(parent) ?? new Map<string | number, AgencyFailure>()
    if (!keys.has(key)) keys.set(key, failure)
    this.#places.set(parent, keys)
  }

  at(parent: object, key: string | number): AgencyFailure | undefined {
    return this.#places.get(parent)?.get(key)
  }

  /** Carries the marks of an object that is merged into another. */
  move(from: object, to: object): void {
    for (const [key, failure] of this.#places.get(from) ?? []) this.mark(to, key, failure)
    this.#places.delete(from)
  }
}

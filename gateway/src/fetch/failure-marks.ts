/** Which place of the merged answer failed: by the object it lies in and its key there. Empty for nearly every request. */
import type { AgencyFailure } from './answer.ts'

export class FailureMarks {
  #places: Map<object, Map<string | number, AgencyFailure>> | null = null

  get isEmpty(): boolean {
    return this.#places === null
  }

  /** The first failure of a place stays. */
  mark(parent: object, key: string | number, failure: AgencyFailure): void {
    const places = (this.#places ??= new Map())
    const keys = places.get(parent) ?? new Map<string | number, AgencyFailure>()
    if (!keys.has(key)) keys.set(key, failure)
    places.set(parent, keys)
  }

  at(parent: object, key: string | number): AgencyFailure | undefined {
    return this.#places?.get(parent)?.get(key)
  }
}

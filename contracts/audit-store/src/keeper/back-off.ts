/** A wait that doubles with each failure and begins anew after a success. */
export class BackOff {
  readonly #first: number
  readonly #most: number
  #nextMs: number

  /** Milliseconds of the first and of the longest wait. */
  constructor({ first, most }: { readonly first: number; readonly most: number }) {
    this.#first = first
    this.#most = most
    this.#nextMs = first
  }

  /** Milliseconds to wait after one more failure. */
  failed(): number {
    const waitMs = this.#nextMs
    this.#nextMs = Math.min(2 * waitMs, this.#most)
    return waitMs
  }

  worked(): void {
    this.#nextMs = this.#first
  }
}

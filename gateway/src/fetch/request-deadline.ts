/** One deadline for all fetches of a request, refills of pages included, on the monotonic clock (faults.md, row 2). */
import type { Deadline } from './ask-agency.ts'

/** Made with the first fetch, ended with the last. */
export class RequestDeadline implements Deadline {
  readonly #aborts = new Set<() => void>()
  readonly #timer: NodeJS.Timeout
  #isOver = false

  constructor(ms: number) {
    this.#timer = setTimeout(() => this.#over(), ms)
  }

  get isOver(): boolean {
    return this.#isOver
  }

  onOver(abort: () => void): () => void {
    this.#aborts.add(abort)
    return () => void this.#aborts.delete(abort)
  }

  /** Nothing is asked afterwards; what is still under way is left. */
  end(): void {
    clearTimeout(this.#timer)
    this.#over()
  }

  #over(): void {
    this.#isOver = true
    for (const abort of this.#aborts) abort()
    this.#aborts.clear()
  }
}

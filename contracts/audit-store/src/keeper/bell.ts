/** Something to wait at: rung before, during or after the wait, it ends it. */
export class Bell {
  #rung = false
  #wake: (() => void) | null = null

  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Resolves when the bell rings, at once where it rang since the last wait, and at the latest after `mostMs`. */
  async wait(mostMs?: number): Promise<void> {
    if (!this.#rung) await this.#untilRung(mostMs)
    this.#rung = false
  }

  #untilRung(mostMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = mostMs === undefined ? undefined : setTimeout(() => this.#wake?.(), mostMs)
      this.#wake = () => {
        clearTimeout(timer)
        this.#wake = null
        resolve()
      }
    })
  }
}

/**
 * What the registry's own log says is gone for good: payloads erased, months whose keys are destroyed (audit.md §2). A database
 * or key store restored from a backup brings them back; the log does not forget, so it is asked and not they.
 */
import type { LegalMonth } from '@xinqiao/schema'

/** The acts that end something, and those that end it again after a backup brought it back. */
export const eraseActs = { first: 'audit.erase', again: 'audit.erase-again' } as const
export const destroyActs = { first: 'keys.destroyed', again: 'keys.destroyed-again' } as const
/** Payloads of a month whose keys are destroyed were taken out of the database. */
export const dropAct = 'audit.drop-month'

/** What is read of an entry of kind `admin`. */
export interface LoggedAct {
  readonly act: string
  readonly object: string
  readonly reason?: string
  readonly failed?: string
}

/** An erased payload, and the article that had it erased. */
export interface ErasedEntry {
  readonly origin: string
  readonly index: number
  readonly basis: string
}

const objectForm = /^(.+)\/(\d{1,16})$/u

export class ErasureBook {
  readonly #erased = new Map<string, ErasedEntry>()
  readonly #destroyed = new Set<LegalMonth>()
  readonly #dropped = new Set<LegalMonth>()

  /** Takes one act of the log, in the log's order. */
  take({ act, object, reason, failed }: LoggedAct): void {
    switch (act) {
      case eraseActs.first:
        // Also one that failed: what was ordered on a legal ground is done as soon as the database takes it.
        return this.#erase(object, reason ?? '')
      case destroyActs.first:
        // One that failed left the keys where they are, in use.
        if (failed === undefined) this.#destroyed.add(object)
        else this.#destroyed.delete(object)
        return
      case dropAct:
        this.#dropped.add(object)
        return
      default:
    }
  }

  isErased(origin: string, index: number): boolean {
    return this.#erased.has(`${origin}/${index}`)
  }

  /** Every erased payload, in the order of the log. */
  erased(): readonly ErasedEntry[] {
    return [...this.#erased.values()]
  }

  /** Months whose keys were destroyed. */
  destroyed(): ReadonlySet<LegalMonth> {
    return this.#destroyed
  }

  /** Whether the month's payloads were taken out of the database before. */
  wasDropped(month: LegalMonth): boolean {
    return this.#dropped.has(month)
  }

  #erase(object: string, basis: string): void {
    const [, origin, digits] = objectForm.exec(object) ?? []
    if (origin !== undefined) this.#erased.set(object, { origin, index: Number(digits), basis })
  }
}

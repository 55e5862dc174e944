/**
 * Stands between the audit store and everybody who is given something out of it: what the registry's log says is gone is not
 * handed out, whatever a restored database holds, and is taken out of it again (audit.md §2).
 */
import type { AuditReader, LookedUpEntry, LookupQuestion, Page } from '@xinqiao/audit-store'
import type { RegistryEvents } from '../events.ts'
import { erasureLookMs, erasureRetryMs } from '../limits.ts'
import { dropGoneMonths } from './drop-gone-months.ts'
import { type ErasureParts, eraseReturned } from './erase-returned.ts'

export interface ErasureGuard {
  /** The question without the months whose keys are destroyed: of them nothing is found any more. */
  asked(question: LookupQuestion): LookupQuestion
  /** The page without the payloads that were erased; finding one starts a look. */
  withheld(page: Page<LookedUpEntry>): Page<LookedUpEntry>
  /** Looks through the store now, or joins the look under way. Failures are told and tried again. */
  look(): Promise<void>
  /** Ends behind the look under way. */
  stop(): Promise<void>
}

export interface ErasureGuardParts extends Omit<ErasureParts, 'store' | 'events'> {
  /** `null` without a database. */
  readonly store: AuditReader | null
  readonly events: Pick<RegistryEvents, 'payloadReturned' | 'monthDropped' | 'failed'>
}

/** Looks at once, each hour, and soon again while the database is away. */
export function openErasureGuard(parts: ErasureGuardParts): ErasureGuard {
  return new Guard(parts)
}

class Guard implements ErasureGuard {
  readonly #parts: ErasureGuardParts
  #looking: Promise<void> | null = null
  #timer: NodeJS.Timeout | undefined
  #isAway = false
  #isStopped = false

  constructor(parts: ErasureGuardParts) {
    this.#parts = parts
    void this.look()
  }

  asked(question: LookupQuestion): LookupQuestion {
    const { keys, audit } = this.#parts
    const gone = new Set([...keys.gone(), ...audit.erasures.destroyed()])
    return { ...question, pseudonyms: question.pseudonyms.filter(({ month }) => !gone.has(month)) }
  }

  withheld(page: Page<LookedUpEntry>): Page<LookedUpEntry> {
    const { erasures } = this.#parts.audit
    const isBack = (entry: LookedUpEntry): boolean =>
      entry.sealed !== null && erasures.isErased(entry.origin, entry.index)
    if (!page.entries.some(isBack)) return page
    void this.look()
    return { ...page, entries: page.entries.map((entry) => (isBack(entry) ? { ...entry, sealed: null } : entry)) }
  }

  look(): Promise<void> {
    const { store } = this.#parts
    if (store === null || this.#isStopped) return Promise.resolve()
    this.#looking ??= this.#run({ ...this.#parts, store }).finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #run(parts: ErasureParts): Promise<void> {
    clearTimeout(this.#timer)
    try {
      await dropGoneMonths(parts)
      await eraseReturned(parts)
      this.#isAway = false
    } catch (error) {
      if (!this.#isAway) this.#parts.events.failed('audit-erasures', error)
      this.#isAway = true
    }
    if (this.#isStopped) return
    this.#timer = setTimeout(() => void this.look(), this.#isAway ? erasureRetryMs : erasureLookMs)
    this.#timer.unref()
  }
}

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
  /** The page without the payloads that were erased; finding one starts a look, unless the last one ended with some that stay. */
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
  /** The last look left something standing: a hold keeps it, or the database did not let it go, which has its entries. */
  #isStuck = false
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
    if (!this.#isStuck) void this.look()
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
    this.#isStuck = false
    const watched = this.#watched(parts)
    // A month that cannot go keeps no payload of another one standing.
    const ends = [await outcomeOf(dropGoneMonths(watched)), await outcomeOf(eraseReturned(watched))]
    const failed = ends.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected' && !this.#isAway) this.#parts.events.failed('audit-erasures', failed.reason)
    this.#isAway = failed !== undefined
    if (this.#isStopped) return
    // Each try that the database refuses is two entries: not four times a minute.
    const waitMs = this.#isAway && !this.#isStuck ? erasureRetryMs : erasureLookMs
    this.#timer = setTimeout(() => void this.look(), waitMs)
    this.#timer.unref()
  }

  /** The parts of a look, which says where something stays. */
  #watched(parts: ErasureParts): ErasureParts {
    const { audit, events } = parts
    return {
      ...parts,
      audit: {
        erasures: audit.erasures,
        act: (entry) => {
          this.#isStuck ||= entry.failed !== undefined
          return audit.act(entry)
        },
      },
      events: {
        payloadReturned: (origin, index, isHeld) => {
          this.#isStuck ||= isHeld
          events.payloadReturned(origin, index, isHeld)
        },
        monthDropped: (month, isAgain) => events.monthDropped(month, isAgain),
      },
    }
  }
}

async function outcomeOf(work: Promise<void>): Promise<PromiseSettledResult<void>> {
  const [outcome] = await Promise.allSettled([work])
  return outcome
}

/**
 * The hub's key store: for each month two keys of 32 bytes, `pseudonym` and `payload`, made a month ahead, kept until the
 * end of the retention term, destroyed then unless a legal hold stands (audit.md §2). Each act is in the registry's log
 * before it takes effect.
 */
import { addLegalMonths, type LegalMonth, legalMonthOf, type MonthKeyPair } from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import type { KeyFolder } from './key-folder.ts'
import { type ActBy, MonthActs } from './month-acts.ts'
import { type HeldMonth, holdOf, isDestroyed, isOlderThan, type MonthRecord } from './month-record.ts'
import { MonthShelf } from './month-shelf.ts'
import { type MonthView, monthView } from './month-view.ts'
import { destroyReturned } from './returned-months.ts'

/** What the store works with. */
export interface KeyStoreParts {
  readonly audit: Pick<RegistryAudit, 'act'>
  /** Months every entry is kept; six at least. */
  readonly retentionMonths: number
  /** Months whose destruction is in the registry's log, as it is now; none where the folder alone is believed. */
  readonly destroyed?: ReadonlySet<LegalMonth>
  /** Hears of each month whose keys stood again and were destroyed again. */
  readonly onReturned?: (month: LegalMonth) => void
  /** Machine time, UTC milliseconds. */
  readonly now?: () => number
}

/** Made by `openKeyStore`; acts are done one after another. */
export class KeyStore {
  readonly #retentionMonths: number
  readonly #now: () => number
  readonly #shelf: MonthShelf
  readonly #acts: MonthActs
  readonly #destroyReturned: () => Promise<void>
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: KeyStoreParts, folder: KeyFolder, months: ReadonlyMap<LegalMonth, HeldMonth>) {
    const { audit, retentionMonths, destroyed = new Set(), onReturned, now = Date.now } = parts
    this.#retentionMonths = retentionMonths
    this.#now = now
    this.#shelf = new MonthShelf(months)
    const actParts = { audit, folder, shelf: this.#shelf, now }
    this.#acts = new MonthActs(actParts)
    this.#destroyReturned = async () => {
      for (const month of await destroyReturned(actParts, destroyed)) onReturned?.(month)
    }
  }

  /** The month that is now. */
  get thisMonth(): LegalMonth {
    return legalMonthOf(this.#now())
  }

  /** Every month with its state, oldest first. */
  months(): readonly MonthView[] {
    return this.#shelf.all().map(({ record }) => this.#view(record))
  }

  /** Months whose keys are gone: nothing of them can be looked up or opened any more. */
  gone(): readonly LegalMonth[] {
    return this.#shelf.all().flatMap(({ record }) => (isDestroyed(record) ? [record.month] : []))
  }

  /**
   * The keys of these months; `null`: of all that are not destroyed.
   * @throws RegistryError `MONTH_UNKNOWN`, `KEYS_DESTROYED`
   */
  keysOf(asked: readonly LegalMonth[] | null): readonly MonthKeyPair[] {
    return this.#shelf.keysOf(asked)
  }

  /** Destroys again what a backup of the folder brought back. Throws RegistryError `KEYS_UNAVAILABLE`, `AUDIT_UNAVAILABLE`. */
  destroyReturned(): Promise<void> {
    return this.#inTurn(this.#destroyReturned)
  }

  /** Makes this month's and next month's keys where they are missing. */
  makeAhead(): Promise<void> {
    return this.#inTurn(async () => {
      for (const month of [this.thisMonth, addLegalMonths(this.thisMonth, 1)])
        if (!this.#shelf.has(month)) await this.#acts.make(month)
    })
  }

  /** Stops the destruction of a month's keys. Throws RegistryError `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  hold(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(async () => this.#view(await this.#acts.hold(month, actor)))
  }

  /** Ends a hold; the term counts again. Throws RegistryError `KEYS_NOT_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  release(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(async () => this.#view(await this.#acts.release(month, actor)))
  }

  /** Destroys a month's keys before its term ends, six months after it at the earliest. Throws RegistryError `KEYS_TOO_YOUNG`, `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  destroy(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(async () => this.#view(await this.#acts.destroy(month, actor)))
  }

  /** Destroys the keys of every month whose term has ended and that no hold keeps; gives these months. */
  endTerms(): Promise<readonly LegalMonth[]> {
    return this.#inTurn(async () => {
      await this.#acts.wipeRest()
      // A clock that leapt years ahead finds no keys of last month: it must not end anything.
      if (!this.#shelf.has(addLegalMonths(this.thisMonth, -1))) return []
      const due = this.#shelf.all().flatMap(({ record }) => (this.#isDue(record) ? [record.month] : []))
      const actor = { by: 'registry', reason: `retention of ${this.#retentionMonths} months has ended` }
      for (const month of due) await this.#acts.destroy(month, actor)
      return due
    })
  }

  #isDue(record: MonthRecord): boolean {
    const isFree = !isDestroyed(record) && holdOf(record) === undefined
    return isFree && isOlderThan(record.month, this.#retentionMonths, this.thisMonth)
  }

  #view(record: MonthRecord): MonthView {
    return monthView(record, this.thisMonth, this.#retentionMonths)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

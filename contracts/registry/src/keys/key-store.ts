/**
 * The hub's key store: for each month two keys of 32 bytes, `pseudonym` and `payload`, made a month ahead, kept until the
 * end of the retention term, destroyed then unless a legal hold stands (audit.md §2). Each act is in the registry's log
 * before it takes effect.
 */
import { randomBytes } from 'node:crypto'
import { addLegalMonths, type LegalMonth, legalMonthOf, type MonthKeyPair } from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import { retentionMonthsMin } from '../limits.ts'
import { keyError } from './key-errors.ts'
import type { KeyFolder } from './key-folder.ts'
import { loggedAct } from './logged-act.ts'
import {
  dayAfter,
  type HeldMonth,
  holdOf,
  isDestroyed,
  isOlderThan,
  type MonthActName,
  type MonthRecord,
  materialCheck,
} from './month-record.ts'
import { MonthShelf, materialBytes } from './month-shelf.ts'
import { type MonthView, monthView } from './month-view.ts'

/** What the store works with. */
export interface KeyStoreParts {
  readonly audit: Pick<RegistryAudit, 'act'>
  /** Months every entry is kept; six at least. */
  readonly retentionMonths: number
  /** Machine time, UTC milliseconds. */
  readonly now?: () => number
}

/** Who acts and why: a key id or `registry`, and words that stay in the store's record. */
export interface ActBy {
  readonly by: string
  readonly reason: string
}

/** Made by `openKeyStore`; acts are done one after another. */
export class KeyStore {
  readonly #parts: KeyStoreParts
  readonly #folder: KeyFolder
  readonly #shelf: MonthShelf
  /** Destroyed, and the file could not be overwritten yet. */
  readonly #unwiped = new Set<LegalMonth>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(parts: KeyStoreParts, folder: KeyFolder, months: ReadonlyMap<LegalMonth, HeldMonth>) {
    this.#parts = parts
    this.#folder = folder
    this.#shelf = new MonthShelf(months)
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

  /** Makes this month's and next month's keys where they are missing. */
  makeAhead(): Promise<void> {
    return this.#inTurn(async () => {
      for (const month of [this.thisMonth, addLegalMonths(this.thisMonth, 1)])
        if (!this.#shelf.has(month)) await this.#make(month)
    })
  }

  /** Stops the destruction of a month's keys. Throws RegistryError `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  hold(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(async () => {
      const held = this.#shelf.standing(month)
      if (holdOf(held.record) !== undefined) throw keyError('KEYS_HELD', month)
      return this.#act(held, 'held', actor)
    })
  }

  /** Ends a hold; the term counts again. Throws RegistryError `KEYS_NOT_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  release(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(async () => {
      const held = this.#shelf.standing(month)
      if (holdOf(held.record) === undefined) throw keyError('KEYS_NOT_HELD', month)
      return this.#act(held, 'released', actor)
    })
  }

  /** Destroys a month's keys before its term ends, six months after it at the earliest. Throws RegistryError `KEYS_TOO_YOUNG`, `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`. */
  destroy(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    return this.#inTurn(() => this.#destroy(month, actor))
  }

  /** Destroys the keys of every month whose term has ended and that no hold keeps; gives these months. */
  endTerms(): Promise<readonly LegalMonth[]> {
    return this.#inTurn(async () => {
      for (const month of this.#unwiped) await this.#wipe(month)
      // A clock that leapt years ahead finds no keys of last month: it must not end anything.
      if (!this.#shelf.has(addLegalMonths(this.thisMonth, -1))) return []
      const { retentionMonths } = this.#parts
      const due = this.#shelf.all().filter(({ record }) => this.#isDue(record))
      const actor = { by: 'registry', reason: `retention of ${retentionMonths} months has ended` }
      for (const { record } of due) await this.#destroy(record.month, actor)
      return due.map(({ record }) => record.month)
    })
  }

  async #make(month: LegalMonth): Promise<void> {
    const material = randomBytes(materialBytes)
    const record: MonthRecord = { month, check: materialCheck(material), acts: [] }
    const create = (): Promise<void> => this.#folder.create(month, material)
    await this.#act({ record, material }, 'made', { by: 'registry', reason: 'made ahead' }, create)
  }

  async #destroy(month: LegalMonth, actor: ActBy): Promise<MonthView> {
    const held = this.#shelf.standing(month)
    if (holdOf(held.record) !== undefined) throw keyError('KEYS_HELD', month)
    if (!isOlderThan(month, retentionMonthsMin, this.thisMonth))
      throw keyError('KEYS_TOO_YOUNG', `${month}, ${dayAfter(month, retentionMonthsMin)}`)
    const view = await this.#act(held, 'destroyed', actor)
    held.material?.fill(0)
    // The tombstone is on disk: what cuts this off, the next start or the next look at the terms ends.
    this.#unwiped.add(month)
    await this.#wipe(month)
    return view
  }

  async #wipe(month: LegalMonth): Promise<void> {
    await this.#folder.destroy(month).catch((cause: unknown) => {
      throw keyError('KEYS_UNAVAILABLE', month, { cause })
    })
    this.#unwiped.delete(month)
  }

  async #act(
    held: HeldMonth,
    act: MonthActName,
    actor: ActBy,
    before = async (): Promise<void> => {},
  ): Promise<MonthView> {
    const done = { act, at: new Date(this.#now()).toISOString(), ...actor }
    const record = await loggedAct(this.#parts.audit, held.record, done, async (after) => {
      await before()
      await this.#folder.writeRecord(after)
    })
    this.#shelf.put({ record, material: act === 'destroyed' ? null : held.material })
    return this.#view(record)
  }

  #isDue(record: MonthRecord): boolean {
    const isFree = !isDestroyed(record) && holdOf(record) === undefined
    return isFree && isOlderThan(record.month, this.#parts.retentionMonths, this.thisMonth)
  }

  #view(record: MonthRecord): MonthView {
    return monthView(record, this.thisMonth, this.#parts.retentionMonths)
  }

  #now(): number {
    return (this.#parts.now ?? Date.now)()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => undefined)
    return mine
  }
}

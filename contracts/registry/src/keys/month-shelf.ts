/** The months as they are held in memory: looked up, shown, and their keys taken out. */
import type { LegalMonth, MonthKeyPair } from '@xinqiao/schema'
import { keyError } from './key-errors.ts'
import { type HeldMonth, isDestroyed } from './month-record.ts'

const pseudonymBytes = 32
/** Both keys of a month. */
export const materialBytes = 64

export class MonthShelf {
  readonly #months: Map<LegalMonth, HeldMonth>

  constructor(months: ReadonlyMap<LegalMonth, HeldMonth>) {
    this.#months = new Map(months)
  }

  has(month: LegalMonth): boolean {
    return this.#months.has(month)
  }

  put(held: HeldMonth): void {
    this.#months.set(held.record.month, held)
  }

  /** Oldest first. */
  all(): readonly HeldMonth[] {
    return [...this.#months.values()].toSorted((a, b) => (a.record.month < b.record.month ? -1 : 1))
  }

  /** @throws RegistryError `MONTH_UNKNOWN` */
  held(month: LegalMonth): HeldMonth {
    const held = this.#months.get(month)
    if (held === undefined) throw keyError('MONTH_UNKNOWN', month)
    return held
  }

  /** @throws RegistryError `MONTH_UNKNOWN`, `KEYS_DESTROYED` */
  standing(month: LegalMonth): HeldMonth {
    const held = this.held(month)
    if (isDestroyed(held.record)) throw keyError('KEYS_DESTROYED', month)
    return held
  }

  /**
   * The keys of these months; `null`: of all that are not destroyed.
   * @throws RegistryError `MONTH_UNKNOWN`, `KEYS_DESTROYED`
   */
  keysOf(asked: readonly LegalMonth[] | null): readonly MonthKeyPair[] {
    const months = asked?.map((month) => this.held(month)) ?? this.all().filter(({ material }) => material !== null)
    return months.map(({ record: { month }, material }) => {
      if (material === null) throw keyError('KEYS_DESTROYED', month)
      return { month, pseudonym: material.subarray(0, pseudonymBytes), payload: material.subarray(pseudonymBytes) }
    })
  }
}

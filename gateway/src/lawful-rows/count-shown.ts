/** Counts the rows that are shown; the rows of one subject come one after the other. */
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { ShownRows } from './lawful.ts'

interface Counted {
  readonly subject: CreditSubject
  readonly rows: Map<ItemId, number>
}

export class ShownCount implements ShownRows {
  readonly #bySubject = new Map<string, Counted>()
  #last: Counted | null = null

  add(subject: CreditSubject, item: ItemId, rows: number): void {
    if (rows === 0) return
    const counted = this.#last?.subject.key === subject.key ? this.#last : this.#of(subject)
    this.#last = counted
    counted.rows.set(item, (counted.rows.get(item) ?? 0) + rows)
  }

  *subjects(): Iterable<CreditSubject> {
    for (const { subject } of this.#bySubject.values()) yield subject
  }

  rowsOf(subject: string): ReadonlyMap<ItemId, number> | undefined {
    return this.#bySubject.get(subject)?.rows
  }

  #of(subject: CreditSubject): Counted {
    const known = this.#bySubject.get(subject.key)
    if (known !== undefined) return known
    const made: Counted = { subject, rows: new Map() }
    this.#bySubject.set(subject.key, made)
    return made
  }
}

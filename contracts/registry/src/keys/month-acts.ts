/** What is done to a month's keys: made, held, released, destroyed; each on the log, on the disk, then in memory. */
import { randomBytes } from 'node:crypto'
import { type LegalMonth, legalMonthOf } from '@xinqiao/schema'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import { retentionMonthsMin } from '../limits.ts'
import { keyError } from './key-errors.ts'
import type { KeyFolder } from './key-folder.ts'
import { loggedAct } from './logged-act.ts'
import {
  dayAfter,
  type HeldMonth,
  holdOf,
  isOlderThan,
  type MonthActName,
  type MonthRecord,
  materialCheck,
} from './month-record.ts'
import { type MonthShelf, materialBytes } from './month-shelf.ts'

/** Who acts and why: a key id or `registry`, and words that stay in the store's record. */
export interface ActBy {
  readonly by: string
  readonly reason: string
}

/** What acts work with. */
export interface ActParts {
  readonly audit: Pick<RegistryAudit, 'act'>
  readonly folder: KeyFolder
  readonly shelf: MonthShelf
  /** Machine time, UTC milliseconds. */
  readonly now: () => number
}

export class MonthActs {
  readonly #parts: ActParts
  /** Destroyed, and the file could not be overwritten yet. */
  readonly #unwiped = new Set<LegalMonth>()

  constructor(parts: ActParts) {
    this.#parts = parts
  }

  async make(month: LegalMonth): Promise<void> {
    const material = randomBytes(materialBytes)
    const record: MonthRecord = { month, check: materialCheck(material), acts: [] }
    const create = (): Promise<void> => this.#parts.folder.create(month, material)
    await this.#act({ record, material }, 'made', { by: 'registry', reason: 'made ahead' }, create)
  }

  /** @throws RegistryError `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN` */
  async hold(month: LegalMonth, actor: ActBy): Promise<MonthRecord> {
    const held = this.#parts.shelf.standing(month)
    if (holdOf(held.record) !== undefined) throw keyError('KEYS_HELD', month)
    return this.#act(held, 'held', actor)
  }

  /** @throws RegistryError `KEYS_NOT_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN` */
  async release(month: LegalMonth, actor: ActBy): Promise<MonthRecord> {
    const held = this.#parts.shelf.standing(month)
    if (holdOf(held.record) === undefined) throw keyError('KEYS_NOT_HELD', month)
    return this.#act(held, 'released', actor)
  }

  /** @throws RegistryError `KEYS_TOO_YOUNG`, `KEYS_HELD`, `KEYS_DESTROYED`, `MONTH_UNKNOWN`, `KEYS_UNAVAILABLE` */
  async destroy(month: LegalMonth, actor: ActBy): Promise<MonthRecord> {
    const held = this.#parts.shelf.standing(month)
    if (holdOf(held.record) !== undefined) throw keyError('KEYS_HELD', month)
    if (!isOlderThan(month, retentionMonthsMin, legalMonthOf(this.#parts.now())))
      throw keyError('KEYS_TOO_YOUNG', `${month}, ${dayAfter(month, retentionMonthsMin)}`)
    const record = await this.#act(held, 'destroyed', actor)
    held.material?.fill(0)
    // The tombstone is on disk: what cuts this off, the next start or the next look at the terms ends.
    this.#unwiped.add(month)
    await this.#wipe(month)
    return record
  }

  /** Ends destructions whose file could not be overwritten before. */
  async wipeRest(): Promise<void> {
    for (const month of this.#unwiped) await this.#wipe(month)
  }

  async #wipe(month: LegalMonth): Promise<void> {
    await this.#parts.folder.destroy(month).catch((cause: unknown) => {
      throw keyError('KEYS_UNAVAILABLE', month, { cause })
    })
    this.#unwiped.delete(month)
  }

  async #act(
    held: HeldMonth,
    act: MonthActName,
    actor: ActBy,
    before = async (): Promise<void> => {},
  ): Promise<MonthRecord> {
    const { audit, folder, shelf, now } = this.#parts
    const done = { act, at: new Date(now()).toISOString(), ...actor }
    const record = await loggedAct(audit, held.record, done, async (after) => {
      await before()
      await folder.writeRecord(after)
    })
    shelf.put({ record, material: act === 'destroyed' ? null : held.material })
    return record
  }
}

/**
 * One month's keys: what was done with them, and the state that follows from it (audit.md §2).
 * `next` → `active` → `retired` with the calendar; `held` while a legal hold stands; `destroyed` for ever.
 */
import { createHash } from 'node:crypto'
import { addLegalMonths, type LegalMonth } from '@xinqiao/schema'

export type MonthState = 'next' | 'active' | 'retired' | 'held' | 'destroyed'
export type MonthActName = 'made' | 'held' | 'released' | 'destroyed'

/** One act: when (instant), by whom (key id of the operator, or `registry`), and why, in the actor's words. */
export interface MonthAct {
  readonly act: MonthActName
  readonly at: string
  readonly by: string
  readonly reason: string
}

/** The record beside the key material; it outlives the material as its tombstone. */
export interface MonthRecord {
  readonly month: LegalMonth
  /** SHA-256 of the material behind a name of its own, hex: shows a swapped or spoilt key file, and nothing of the key. */
  readonly check: string
  readonly acts: readonly MonthAct[]
}

/** A month as the store holds it; `material` is `null` once it is destroyed. */
export interface HeldMonth {
  readonly record: MonthRecord
  readonly material: Buffer | null
}

/** State of a month's keys in the month that is now. A held key is used on like any other of its age. */
export function stateOf(record: MonthRecord, now: LegalMonth): MonthState {
  if (isDestroyed(record)) return 'destroyed'
  if (holdOf(record) !== undefined) return 'held'
  if (record.month === now) return 'active'
  return record.month > now ? 'next' : 'retired'
}

/** Whether the material is gone for good. */
export function isDestroyed({ acts }: MonthRecord): boolean {
  return acts.at(-1)?.act === 'destroyed'
}

/** The hold that stands, if one does. */
export function holdOf({ acts }: MonthRecord): MonthAct | undefined {
  const last = acts.findLast(({ act }) => act === 'held' || act === 'released')
  return last?.act === 'held' ? last : undefined
}

/** First day on which every entry of the month is so many months old. */
export function dayAfter(month: LegalMonth, months: number): string {
  return `${addLegalMonths(month, months + 1)}-01`
}

/** Whether every entry of the month is so many months old. */
export function isOlderThan(month: LegalMonth, months: number, now: LegalMonth): boolean {
  return now >= addLegalMonths(month, months + 1)
}

/** The record after one more act. */
export function withAct(record: MonthRecord, act: MonthAct): MonthRecord {
  return { ...record, acts: [...record.acts, act] }
}

/** Digest of a record, hex: what the log says before and after. The words of a reason stay in the record. */
export function recordDigest({ month, check, acts }: MonthRecord): string {
  const rows = acts.map(({ act, at, by, reason }) => [act, at, by, reason])
  return createHash('sha256')
    .update(JSON.stringify([month, check, rows]))
    .digest('hex')
}

/** `check` of this material. */
export function materialCheck(material: Uint8Array): string {
  return createHash('sha256').update('xinqiao-month-check-1\n').update(material).digest('hex')
}

/** A record read back; undefined for anything else. */
export function readRecord(value: unknown): MonthRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { month, check, acts } = value as Readonly<Record<string, unknown>>
  if (typeof month !== 'string' || typeof check !== 'string' || !Array.isArray(acts) || !acts.every(isAct))
    return undefined
  return { month, check, acts }
}

const actNames: readonly string[] = ['made', 'held', 'released', 'destroyed'] satisfies readonly MonthActName[]

function isAct(value: unknown): value is MonthAct {
  if (typeof value !== 'object' || value === null) return false
  const { act, at, by, reason } = value as Readonly<Record<string, unknown>>
  return [act, at, by, reason].every((one) => typeof one === 'string') && actNames.includes(String(act))
}

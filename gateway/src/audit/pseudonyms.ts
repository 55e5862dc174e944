/**
 * The months' keys in use (audit.md §2): names of persons and bodies in the log come from the month's pseudonym key,
 * payloads are sealed under its payload key. Both come from the hub's key store (`month-keys.ts`).
 */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { AuditUnavailable } from '@xinqiao/audit-log'
import { auditPseudonym, legalMonthOf, type MonthKeyPair, type PseudonymKind } from '@xinqiao/schema'
import { pseudonymsKept } from '../limits.ts'

const idBytes = 16

export interface MonthKey {
  /** `2026-11`, Asia/Shanghai: the field `key` of an entry. */
  readonly month: string
  /** AES-256 key for `sealPayload`. */
  readonly payloadKey: KeyObject
  pseudonym(kind: PseudonymKind, key: string): string
}

export interface Pseudonyms {
  /**
   * The keys of the month an instant lies in.
   * @throws AuditUnavailable when this process has none for it: no entry can be made, so no data leaves
   */
  at(ms: number): MonthKey
}

/** The months a process holds keys of; `take` replaces them all. */
export class KeyRing implements Pseudonyms {
  readonly #months = new Map<string, { readonly pair: MonthKeyPair; readonly key: MonthKey }>()
  readonly #onMissing: (month: string) => void

  /** `onMissing` hears of each call for a month without keys. */
  constructor(pairs: readonly MonthKeyPair[] = [], onMissing: (month: string) => void = () => {}) {
    this.#onMissing = onMissing
    this.take(pairs)
  }

  /** Months held, oldest first. */
  get months(): readonly string[] {
    return [...this.#months.keys()].toSorted()
  }

  /** Holds these months and no other; one that was held before keeps its names in memory. Gives the months whose keys are others now. */
  take(pairs: readonly MonthKeyPair[]): readonly string[] {
    const before = new Map(this.#months)
    this.#months.clear()
    const changed: string[] = []
    for (const pair of pairs) {
      const held = before.get(pair.month)
      const isSame = held !== undefined && samePair(held.pair, pair)
      if (held !== undefined && !isSame) changed.push(pair.month)
      this.#months.set(pair.month, isSame ? held : { pair, key: monthKey(pair) })
    }
    return changed
  }

  at(ms: number): MonthKey {
    const month = legalMonthOf(ms)
    const known = this.#months.get(month)
    if (known !== undefined) return known.key
    this.#onMissing(month)
    throw new AuditUnavailable(`no keys of ${month}`)
  }
}

function samePair(one: MonthKeyPair, other: MonthKeyPair): boolean {
  return Buffer.compare(one.pseudonym, other.pseudonym) === 0 && Buffer.compare(one.payload, other.payload) === 0
}

/** Random bytes are drawn for many ids at once; each is used once. */
const ids = { bytes: Buffer.alloc(0), at: 0 }
const idsDrawn = 256

/** An id of 128 random bits. */
export function newRequestId(): string {
  if (ids.at >= ids.bytes.length) {
    ids.bytes = randomBytes(idBytes * idsDrawn)
    ids.at = 0
  }
  ids.at += idBytes
  return ids.bytes.toString('base64url', ids.at - idBytes, ids.at)
}

function monthKey({ month, pseudonym, payload }: MonthKeyPair): MonthKey {
  const key = createSecretKey(pseudonym)
  const known = new Map<string, string>()
  return {
    month,
    payloadKey: createSecretKey(payload),
    pseudonym: (kind, name) => {
      const text = `${kind}|${name}`
      const before = known.get(text)
      if (before !== undefined) return before
      if (known.size >= pseudonymsKept) known.clear()
      const made = auditPseudonym(key, kind, name)
      known.set(text, made)
      return made
    },
  }
}

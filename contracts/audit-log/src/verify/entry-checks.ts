/** What is looked at in single entries while the tree is walked: their form, receipts that were kept, and one that is opened. */

import type { AuditEntry } from '../leaf/audit-entry.ts'
import { commitment, saltBytes } from '../leaf/seal-payload.ts'
import { checkedEntry } from './check-leaf.ts'
import type { Findings } from './statement.ts'
import type { KeptReceipt, Opening } from './verify-request.ts'

export class EntryChecks {
  readonly kinds: Map<string, number> = new Map()
  /** The first entry, which says what the log follows. */
  first: AuditEntry | undefined
  /** Indexes of entries that say that something unacknowledged was cut, or the disk failed. */
  readonly cuts: number[] = []
  readonly #findings: Findings
  readonly #receipts: ReadonlyMap<number, readonly KeptReceipt[]>
  readonly #opening: Opening | undefined
  readonly #met = new Set<KeptReceipt>()
  #opened = false

  constructor(findings: Findings, receipts: readonly KeptReceipt[], opening: Opening | undefined) {
    this.#findings = findings
    this.#receipts = Map.groupBy(receipts, ({ index }) => index)
    this.#opening = opening
  }

  /** The hash of the leaf at an index, whether its entry is at hand or not. */
  seeHash(index: number, hash: Buffer): void {
    for (const receipt of this.#receipts.get(index) ?? []) {
      this.#met.add(receipt)
      if (!receipt.leafHash.equals(hash)) this.#findings.add('RECEIPT_DIFFERS', String(index), index)
    }
  }

  seeEntry(index: number, leaf: Buffer): void {
    const entry = checkedEntry(leaf)
    if (entry === undefined) {
      this.#findings.add('ENTRY_FORM', String(index), index)
      return
    }
    this.kinds.set(entry.kind, (this.kinds.get(entry.kind) ?? 0) + 1)
    if (index === 0) this.first = entry
    if (isCut(entry)) this.cuts.push(index)
    if (this.#opening?.index === index) this.#open(entry, this.#opening)
  }

  /** Receipts whose index the log does not reach, and whether the wanted entry was there to be opened. */
  end(): void {
    for (const receipt of [...this.#receipts.values()].flat()) {
      if (!this.#met.has(receipt)) this.#findings.add('RECEIPT_MISSING', String(receipt.index), receipt.index)
    }
    if (this.#opening !== undefined && !this.#opened) {
      this.#findings.add('PAYLOAD_DIFFERS', String(this.#opening.index), this.#opening.index)
    }
  }

  #open(entry: AuditEntry, { index, payload, answer }: Opening): void {
    this.#opened = true
    const [ac, pc] = [payload.subarray(0, saltBytes), payload.subarray(saltBytes, 2 * saltBytes)]
    if (entry['pc'] !== commitment(pc, payload.subarray(2 * saltBytes))) {
      this.#findings.add('PAYLOAD_DIFFERS', String(index), index)
    }
    if (answer !== undefined && entry['ac'] !== commitment(ac, answer)) {
      this.#findings.add('ANSWER_DIFFERS', String(index), index)
    }
  }
}

function isCut(entry: AuditEntry): boolean {
  if (entry.kind !== 'system') return false
  const cut = entry['cut']
  return entry['act'] === 'gap' || (Array.isArray(cut) && cut.length > 0)
}

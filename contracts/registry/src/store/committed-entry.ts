/** The entry of the last committed act, kept beside the revision. */
import type { AuditReceipt } from '@xinqiao/audit-log'
import type { Store, StoreTransaction } from './open-store.ts'

/** What the store says of it. */
export interface Committed {
  readonly revision: number
  /** `null`: no act has been committed since entries are kept. */
  readonly entry: AuditReceipt | null
}

/** Keeps it in the transaction of its act. */
export async function keepEntry(tx: StoreTransaction, { origin, index, leafHash }: AuditReceipt): Promise<void> {
  await tx
    .updateTable('revision')
    .set({ entry_origin: origin, entry_index: String(index), entry_hash: leafHash })
    .execute()
}

/** Reads it, after the end of a transaction that a process left behind: PostgreSQL may still commit what it was told to. */
export async function committedEntry(store: Store): Promise<Committed> {
  const row = await store.selectFrom('revision').selectAll().forUpdate().executeTakeFirstOrThrow()
  const { revision, entry_origin: origin, entry_index: index, entry_hash: leafHash } = row
  const isKept = origin !== null && index !== null && leafHash !== null
  return { revision, entry: isKept ? { origin, index: Number(index), leafHash } : null }
}

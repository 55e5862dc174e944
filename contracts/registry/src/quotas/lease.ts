/** Leases of a contract's day: each replica of the gateway takes portions, all together never more than the day's figure (design.md §2.3). */
import { legalDateOf } from '@xinqiao/schema'
import { leaseDaysKept, leasePortionMax } from '../limits.ts'
import type { Store } from '../store/open-store.ts'

export type QuotaKind = 'requests' | 'subjects'

/** A replica asks for a portion of one day. */
export interface LeaseRequest {
  readonly contract: string
  /** Legal date, Asia/Shanghai. */
  readonly day: string
  readonly kind: QuotaKind
  readonly portion: number
}

/** Grants what is left of the day, at most the portion asked for. Two replicas that ask at once are served one after the other. */
export async function grantLease(store: Store, asked: LeaseRequest, perDay: number): Promise<number> {
  return store.transaction().execute(async (tx) => {
    const { contract, day, kind } = asked
    await tx
      .insertInto('quota_lease')
      .values({ contract, day, kind, taken: 0 })
      .onConflict((on) => on.doNothing())
      .execute()
    const row = await tx
      .selectFrom('quota_lease')
      .select('taken')
      .where('contract', '=', contract)
      .where('day', '=', day)
      .where('kind', '=', kind)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const granted = Math.max(0, Math.min(asked.portion, leasePortionMax, perDay - row.taken))
    if (granted > 0) {
      await tx
        .updateTable('quota_lease')
        .set({ taken: row.taken + granted })
        .where('contract', '=', contract)
        .where('day', '=', day)
        .where('kind', '=', kind)
        .execute()
    }
    return granted
  })
}

/** Forgets days that no replica counts any more. */
export async function forgetLeases(store: Store, todayMs: number): Promise<void> {
  const dayMs = 24 * 60 * 60 * 1000
  await store
    .deleteFrom('quota_lease')
    .where('day', '<', legalDateOf(todayMs - leaseDaysKept * dayMs))
    .execute()
}

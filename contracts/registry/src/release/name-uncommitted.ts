/** Acts that have an entry and were not committed are named by a second entry (audit.md §1): the store tells which they are. */
import { isDeepStrictEqual } from 'node:util'
import type { ActEntry, RegistryAudit } from '../audit/registry-audit.ts'
import type { RegistryEvents } from '../events.ts'
import { committedEntry } from '../store/committed-entry.ts'
import type { Store } from '../store/open-store.ts'

/** What is compared. */
export interface NamingParts {
  readonly store: Store
  readonly audit: Pick<RegistryAudit, 'act' | 'storeActsAfter'>
  readonly events: Pick<RegistryEvents, 'actNotCommitted'>
}

/**
 * Names every act after the last committed one that no entry names yet. Nobody may be acting meanwhile.
 * @throws RegistryError `AUDIT_UNAVAILABLE`; whatever the store throws when it does not answer: then nothing is known, and nothing said.
 */
export async function nameUncommitted({ store, audit, events }: NamingParts, code = 'NOT_COMMITTED'): Promise<void> {
  const { revision, entry } = await committedEntry(store)
  // Acts of the time before entries were kept in the store: which of them hold, it cannot say.
  if (entry === null && revision > 0) return
  for (const act of unnamed(audit.storeActsAfter(entry) ?? [])) {
    await audit.act({ ...act, failed: code })
    events.actNotCommitted(act.act, act.object)
  }
}

/** Acts without the second entry that follows on the first. */
function unnamed(acts: readonly ActEntry[]): readonly ActEntry[] {
  const open: ActEntry[] = []
  for (const { failed, ...act } of acts) {
    if (failed === undefined) open.push(act)
    else {
      const named = open.findIndex((one) => isDeepStrictEqual(one, act))
      if (named !== -1) open.splice(named, 1)
    }
  }
  return open
}

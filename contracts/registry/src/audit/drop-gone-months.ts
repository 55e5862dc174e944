/** A month whose keys are destroyed leaves payloads and pseudonyms that nobody can open: they go from the store too (audit.md §2). */

import type { ErasureParts } from './erase-returned.ts'
import { dropAct } from './erasure-book.ts'
import { loggedEffect } from './logged-effect.ts'

/**
 * One look. Payloads that go have an entry first, so that the log tells a month that is back from one that goes for the first
 * time. Pseudonyms alone come back with every index that is made again, and go without a word.
 * @throws RegistryError `AUDIT_UNAVAILABLE`; AuditStoreError `AUDIT_STORE_UNAVAILABLE`
 */
export async function dropGoneMonths({ store, audit, keys, events }: ErasureParts): Promise<void> {
  const gone = new Set([...keys.gone(), ...audit.erasures.destroyed()])
  for (const month of await store.openMonths()) {
    if (!gone.has(month)) continue
    const drop = (): Promise<void> => store.dropMonth(month)
    if (await store.hasPayloads(month)) {
      const isAgain = audit.erasures.wasDropped(month)
      const entry = { act: dropAct, object: month, by: 'registry', before: '', after: '', bundle: null }
      await loggedEffect(entry, audit, drop)
      events.monthDropped(month, isAgain)
    } else await drop()
  }
}

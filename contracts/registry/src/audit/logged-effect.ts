/** An act on the audit store: first its entry in the registry's log, then what it does; one that fails then has a second entry (audit.md §1). */
import type { ActEntry, RegistryAudit } from './registry-audit.ts'

/**
 * Does the act; gives what its effect gave.
 * @throws RegistryError `AUDIT_UNAVAILABLE` when it was not recorded and so not done; else what the effect threw
 */
export async function loggedEffect<T>(
  entry: ActEntry,
  audit: Pick<RegistryAudit, 'act'>,
  effect: () => Promise<T>,
): Promise<T> {
  await audit.act(entry)
  try {
    return await effect()
  } catch (error) {
    await audit.act({ ...entry, failed: 'AUDIT_STORE_UNAVAILABLE' })
    throw error
  }
}

/** An act on a month's keys: first its entry in the registry's log, then what it does; one that fails then has a second entry (audit.md §1). */
import type { RegistryAudit } from '../audit/registry-audit.ts'
import { keyError } from './key-errors.ts'
import { type MonthAct, type MonthRecord, recordDigest, withAct } from './month-record.ts'

/**
 * Does the act; gives the record after it.
 * @throws RegistryError `AUDIT_UNAVAILABLE` when it was not recorded and so not done, `KEYS_UNAVAILABLE` when it failed
 */
export async function loggedAct(
  audit: Pick<RegistryAudit, 'act'>,
  before: MonthRecord,
  act: MonthAct,
  effect: (after: MonthRecord) => Promise<void>,
): Promise<MonthRecord> {
  const after = withAct(before, act)
  const entry = {
    act: `keys.${act.act}`,
    object: before.month,
    by: act.by,
    before: before.acts.length === 0 ? '' : recordDigest(before),
    after: recordDigest(after),
    bundle: null,
  }
  await audit.act(entry)
  try {
    await effect(after)
    return after
  } catch (cause) {
    await audit.act({ ...entry, failed: 'KEYS_UNAVAILABLE' })
    throw keyError('KEYS_UNAVAILABLE', before.month, { cause })
  }
}

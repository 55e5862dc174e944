/** A month whose keys are destroyed leaves payloads and pseudonyms that nobody can open: they go from the store too (audit.md §2). */
import type { AuditReader } from '@xinqiao/audit-store'
import type { RegistryEvents } from '../events.ts'
import type { KeyStore } from '../keys/key-store.ts'
import { goneMonthsCheckMs } from '../limits.ts'

/** Looks now and then, and again when the database was away. Gives the function that stops it. */
export function dropGoneMonths(
  store: AuditReader | null,
  keys: Pick<KeyStore, 'gone'>,
  events: RegistryEvents,
): () => void {
  if (store === null) return () => {}
  const dropped = new Set<string>()
  const look = async (): Promise<void> => {
    for (const month of keys.gone()) {
      if (dropped.has(month)) continue
      await store.dropMonth(month)
      dropped.add(month)
    }
  }
  const run = (): void => {
    look().catch((error: unknown) => events.failed('audit-months', error))
  }
  run()
  const timer = setInterval(run, goneMonthsCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** The key store at a start: its folder looked through, the keys that are due made, and a look each hour from then on. */
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import { keysCheckMs } from '../limits.ts'
import { keyError } from './key-errors.ts'
import { openKeyFolder } from './key-folder.ts'
import { KeyStore, type KeyStoreParts } from './key-store.ts'
import { soundMonths } from './sound-months.ts'

/**
 * Opens the store in a folder of its own: ends destructions that were cut off or that a restored folder knows nothing of,
 * before anybody is handed a key; makes what is due.
 * @throws RegistryError `KEYS_DAMAGED` naming the file, `KEYS_UNAVAILABLE`, or `AUDIT_UNAVAILABLE` when a making could not be recorded
 */
export async function openKeyStore(directory: string, parts: KeyStoreParts): Promise<KeyStore> {
  try {
    const folder = await openKeyFolder(directory)
    const store = new KeyStore(parts, folder, await soundMonths(folder, parts.destroyed ?? new Set()))
    await store.destroyReturned()
    await store.makeAhead()
    return store
  } catch (cause) {
    throw cause instanceof RegistryError ? cause : keyError('KEYS_UNAVAILABLE', 'open', { cause })
  }
}

/** Makes keys in time and ends terms. Gives the function that stops it. */
export function keepKeys(store: KeyStore, events: RegistryEvents): () => void {
  const look = async (): Promise<void> => {
    await store.makeAhead()
    for (const month of await store.endTerms()) events.keysDestroyed(month)
    await store.destroyReturned()
  }
  const failed = (error: unknown): void => events.failed('keys', error)
  look().catch(failed)
  const timer = setInterval(() => void look().catch(failed), keysCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

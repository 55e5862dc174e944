/** The registry's own checkpoint keys: made in the key store's folder, published by the registry itself. */
import { join } from 'node:path'
import { type CheckpointKeys, type CheckpointSigner, checkpointKeys } from '@xinqiao/audit-log'
import type { RegistryEvents } from '../events.ts'
import { ownKeysCheckMs } from '../limits.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { putAuditKey } from './audit-key.ts'

/** Signers of the registry's origins; remembers which of them are not published yet. */
export interface OwnCheckpointKeys extends CheckpointKeys {
  /** Registers what is not registered yet. Rejects when an act was not done; what is left is tried by the next call. */
  publish(line: ReleaseLine): Promise<void>
}

/** The keys in this key store. The log is open before acts can be done, so its key is published afterwards. */
export function registryCheckpointKeys(keyStoreDir: string): OwnCheckpointKeys {
  const keys = checkpointKeys(join(keyStoreDir, 'checkpoint'))
  const unpublished = new Map<string, CheckpointSigner>()
  const given = new Set<string>()
  return {
    fileOf: (origin) => keys.fileOf(origin),
    signerFor: async (origin) => {
      const signer = await keys.signerFor(origin)
      if (!given.has(origin)) unpublished.set(origin, signer)
      given.add(origin)
      return signer
    },
    publish: async (line) => {
      for (const [origin, { vkey }] of unpublished) {
        await line.perform(putAuditKey({ origin, vkey }, 'registry'))
        unpublished.delete(origin)
      }
    },
  }
}

/** Publishes the key of a new year's origin soon after it was opened. Gives the function that stops it. */
export function keepPublished(keys: OwnCheckpointKeys, line: ReleaseLine, events: RegistryEvents): () => void {
  const publish = (): void => {
    keys.publish(line).catch((error: unknown) => events.failed('audit-keys', error))
  }
  publish()
  const timer = setInterval(publish, ownKeysCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** The registry's own checkpoint keys: made in the key store's folder, published by the registry itself. */
import { join } from 'node:path'
import { type CheckpointKeys, checkpointKeys } from '@xinqiao/audit-log'
import type { ReleaseLine } from '../release/release-line.ts'
import { putAuditKey } from './audit-key.ts'

/** Signers of the registry's origins. */
export function registryCheckpointKeys(keyStoreDir: string): CheckpointKeys {
  return checkpointKeys(join(keyStoreDir, 'checkpoint'))
}

/** Registers the key of the origin that the registry writes now; again and again changes nothing. */
export async function publishOwnKey(origin: string, keys: CheckpointKeys, line: ReleaseLine): Promise<void> {
  const { vkey } = await keys.signerFor(origin)
  await line.perform(putAuditKey({ origin, vkey }, 'registry'))
}

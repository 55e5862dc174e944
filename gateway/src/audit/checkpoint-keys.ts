/**
 * The checkpoint keys of this gateway's origins: made here on first use, kept in the folder of its own keys, never beside
 * the log; the public half is registered with the registry, which publishes it in the bundle and by `GET /audit/keys`.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type CheckpointKeys, type CheckpointSigner, checkpointKeys } from '@xinqiao/audit-log'
import type { SignatureKey } from '@xinqiao/schema'
import { AwayAlarm } from '../away-alarm.ts'
import { GatewayError } from '../errors.ts'
import type { GatewayEvents } from '../events.ts'
import { monthKeysPauseMaxMs, monthKeysPauseMinMs } from '../limits.ts'
import { postToRegistry } from './post-to-registry.ts'

export interface PublishedKeysOptions {
  readonly ownKeysDir: string
  readonly registryUrl: string
  /** Signs the registration. */
  readonly fetchKey: SignatureKey
  readonly events: GatewayEvents
  /** How long a registry that has not answered yet is no alarm, milliseconds; a start's when absent. */
  readonly graceMs?: number
}

export interface PublishedKeys extends CheckpointKeys {
  /** Resolves when every key given so far is registered. */
  published(): Promise<void>
  stop(): Promise<void>
}

/** Signers whose keys are registered in the background, again and again until the registry has taken them. */
export function publishedKeys(options: PublishedKeysOptions): PublishedKeys {
  const keys = checkpointKeys(join(options.ownKeysDir, 'checkpoint'))
  const underWay = new Map<string, Promise<void>>()
  const stopping = new AbortController()
  return {
    fileOf: (origin) => keys.fileOf(origin),
    signerFor: async (origin) => {
      const signer = await keys.signerFor(origin)
      if (!underWay.has(origin)) underWay.set(origin, publish(signer, options, stopping.signal))
      return signer
    },
    published: async () => {
      await Promise.all(underWay.values())
    },
    stop: async () => {
      stopping.abort()
      await Promise.all(underWay.values())
    },
  }
}

async function publish(signer: CheckpointSigner, options: PublishedKeysOptions, signal: AbortSignal): Promise<void> {
  const { events, graceMs } = options
  const alarm = new AwayAlarm({ away: (code) => events.auditKeyUnpublished(code), back: () => undefined, graceMs })
  for (let pauseMs = monthKeysPauseMinMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, monthKeysPauseMaxMs)) {
    try {
      await register(signer, options, signal)
      return
    } catch (error) {
      if (signal.aborted) return
      alarm.failed(error)
    }
    await pause(pauseMs, undefined, { signal }).catch(() => {})
  }
}

async function register(
  { name, vkey }: CheckpointSigner,
  { registryUrl, fetchKey }: PublishedKeysOptions,
  stopping: AbortSignal,
): Promise<void> {
  const body = Buffer.from(JSON.stringify({ origin: name, vkey }))
  const response = await postToRegistry(`${registryUrl}/audit-keys`, body, fetchKey, stopping)
  await response.body?.cancel()
  if (!response.ok)
    throw new GatewayError('REGISTRY_UNAVAILABLE', `expected the key to be taken, got ${response.status}`)
}

/** Time makes bundles too: each hour the validity is renewed, and at midnight a catalog may take effect. */
import type { Clock } from '@xinqiao/schema'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import { bundleReissueMs, legalDayCheckMs } from '../limits.ts'
import { forgetLeases } from '../quotas/lease.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import type { Store } from '../store/open-store.ts'
import type { BundleChannel } from './bundle-channel.ts'

/** What is kept fresh. */
export interface FreshParts {
  readonly line: ReleaseLine
  readonly channel: BundleChannel
  readonly store: Store
  readonly clock: Clock
  readonly events: RegistryEvents
}

/** Looks each second at the legal day, the age of the bundle and a commit in doubt. Gives the function that stops it. */
export function keepFresh({ line, channel, store, clock, events }: FreshParts): () => void {
  const failed = (error: unknown): void => events.bundleFailed(error instanceof RegistryError ? error.code : 'unknown')
  let day = clock.today()
  let triedMs = Date.now()
  const timer = setInterval(() => {
    line.settle().catch(failed)
    const newDay = clock.today() !== day
    const issuedMs = channel.newest === null ? 0 : Date.parse(channel.newest.issuedAt)
    const old = Date.now() - Math.max(issuedMs, triedMs) >= bundleReissueMs
    if (!newDay && !old) return
    if (newDay) forgetLeases(store, clock.nowMs()).catch(failed)
    day = clock.today()
    triedMs = Date.now()
    line.reissue().catch(failed)
  }, legalDayCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

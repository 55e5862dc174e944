/** Time makes bundles too: each hour the validity is renewed, and at midnight a catalog may take effect. */
import type { Clock } from '@xinqiao/schema'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import { bundleReissueMs, legalDayCheckMs } from '../limits.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import type { BundleChannel } from './bundle-channel.ts'

/** Looks each second at the legal day, the age of the bundle and a commit in doubt. Gives the function that stops it. */
export function keepFresh(line: ReleaseLine, channel: BundleChannel, clock: Clock, events: RegistryEvents): () => void {
  const failed = (error: unknown): void => events.bundleFailed(error instanceof RegistryError ? error.code : 'unknown')
  let day = clock.today()
  let triedMs = Date.now()
  const timer = setInterval(() => {
    line.settle().catch(failed)
    const newDay = clock.today() !== day
    const issuedMs = channel.newest === null ? 0 : Date.parse(channel.newest.issuedAt)
    const old = Date.now() - Math.max(issuedMs, triedMs) >= bundleReissueMs
    if (!newDay && !old) return
    day = clock.today()
    triedMs = Date.now()
    line.reissue().catch(failed)
  }, legalDayCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

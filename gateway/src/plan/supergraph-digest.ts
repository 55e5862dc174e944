/** What a planner is loaded with: many bundles share one supergraph, and a revoked token must not make it load again. */
import { createHash } from 'node:crypto'
import type { RunningBundle } from '../bundle/running-bundle.ts'

const digests = new WeakMap<RunningBundle, string>()

/** SHA-256 of the bundle's supergraph, computed once a bundle. */
export function supergraphDigest(running: RunningBundle): string {
  const known = digests.get(running)
  if (known !== undefined) return known
  const digest = createHash('sha256').update(running.bundle.supergraph).digest('base64url')
  digests.set(running, digest)
  return digest
}

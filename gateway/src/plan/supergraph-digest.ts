/** What a planner is loaded with: many bundles share one supergraph, and a revoked token must not make it load again. */
import { createHash } from 'node:crypto'
import type { RunningBundle } from '../bundle/running-bundle.ts'

const digests = new WeakMap<RunningBundle, string>()

/** SHA-256 of the bundle's supergraph, computed once a bundle. */
export function supergraphDigest(running: RunningBundle): string {
  const known = digests.get(running)
  if (known !== undefined) return known
  const digest = digestOf(running.bundle.supergraph)
  digests.set(running, digest)
  return digest
}

/** SHA-256 of a supergraph's text. */
export function digestOf(supergraph: string): string {
  return createHash('sha256').update(supergraph).digest('base64url')
}

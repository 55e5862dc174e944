/** Which consumer a client belongs to, by the running bundle. */
import type { Consumer } from '@xinqiao/contracts'
import type { RunningBundle } from '../bundle/running-bundle.ts'

const consumers = new WeakMap<RunningBundle, ReadonlyMap<string, Consumer>>()

/** The consumer whose client this is; built once a bundle. */
export function consumerOf(running: RunningBundle, clientId: string): Consumer | undefined {
  let known = consumers.get(running)
  if (known === undefined) {
    known = new Map(
      running.bundle.consumers.flatMap((consumer) => consumer.clients.map((client) => [client.id, consumer] as const)),
    )
    consumers.set(running, known)
  }
  return known.get(clientId)
}

const revoked = new WeakMap<RunningBundle, ReadonlySet<string>>()

/** Whether this token was revoked before its end (trust.md §3, "Revocation"). */
export function isRevoked(running: RunningBundle, jti: string): boolean {
  let known = revoked.get(running)
  if (known === undefined) {
    known = new Set(running.bundle.revokedTokens.map((token) => token.jti))
    revoked.set(running, known)
  }
  return known.has(jti)
}

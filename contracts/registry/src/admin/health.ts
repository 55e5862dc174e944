/** `/live` and `/ready` (faults.md, Health): from memory, the checks behind them real and a few seconds old. */

import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { BundleChannel } from '../bundles/bundle-channel.ts'
import { readyCheckMs } from '../limits.ts'
import type { Store } from '../store/open-store.ts'

/** What the registry knows of its own health. */
export interface Health {
  /** Reason codes that stand against readiness; none: ready. */
  reasons(): readonly string[]
  drain(): void
  close(): void
}

/** Asks the store now and then; gives the answer from memory. */
export async function openHealth(store: Store, channel: BundleChannel, auditWritable: () => boolean): Promise<Health> {
  let storeAnswers = false
  let draining = false
  const ask = async (): Promise<void> => {
    storeAnswers = await sql`select 1`.execute(store).then(
      () => true,
      () => false,
    )
  }
  await ask()
  const timer = setInterval(() => void ask(), readyCheckMs)
  timer.unref()
  return {
    reasons: () => [
      ...(draining ? ['DRAINING'] : []),
      ...(storeAnswers ? [] : ['STORE_UNAVAILABLE']),
      ...(auditWritable() ? [] : ['AUDIT_UNAVAILABLE']),
      ...(channel.newest === null || Date.parse(channel.newest.notAfter) <= Date.now() ? ['BUNDLE_EXPIRED'] : []),
    ],
    drain: () => {
      draining = true
    },
    close: () => clearInterval(timer),
  }
}

/** Adds both routes to a listener. */
export function healthRoutes(app: FastifyInstance, health: Health): void {
  app.get('/live', async () => ({ live: true }))
  app.get('/ready', async (_request, reply) => {
    const reasons = health.reasons()
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
  })
}

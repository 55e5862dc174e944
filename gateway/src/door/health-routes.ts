/** `/live`, `/ready` and `/health/audit` (faults.md, Health), from memory: reason codes, no hosts. */
import type { KeeperHealth } from '@xinqiao/audit-store'
import type { FastifyInstance } from 'fastify'
import type { AuditHealth, AuditTrouble } from '../audit/audit-health.ts'
import type { RunningBundle } from '../bundle/running-bundle.ts'

export type UnreadyReason =
  | 'DRAINING'
  | 'BUNDLE_MISSING'
  | 'BUNDLE_EXPIRED'
  | AuditTrouble
  | 'AGENCIES_AWAY'
  | 'STOOD_STILL'

export interface HealthParts {
  readonly current: () => RunningBundle | null
  readonly audit: Pick<AuditHealth, 'troubles'>
  /** How the evidence is kept; a keeper that is away stops no answer. */
  readonly keeping: () => KeeperHealth
  readonly isDraining: () => boolean
  /** Whether any agency of the bundle answered when it was last asked. */
  readonly agencyAnswers: () => boolean
  /** Whether the answering thread turns freely. */
  readonly turns: () => boolean
}

/** Why this replica gives no lawful answers now; empty when it does. */
export function unreadyReasons({
  current,
  audit,
  isDraining,
  agencyAnswers,
  turns,
}: Omit<HealthParts, 'keeping'>): readonly UnreadyReason[] {
  const running = current()
  const reasons: UnreadyReason[] = []
  if (isDraining()) reasons.push('DRAINING')
  if (running === null) reasons.push('BUNDLE_MISSING')
  else if (running.notAfterMs <= Date.now()) reasons.push('BUNDLE_EXPIRED')
  reasons.push(...audit.troubles)
  if (running !== null && !agencyAnswers()) reasons.push('AGENCIES_AWAY')
  if (!turns()) reasons.push('STOOD_STILL')
  return reasons
}

/** Adds the routes. */
export function healthRoutes(app: FastifyInstance, parts: HealthParts): void {
  app.get('/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ live: true }))
  app.get('/health/audit', async (_request, reply) => reply.header('cache-control', 'no-store').send(parts.keeping()))
  app.get('/ready', async (_request, reply) => {
    const reasons = unreadyReasons(parts)
    // Whoever changed something waits until the replica runs the bundle that holds it.
    reply.header('cache-control', 'no-store').header('hub-bundle', String(parts.current()?.bundle.number ?? 0))
    return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
  })
}

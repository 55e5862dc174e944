/** Routes of the registry's listener: bundles and keys for gateways and kits, acts for the office's operator. */
import { join } from 'node:path'
import { readingOf } from '@xinqiao/audit-log'
import type { AuditReader } from '@xinqiao/audit-store'
import { signKeyList } from '@xinqiao/contracts'
import type { Clock, DataStandards } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { readAgencyRequest } from '../agencies/agency-request.ts'
import { putAgencies } from '../agencies/put-agency.ts'
import { auditKeyRoutes } from '../audit/audit-key-routes.ts'
import type { ErasureGuard } from '../audit/erasure-guard.ts'
import { logRoutes } from '../audit/log-routes.ts'
import type { RegistryAudit } from '../audit/registry-audit.ts'
import { storeRoutes } from '../audit/store-routes.ts'
import { witnessRoutes } from '../audit/witness-routes.ts'
import type { BundleChannel } from '../bundles/bundle-channel.ts'
import type { RegistryConfig } from '../config.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import type { HandOverParts } from '../keys/hand-over.ts'
import { keyListContent } from '../keys/key-list-content.ts'
import { keyRoutes } from '../keys/key-routes.ts'
import { pollWaitSecondsMax } from '../limits.ts'
import { loadFolder } from '../load/load-folder.ts'
import { leaseQuota } from '../quotas/lease-quota.ts'
import type { Act, ActOutcome } from '../release/act.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { rulesOf } from '../release/rules-of.ts'
import type { Composer } from '../release/supergraph-of.ts'
import { checkSchema } from '../schemas/check-schema.ts'
import type { Store } from '../store/open-store.ts'
import { readBody, readSchemaQuestion } from './read-body.ts'
import { readRoutes } from './read-routes.ts'
import type { SignedCallers } from './signed-callers.ts'
import { operatorOf, signedRequest } from './signed-request.ts'

/** What the routes work with. */
export interface RegistryRooms {
  readonly config: RegistryConfig
  readonly line: ReleaseLine
  readonly channel: BundleChannel
  readonly store: Store
  readonly events: RegistryEvents
  readonly clock: Clock
  readonly standards: DataStandards
  readonly composer: Composer
  readonly callers: SignedCallers
  readonly audit: RegistryAudit
  readonly keys: HandOverParts
  /** Payloads and index of all logs; `null` without a database. */
  readonly auditStore: AuditReader | null
  readonly guard: ErasureGuard
}

/** Adds the routes. */
export function registryRoutes(app: FastifyInstance, rooms: RegistryRooms): void {
  bundleRoutes(app, rooms)
  actRoutes(app, rooms)
  readRoutes(app, rooms)
  keyRoutes(app, rooms)
  auditKeyRoutes(app, rooms)
  witnessRoutes(app, rooms)
  storeRoutes(app, rooms)
  logRoutes(app, { ...rooms, reading: readingOf(join(rooms.config.stateDir, 'audit', 'registry')) })
}

function bundleRoutes(app: FastifyInstance, { channel, line, config, keys }: RegistryRooms): void {
  app.get<{ Querystring: { after?: string; wait?: string } }>('/bundle', async (request, reply) => {
    const after = wholeNumber(request.query.after ?? '0', 'after')
    const waitSeconds = Math.min(wholeNumber(request.query.wait ?? '0', 'wait'), pollWaitSecondsMax)
    const gone = new AbortController()
    reply.raw.once('close', () => gone.abort())
    const bundle = await channel.after(after, waitSeconds * 1000, gone.signal)
    reply.header('cache-control', 'no-store')
    if (bundle === null) return reply.code(204).send()
    return reply.header('content-type', 'application/jose').header('bundle-number', bundle.number).send(bundle.jws)
  })
  app.get('/keys', async (_request, reply) => {
    const known = { ...config.keys, keyStore: keys.agreement }
    const list = await signKeyList(await keyListContent(line.state, known, Date.now()), config.keys.officeRoot)
    return reply.header('cache-control', 'no-store').header('content-type', 'application/jose').send(list)
  })
}

function actRoutes(app: FastifyInstance, rooms: RegistryRooms): void {
  const { line, config, callers, events, store, clock } = rooms
  const context = {
    ...rooms,
    hosts: config.agencyHosts,
    production: config.profile === 'production',
    today: () => clock.today(),
  }
  const perform = async (act: Act): Promise<ActOutcome> => {
    try {
      return await line.perform(act)
    } catch (error) {
      events.actRefused(act.act, error instanceof RegistryError ? error.code : 'unknown')
      throw error
    }
  }
  app.put<{ Params: { id: string } }>('/agencies/:id', async (request) => {
    const by = operatorOf(callers, request)
    return perform(putAgencies([readAgencyRequest(request.params.id, readBody(request))], by, context))
  })
  app.put('/agencies', async (request) => {
    const by = operatorOf(callers, request)
    const given = Object.entries(readBody(request)['agencies'] ?? {})
    return perform(
      putAgencies(
        given.map(([id, body]) => readAgencyRequest(id, body)),
        by,
        context,
      ),
    )
  })
  app.post('/load', async (request) => {
    const by = operatorOf(callers, request)
    return loadFolder(readBody(request)['files'], by, { ...context, perform })
  })
  app.post('/schemas/check', async (request) => {
    operatorOf(callers, request)
    const question = readSchemaQuestion(readBody(request))
    const { catalog } = rulesOf(line.state)
    if (catalog === null)
      throw new RegistryError(
        'NOT_IN_CATALOG',
        422,
        'No catalog is in force: a schema cannot be judged before one is approved.',
      )
    return { findings: await checkSchema(question, line.state, { ...context, catalog, today: clock.today() }) }
  })
  app.post('/quota-leases', async (request) => {
    callers.gateway(signedRequest(request))
    return { granted: await leaseQuota(readBody(request), line.state, { store, clock }) }
  })
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RegistryError('REQUEST_INVALID', 400, `${name}: expected a whole number`)
  return value
}

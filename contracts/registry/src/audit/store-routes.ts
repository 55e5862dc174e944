/**
 * The audit store over HTTP (audit.md §2, §5, §6): searches for auditors, look-ups for the office, erasure and re-indexing
 * for the operator. Each has its entry in the registry's log, before it is answered or done.
 */
import { type AuditReader, readLookup, readSearch } from '@xinqiao/audit-store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readBody } from '../admin/read-body.ts'
import type { SignedCallers } from '../admin/signed-callers.ts'
import { operatorOf, signedRequest } from '../admin/signed-request.ts'
import { RegistryError } from '../errors.ts'
import type { KeyStore } from '../keys/key-store.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { checkIndex, readPlace } from './check-index.ts'
import type { ErasureGuard } from './erasure-guard.ts'
import { aboutAsked, bodiesOf, withUnknown } from './looked-up.ts'
import type { RegistryAudit } from './registry-audit.ts'
import { erasePayload, readErasure, remakeIndex } from './store-acts.ts'
import { storeRefusal, withStoreErrors } from './store-errors.ts'

/** What the routes work with. */
export interface StoreRooms {
  readonly callers: SignedCallers
  readonly line: ReleaseLine
  readonly audit: Pick<RegistryAudit, 'act' | 'looked' | 'erasures'>
  readonly keys: { readonly store: Pick<KeyStore, 'months' | 'gone'> }
  /** `null` without a database. */
  readonly auditStore: AuditReader | null
  /** What is given out of the store passes it. */
  readonly guard: Pick<ErasureGuard, 'asked' | 'withheld'>
}

const officeId = 'office'

/** Adds the routes. */
export function storeRoutes(app: FastifyInstance, rooms: StoreRooms): void {
  const { callers, line, audit, auditStore, guard } = rooms
  const store = (): AuditReader => {
    if (auditStore === null) throw storeRefusal('AUDIT_STORE_UNAVAILABLE')
    return auditStore
  }
  app.post('/audit/search', async (request, reply) => {
    const by = callers.auditor(signedRequest(request))
    const body = readBody(request)
    const answer = await withStoreErrors(async () => {
      const page = await store().search(readSearch(body))
      return { ...page, origins: await store().heads() }
    })
    const rows = answer.entries.length
    await audit.looked({ act: 'search', object: 'index', by, code: null, status: 200, asked: wordsOf(body), rows })
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.post('/audit/check', async (request, reply) => {
    const by = callers.auditor(signedRequest(request))
    const place = readPlace(readBody(request))
    const answer = await withStoreErrors(() => checkIndex(place, { ...rooms, store: store() }))
    const asked = { from: String(place.index) }
    const rows = answer.hashes.length
    await audit.looked({ act: 'check', object: place.origin, by, code: null, status: 200, asked, rows })
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.post('/audit/lookups', async (request, reply) => {
    const by = demandOffice(request, rooms)
    const question = await withStoreErrors(async () => readLookup(readBody(request)))
    const answer = await withStoreErrors(async () => {
      // Heads first: what is told as complete was complete before the entries were read.
      const origins = withUnknown(await store().heads(), line.state.auditKeys.keys())
      const page = guard.withheld(await store().lookUp(guard.asked(question)))
      const entries = aboutAsked(page.entries, question)
      return { ...page, entries, origins, bodies: bodiesOf(entries, line.state.consumers) }
    })
    const months = [...new Set(question.pseudonyms.map(({ month }) => month))].sort().join(',')
    const asked = { months, pseudonyms: String(question.pseudonyms.length) }
    const rows = answer.entries.length
    await audit.looked({ act: 'lookup', object: 'index', by, code: null, status: 200, asked, rows })
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.get('/audit/index', async (request) => {
    operatorOf(callers, request)
    return { origins: await withStoreErrors(() => store().heads()) }
  })
  app.post('/audit/erase', async (request) => {
    const by = operatorOf(callers, request)
    return withStoreErrors(() => erasePayload(readErasure(readBody(request)), by, { ...rooms, store: store() }))
  })
  app.post('/audit/reindex', async (request) => {
    const by = operatorOf(callers, request)
    return withStoreErrors(() => remakeIndex(readBody(request)['origin'], by, { ...rooms, store: store() }))
  })
}

function demandOffice(request: FastifyRequest, { callers, line }: StoreRooms): string {
  const { kind, keyId } = callers.keyHolder(signedRequest(request), line.state.agencies.get(officeId)?.key)
  if (kind === 'office') return keyId
  throw new RegistryError('OPERATOR_REQUIRED', 403, 'Only the credit office looks a subject up, by its own key.')
}

/** The words of a search as its entry keeps them; `readSearch` let only words of the hub's own forms in. */
function wordsOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const given = Object.entries(body).filter(
    ([name, value]) => name !== 'after' && value !== null && value !== undefined,
  )
  return Object.fromEntries(
    given.map(([name, value]) => [name, String(value)]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
}

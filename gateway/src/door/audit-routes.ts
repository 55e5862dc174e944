/**
 * The log of this node over HTTP (audit.md §5): checkpoint, tiles and keys for everybody, since they are hashes alone;
 * leaves for auditors and for the client that an entry names, each such read with an entry of its own before it is answered.
 */
import {
  type AuditLog,
  AuditLogError,
  type LogReading,
  type LogResource,
  readLeaf,
  readLogPath,
} from '@xinqiao/audit-log'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ProveReader } from '../audit/prove-reader.ts'
import { type LogRead, type LogReader, readerEntry } from '../audit/reader-entry.ts'
import { type GatewayEvents, nameOf } from '../events.ts'
import { retryAfterSeconds } from '../limits.ts'
import type { Admission } from './admission.ts'
import type { AwayCount } from './away-count.ts'
import { doorRequest, noOperation } from './door-request.ts'
import { awayHeaders, awayType, codeText, turnAway } from './turn-away.ts'

export interface AuditRouteParts {
  readonly log: Pick<AuditLog, 'append'>
  readonly node: string
  readonly reading: LogReading
  readonly prove: ProveReader
  readonly publicUrl: () => string
  readonly admission: Admission
  readonly away: AwayCount
  readonly events: GatewayEvents
}

type Leaves = Extract<LogResource, { readonly kind: 'entries' | 'entry' }>
type Found = { readonly type: string; readonly bytes: Buffer | string }

const forEver = 'public, max-age=31536000, immutable'

/** Adds the routes. */
export function auditRoutes(app: FastifyInstance, parts: AuditRouteParts): void {
  const { admission, away, reading } = parts
  app.get('/audit/keys', async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ keys: await reading.keys() }),
  )
  app.get('/audit/*', async (request, reply) => {
    const standing = admission.standingOf(request.headers.authorization)
    if (!admission.letIn(standing)) return turnAway(reply.headers(awayHeaders(503)), 503, away)
    try {
      return await answer(request, reply, parts)
    } finally {
      admission.letOut(standing)
    }
  })
}

async function answer(request: FastifyRequest, reply: FastifyReply, parts: AuditRouteParts): Promise<FastifyReply> {
  // As it was sent: what is spelt in another way is another address.
  const address = readLogPath(request.raw.url ?? '')
  if (address === undefined || address.node !== parts.node) return turnAway(reply, 404, parts.away)
  const { year, resource } = address
  if (resource.kind === 'entries' || resource.kind === 'entry')
    return answerLeaves(request, reply, parts, year, resource)
  const found = await parts.reading.read(address, resource)
  if (found === null) return turnAway(reply, 404, parts.away)
  reply.header('cache-control', found.isImmutable ? forEver : 'no-cache')
  return reply.type(found.type).send(found.bytes)
}

async function answerLeaves(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AuditRouteParts,
  year: string,
  resource: Leaves,
): Promise<FastifyReply> {
  const target = request.raw.url ?? ''
  const door = (): ReturnType<typeof doorRequest> =>
    doorRequest(request.raw, `${parts.publicUrl()}${target}`, noOperation)
  const reader = await parts.prove({ target, headers: request.headers, door })
  if (reader.kind === 'turned_away') {
    const { status } = reader
    return turnAway(reply.headers(awayHeaders(status, 'Signature, DPoP')), status, parts.away)
  }
  const found = reader.kind === 'unproven' ? null : await leavesFor(reader, parts.reading, year, resource)
  const code = reader.kind === 'unproven' ? 'UNAUTHENTICATED' : found === null ? 'NOT_FOUND' : null
  const status = code === null ? 200 : code === 'NOT_FOUND' ? 404 : 401
  const receipt = await record(reader, { object: target.slice('/audit/'.length), status, code }, parts)
  reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff')
  if (receipt === null)
    return reply.code(503).header('retry-after', retryAfterSeconds).type(awayType).send(codeText('AUDIT_UNAVAILABLE'))
  reply.header('hub-receipt', receipt)
  if (found !== null) return reply.type(found.type).send(found.bytes)
  return reply
    .code(status)
    .type(awayType)
    .send(codeText(code ?? 'NOT_FOUND'))
}

/** An auditor reads every leaf; a client the entries that name it, and any other is to it as if it were not there. */
async function leavesFor(
  reader: LogReader,
  reading: LogReading,
  year: string,
  resource: Leaves,
): Promise<Found | null> {
  if (resource.kind === 'entries') return reader.kind === 'auditor' ? reading.read({ year }, resource) : null
  const proven = await reading.entry(year, resource.index)
  if (proven === null) return null
  const isTheirs = reader.kind === 'client' && readLeaf(proven.leaf)['client'] === reader.client
  return reader.kind === 'auditor' || isTheirs ? { type: 'text/plain; charset=utf-8', bytes: proven.proof } : null
}

/** The receipt of the read's own entry; `null` where it could not be written. */
async function record(reader: LogReader, read: LogRead, { log, events }: AuditRouteParts): Promise<string | null> {
  try {
    const { origin, index } = await log.append(readerEntry(reader, read, Date.now()))
    return `${origin}/${index}`
  } catch (error) {
    events.auditUnavailable(error instanceof AuditLogError ? error.code : nameOf(error))
    return null
  }
}

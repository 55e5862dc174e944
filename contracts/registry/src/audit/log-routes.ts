/**
 * The registry's own log over HTTP (audit.md §5): checkpoint and tiles for everybody, since they are hashes alone; leaves for
 * auditors, each such read with an entry of its own before it is answered.
 */
import { type LogAddress, type LogReading, readLogPath } from '@xinqiao/audit-log'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasEntry } from '../admin/proven-callers.ts'
import type { SignedCallers } from '../admin/signed-callers.ts'
import { signedRequest } from '../admin/signed-request.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryAudit } from './registry-audit.ts'

/** What the routes work with. */
export interface LogRooms {
  readonly reading: LogReading
  readonly callers: Pick<SignedCallers, 'auditor'>
  readonly audit: Pick<RegistryAudit, 'looked'>
}

type Found = { readonly type: string; readonly bytes: Buffer | string }

const node = 'registry'
const forEver = 'public, max-age=31536000, immutable'

/** Adds the routes. */
export function logRoutes(app: FastifyInstance, rooms: LogRooms): void {
  app.get('/audit/*', async (request, reply) => {
    // As it was sent: what is spelt in another way is another address.
    const address = readLogPath(request.raw.url ?? '')
    if (address === undefined || address.node !== node) throw nothingHere()
    const { resource } = address
    if (resource.kind === 'entries' || resource.kind === 'entry') return answerLeaves(request, reply, address, rooms)
    const found = await rooms.reading.read(address, resource)
    if (found === null) throw nothingHere()
    reply.header('cache-control', found.isImmutable ? forEver : 'no-cache')
    return reply.type(found.type).send(found.bytes)
  })
}

async function answerLeaves(
  request: FastifyRequest,
  reply: FastifyReply,
  address: LogAddress,
  { reading, callers, audit }: LogRooms,
): Promise<FastifyReply> {
  const by = callers.auditor(signedRequest(request))
  const found = await leaves(reading, address)
  const object = (request.raw.url ?? '').slice('/audit/'.length)
  const outcome = found === null ? { code: 'NOT_FOUND', status: 404 } : { code: null, status: 200 }
  const receipt = await audit.looked({ act: 'read', object, by, ...outcome })
  hasEntry(request)
  if (found === null) throw nothingHere()
  reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff')
  return reply.header('hub-receipt', receipt).type(found.type).send(found.bytes)
}

async function leaves(reading: LogReading, { year, resource }: LogAddress): Promise<Found | null> {
  if (resource.kind === 'entries') return reading.read({ year }, resource)
  if (resource.kind !== 'entry') return null
  const proven = await reading.entry(year, resource.index)
  return proven === null ? null : { type: 'text/plain; charset=utf-8', bytes: proven.proof }
}

function nothingHere(): RegistryError {
  return new RegistryError('UNKNOWN', 404, 'There is nothing at this address.')
}

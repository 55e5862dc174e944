/** Routes of the key store: keys for gateways and the office, sealed; months and acts for the office's operator. */

import { parseLegalMonth } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { readBody } from '../admin/read-body.ts'
import type { SignedCallers } from '../admin/signed-callers.ts'
import { operatorOf, signedRequest } from '../admin/signed-request.ts'
import type { RegistryConfig } from '../config.ts'
import { RegistryError } from '../errors.ts'
import type { RegistryEvents } from '../events.ts'
import { reasonLengthMax } from '../limits.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { type HandOverParts, handOver, type KeyAsker } from './hand-over.ts'
import { keyError } from './key-errors.ts'

/** What the routes work with. */
export interface KeyRooms {
  readonly config: RegistryConfig
  readonly callers: SignedCallers
  readonly events: RegistryEvents
  readonly line: ReleaseLine
  readonly keys: HandOverParts
}

const acts = ['hold', 'release', 'destroy'] as const
const officeId = 'office'

/** Adds the routes. */
export function keyRoutes(app: FastifyInstance, { config, callers, events, line, keys }: KeyRooms): void {
  app.post('/month-keys', async (request, reply) => {
    const office = line.state.agencies.get(officeId)
    const caller = callers.keyHolder(signedRequest(request), office?.key)
    const agreementKey = caller.kind === 'office' ? office?.agreementKey : config.keys.agreement
    const asker: KeyAsker = { ...caller, agreementKey: agreementKey ?? {} }
    const answer = await handOver(readBody(request), asker, keys)
    events.keysHandedOver(asker.kind)
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.get('/months', async (request) => {
    operatorOf(callers, request)
    return { months: keys.store.months() }
  })
  for (const act of acts) {
    app.post<{ Params: { month: string } }>(`/months/:month/${act}`, async (request) => {
      const by = operatorOf(callers, request)
      const month = parseLegalMonth(request.params.month)
      if (month === undefined) throw keyError('MONTH_UNKNOWN', 'YYYY-MM')
      const view = await keys.store[act](month, { by, reason: readReason(readBody(request)) })
      events.actDone(`keys.${act}`, month)
      return { month: view }
    })
  }
}

function readReason({ reason }: Readonly<Record<string, unknown>>): string {
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > reasonLengthMax)
    throw new RegistryError('REQUEST_INVALID', 400, `Expected {reason}, at most ${reasonLengthMax} characters.`)
  return reason.trim()
}

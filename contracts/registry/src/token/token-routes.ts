/** Routes of the issuer's listener. */
import { FailureBudget, jwkThumbprint, NonceStore } from '@xinqiao/schema'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { publicHalf } from '../config.ts'
import { replayEntriesMax, replayEntriesPerClient } from '../limits.ts'
import { issueToken } from './issue-token.ts'
import type { IssuerRooms } from './issuer-rooms.ts'
import { issuerMetadata } from './metadata.ts'
import { type Form, readForm } from './read-form.ts'
import { recordRefusals } from './record-refusals.ts'
import { RevocationDesk } from './revocation-desk.ts'
import { revokeToken } from './revoke-token.ts'
import { unknownClient } from './unknown-client.ts'

/** Adds the routes. */
export function tokenRoutes(app: FastifyInstance, parts: Omit<IssuerRooms, 'seen' | 'unknown' | 'refusals'>): void {
  const rooms: IssuerRooms = {
    ...parts,
    seen: new NonceStore({ capacity: replayEntriesMax, share: replayEntriesPerClient }),
    unknown: unknownClient(),
    refusals: { strangers: new FailureBudget(), clients: new FailureBudget({ rangeOf: (id) => id }) },
  }
  const desk = new RevocationDesk(rooms.line)
  app.get('/.well-known/oauth-authorization-server', async () => issuerMetadata(rooms.issuer()))
  app.get('/jwks', async (_request, reply) => {
    const key = publicHalf(rooms.config.keys.token)
    return reply
      .header('content-type', 'application/jwk-set+json')
      .send(JSON.stringify({ keys: [{ ...key, kid: await jwkThumbprint(key), use: 'sig', alg: 'ES256' }] }))
  })
  app.post('/token', async (request, reply) => {
    const answer = await recordRefusals(rooms, addressOf(request), (known) =>
      issueToken(formOf(request), soleHeader(request, 'dpop'), rooms, known),
    )
    return reply.header('cache-control', 'no-store').send(answer)
  })
  app.post('/revoke', async (request, reply) => {
    await recordRefusals(rooms, addressOf(request), (known) => revokeToken(formOf(request), rooms, desk, known))
    return reply.header('cache-control', 'no-store').code(200).send()
  })
}

/** The other end of the connection, as at the gateway; empty where it is gone. */
function addressOf({ socket }: FastifyRequest): string {
  return socket.remoteAddress ?? ''
}

function formOf(request: FastifyRequest): Form {
  return readForm(request.headers['content-type'], Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
}

/** Node joins repeated headers by a comma, which no proof contains: two proofs are none. */
function soleHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && !value.includes(',') ? value : undefined
}

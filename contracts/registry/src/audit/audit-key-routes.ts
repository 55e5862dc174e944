/** `GET /audit/keys`: open to all. `POST /audit-keys`: a gateway registers the key of its origin, signed by its fetch key. */
import type { FastifyInstance } from 'fastify'
import { readBody } from '../admin/read-body.ts'
import type { SignedCallers } from '../admin/signed-callers.ts'
import { signedRequest } from '../admin/signed-request.ts'
import type { ReleaseLine } from '../release/release-line.ts'
import { putAuditKey, readAuditKey } from './audit-key.ts'

/** What the routes work with. */
export interface AuditKeyRooms {
  readonly line: ReleaseLine
  readonly callers: SignedCallers
}

/** Adds the routes. */
export function auditKeyRoutes(app: FastifyInstance, { line, callers }: AuditKeyRooms): void {
  app.get('/audit/keys', async () => ({ keys: [...line.state.auditKeys.values()] }))
  app.post('/audit-keys', async (request) => {
    const by = callers.gateway(signedRequest(request))
    return line.perform(putAuditKey(readAuditKey(readBody(request)), by))
  })
}

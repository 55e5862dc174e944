/** `GET /contracts/{id}/schema.graphql`: the view a contract opens, for its holder alone. Without the right it reads like a contract that is not in force. */
import type { FastifyInstance } from 'fastify'
import { printSchema } from 'graphql'
import { authenticate } from '../authenticate/authenticate.ts'
import { selectContract } from '../contract/select-contract.ts'
import { callerView } from '../decide/caller-view.ts'
import { refuse } from '../decide/refuse.ts'
import { type Rooms, refuseAtDoor } from '../request-pipeline.ts'
import { doorRequest, noOperation } from './door-request.ts'
import { send } from './graphql-route.ts'

/** Adds the route; a refusal takes the last rooms like every other. */
export function schemaRoute(app: FastifyInstance, rooms: Rooms, publicUrl: () => string): void {
  app.get<{ Params: { id: string } }>('/contracts/:id/schema.graphql', async (request, reply) => {
    const { id } = request.params
    const address = `${publicUrl()}/contracts/${encodeURIComponent(id)}/schema.graphql`
    const door = doorRequest(request.raw, address, noOperation)
    const contracted = selectContract(await authenticate(door, rooms.authenticate), rooms.contract)
    if (contracted.kind === 'refused') return send(reply, await refuseAtDoor(contracted, rooms))
    if (contracted.contract.id !== id)
      return send(reply, await refuseAtDoor(refuse(contracted, 'CONTRACT_INACTIVE'), rooms))
    const text = `${printSchema(callerView(contracted.running, contracted.contract))}\n`
    return reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text)
  })
}

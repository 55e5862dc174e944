/** `GET /contracts/{id}/schema.graphql`: the view a contract opens, for its holder alone. Without the right it reads like a contract that is not in force. */
import type { FastifyInstance } from 'fastify'
import { printSchema } from 'graphql'
import { authenticate } from '../authenticate/authenticate.ts'
import { selectContract } from '../contract/select-contract.ts'
import { callerView } from '../decide/caller-view.ts'
import { refuse } from '../decide/refuse.ts'
import { type Rooms, refuseAtDoor } from '../request-pipeline.ts'
import type { AwayCount } from './away-count.ts'
import { doorRequest, noOperation } from './door-request.ts'
import { isAnonymous, send } from './graphql-route.ts'
import type { SharedBudget } from './shared-budget.ts'
import { awayHeaders, turnAway } from './turn-away.ts'

export interface SchemaRouteParts {
  readonly publicUrl: () => string
  readonly anonymous: SharedBudget
  readonly away: AwayCount
}

/** Adds the route; a refusal takes the last rooms like every other. */
export function schemaRoute(
  app: FastifyInstance,
  rooms: Rooms,
  { publicUrl, anonymous, away }: SchemaRouteParts,
): void {
  app.get<{ Params: { id: string } }>('/contracts/:id/schema.graphql', async (request, reply) => {
    if (isAnonymous(request.headers) && !anonymous.take()) return turnAway(reply.headers(awayHeaders(503)), 503, away)
    const { id } = request.params
    const address = `${publicUrl()}/contracts/${encodeURIComponent(id)}/schema.graphql`
    const door = doorRequest(request.raw, address, noOperation)
    const authenticated = await authenticate(door, rooms.authenticate)
    if (authenticated.kind === 'turned_away') {
      const { status } = authenticated
      return turnAway(reply.headers(awayHeaders(status)), status, away)
    }
    const contracted = selectContract(authenticated, rooms.contract)
    if (contracted.kind === 'refused') return send(reply, await refuseAtDoor(contracted, rooms))
    if (contracted.contract.id !== id)
      return send(reply, await refuseAtDoor(refuse(contracted, 'CONTRACT_INACTIVE'), rooms))
    const text = `${printSchema(callerView(contracted.running, contracted.contract))}\n`
    return reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text)
  })
}

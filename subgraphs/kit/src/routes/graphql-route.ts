/** `POST /graphql`: the hub's signature, the items it names, the call log, the operation, the signed answer (trust.md §4). */
import type { FastifyInstance } from 'fastify'
import type { HubCall } from '../door/hub-call.ts'
import { GatewayCallRefused, KitError } from '../errors.ts'
import type { ReadOperation } from '../graphql/operations.ts'
import { operationsInFlightMax } from '../limits.ts'
import type { ServerParts } from '../server-parts.ts'

interface GraphqlBody {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type Parts = Pick<ServerParts, 'door' | 'operations' | 'source' | 'calls'>

export function addGraphqlRoute(app: FastifyInstance, { door, operations, source, calls }: Parts): void {
  let inFlight = 0
  app.post('/graphql', async (request, reply) => {
    if (inFlight >= operationsInFlightMax)
      throw new KitError('OVERLOADED', 503, 'Too many operations at once; try again in a second.')
    inFlight += 1
    try {
      const bytes = request.body
      const call = await door.verifyGateway(request.raw, Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0))
      const { query, variables } = readBody(bytes)
      const operation = operations.read(query)
      refuseUnnamedItems(operation, call)
      await calls.append({
        time: new Date().toISOString(),
        contract: call.contract,
        purpose: call.purpose,
        case: call.case,
        items: call.items,
        requestId: call.requestId,
      })
      const answer = await operations.run(operation, variables, { source, named: new Set(call.items) })
      return await door.answer(reply, call, 200, 'application/json', answer)
    } finally {
      inFlight -= 1
    }
  })
}

/** A field of an item that the call does not name is not answered: even a broken hub cannot read an item silently. */
function refuseUnnamedItems(operation: ReadOperation, call: HubCall): void {
  const named = new Set(call.items)
  for (const item of operation.items)
    if (!named.has(item))
      throw new GatewayCallRefused(
        'ITEM_NOT_IN_CONTRACT',
        403,
        `The operation reads an item that the signed call does not name: ${item}.`,
      )
}

function readBody(bytes: unknown): GraphqlBody {
  const body = parsed(bytes)
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
    throw new KitError('REQUEST_INVALID', 400, 'Expected { query, variables }.')
  const variables =
    'variables' in body && typeof body.variables === 'object' && body.variables !== null ? body.variables : {}
  return { query: body.query, variables: { ...variables } }
}

function parsed(bytes: unknown): unknown {
  try {
    return Buffer.isBuffer(bytes) ? JSON.parse(bytes.toString('utf8')) : undefined
  } catch (cause) {
    throw new KitError('REQUEST_INVALID', 400, 'Expected JSON.', { cause })
  }
}

/** `POST /graphql`: the hub's signature, the items it names, the call log, the operation, the signed answer (trust.md §4). */
import type { IncomingMessage } from 'node:http'
import type { CallLog } from '../call-log.ts'
import type { HubCall } from '../door/hub-call.ts'
import type { SignedAnswer } from '../door/signed-door.ts'
import { GatewayCallRefused, KitError } from '../errors.ts'
import type { ReadOperation } from '../graphql/operations.ts'
import { operationsInFlightMax } from '../limits.ts'
import type { ServerParts } from '../server-parts.ts'

interface GraphqlBody {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

type Parts = Pick<ServerParts, 'door' | 'operations' | 'source' | 'calls'>

/** Answers one call of the hub. @throws KitError for whatever is no call of the hub, or asks for more than it names */
export type AnswerHub = (request: IncomingMessage, body: Uint8Array) => Promise<SignedAnswer>

/** Makes the answering of calls; a bounded number is under way at once. */
export function openGraphqlRoute({ door, operations, source, calls }: Parts): AnswerHub {
  let inFlight = 0
  return async (request, body) => {
    if (inFlight >= operationsInFlightMax)
      throw new KitError('OVERLOADED', 503, 'Too many operations at once; try again in a second.')
    inFlight += 1
    try {
      const call = await door.verifyGateway(request, body)
      const { query, variables } = readBody(body)
      const operation = operations.read(query)
      const named = new Set(call.items)
      refuseUnnamedItems(operation, named)
      // Side by side, but nothing leaves before its line is in the log, be it an answer or a refusal.
      const [answered, logged] = await Promise.allSettled([
        operations.run(operation, variables, { source, named, contract: call.contract }),
        log(calls, call),
      ])
      if (logged.status === 'rejected') throw logged.reason
      if (answered.status === 'rejected') throw answered.reason
      return door.sign(call, 200, 'application/json', answered.value)
    } finally {
      inFlight -= 1
    }
  }
}

function log(calls: CallLog, { contract, purpose, case: file, items, requestId }: HubCall): Promise<void> {
  return calls.append({ time: new Date().toISOString(), contract, purpose, case: file, items, requestId })
}

/** A field of an item that the call does not name is not answered: even a broken hub cannot read an item silently. */
function refuseUnnamedItems(operation: ReadOperation, named: ReadonlySet<string>): void {
  for (const item of operation.items)
    if (!named.has(item))
      throw new GatewayCallRefused(
        'ITEM_NOT_IN_CONTRACT',
        403,
        `The operation reads an item that the signed call does not name: ${item}.`,
      )
}

function readBody(bytes: Uint8Array): GraphqlBody {
  const body = parsed(bytes)
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
    throw new KitError('REQUEST_INVALID', 400, 'Expected { query, variables }.')
  const variables =
    'variables' in body && typeof body.variables === 'object' && body.variables !== null ? body.variables : {}
  return { query: body.query, variables: { ...variables } }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch (cause) {
    throw new KitError('REQUEST_INVALID', 400, 'Expected JSON.', { cause })
  }
}

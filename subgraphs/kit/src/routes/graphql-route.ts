/** `POST /graphql`: the hub's signature, the items it names, the call log, the operation, the signed answer (trust.md §4). */
import type { CallLog } from '../call-log.ts'
import type { HubCall } from '../door/hub-call.ts'
import type { SignedRequest } from '../door/received-request.ts'
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
export type AnswerHub = (request: SignedRequest, body: Buffer) => Promise<SignedAnswer>

/** Makes the answering of calls; a bounded number is under way at once. */
export function openGraphqlRoute({ door, operations, source, calls }: Parts): AnswerHub {
  let inFlight = 0
  return async (request, body) => {
    if (inFlight >= operationsInFlightMax)
      throw new KitError('OVERLOADED', 503, 'Too many operations at once; try again in a second.')
    inFlight += 1
    try {
      const verified = door.verifyGateway(request, body)
      const call = verified instanceof Promise ? await verified : verified
      const { query, variables } = readBody(body)
      const operation = operations.read(query)
      const named = namedItems(call.items)
      refuseUnnamedItems(operation, named)
      // No row is asked for before its line is in the log. Calls of one turn wait for one write, and ask the database together.
      await log(calls, call)
      const text = await operations.run(operation, variables, { source, named, contract: call.contract })
      return door.sign(call, 200, 'application/json', text)
    } finally {
      inFlight -= 1
    }
  }
}

function log(calls: CallLog, { contract, purpose, case: file, items, requestId }: HubCall): Promise<void> {
  return calls.append({ time: new Date().toISOString(), contract, purpose, case: file, items, requestId })
}

/** Fetches of one operation name the same list, read once (`verifyFetch`). */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

function namedItems(items: readonly string[]): ReadonlySet<string> {
  const known = sets.get(items)
  if (known !== undefined) return known
  const named = new Set(items)
  sets.set(items, named)
  return named
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

function readBody(bytes: Buffer): GraphqlBody {
  const body = parsed(bytes)
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
    throw new KitError('REQUEST_INVALID', 400, 'Expected { query, variables }.')
  const variables =
    'variables' in body && typeof body.variables === 'object' && body.variables !== null ? body.variables : {}
  return { query: body.query, variables: variables as GraphqlBody['variables'] }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new KitError('REQUEST_INVALID', 400, 'Expected JSON.', { cause })
  }
}

/** `POST /graphql`: guards of the door, then the walk (trust.md §8, row 1; GraphQL over HTTP). */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { authenticate } from '../authenticate/authenticate.ts'
import type { DoorRequest, TurnedAway } from '../authenticate/authenticated.ts'
import { turnAwayUnread } from '../authenticate/shown-token.ts'
import type { GatewayEvents } from '../events.ts'
import { retryAfterSeconds } from '../limits.ts'
import { type Rooms, refuseAtDoor, requestPipeline } from '../request-pipeline.ts'
import type { Answer } from '../respond/respond.ts'
import type { Watchdog } from '../watchdog.ts'
import { acceptsAnswer } from './accept.ts'
import type { Admission } from './admission.ts'
import type { AwayCount } from './away-count.ts'
import { doorRequest, remoteAddressOf } from './door-request.ts'
import { type ReadBody, readOperation } from './read-operation.ts'
import { type SharedBudget, unitsOf } from './shared-budget.ts'
import { turnAway } from './turn-away.ts'

export interface GraphqlRouteParts {
  readonly rooms: Rooms
  readonly events: GatewayEvents
  /** Public URL of the gateway, without a slash at its end. */
  readonly publicUrl: () => string
  readonly admission: Admission
  readonly anonymous: SharedBudget
  readonly watchdog: Pick<Watchdog, 'enter' | 'leave'>
}

const overloaded: TurnedAway = Object.freeze({ kind: 'turned_away', status: 503 })
const jsonType = /^application\/json(?:\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/iu

/** Whether the door takes a request at all: JSON alone, uncompressed, for a caller that takes an answer of ours. */
export function unfitRequest(headers: IncomingHttpHeaders): 406 | 415 | null {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return 415
  const type = headers['content-type'] ?? ''
  if (type !== 'application/json' && !jsonType.test(type)) return 415
  return acceptsAnswer(headers.accept) ? null : 406
}

/** `POST /graphql` has a way of its own past the framework (`graphql-front.ts`); any other method is turned away. */
export function graphqlRoute(app: FastifyInstance, away: AwayCount): void {
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: async (_request, reply) => turnAway(reply.header('allow', 'POST'), 405, away),
  })
}

/** The answer to a body, or the status it is turned away with: then it is no request yet and has no entry (audit.md §1). */
export async function answerGraphql(
  request: IncomingMessage,
  bytes: Buffer,
  parts: GraphqlRouteParts,
): Promise<Answer | TurnedAway> {
  const { admission, anonymous, watchdog, publicUrl } = parts
  const standing = admission.standingOf(request.headers.authorization)
  if (!admission.letIn(standing)) return overloaded
  try {
    const unread = isUnread(request, parts.rooms)
      ? await turnAwayUnread(request.headers.authorization, parts.rooms.authenticate)
      : null
    if (unread !== null) return unread
    const body = readOperation(bytes)
    if (isAnonymous(request.headers) && !anonymous.take(unitsOf(body.operation.query))) return overloaded
    const door = doorRequest(request, `${publicUrl()}/graphql`, body.operation, bytes)
    watchdog.enter(door)
    try {
      return await answer(door, body, parts)
    } finally {
      watchdog.leave(door)
    }
  } finally {
    admission.letOut(standing)
  }
}

/** Nothing but a token that holds is read of an address that failed too often; anonymous callers have a budget of their own. */
function isUnread(request: IncomingMessage, rooms: Rooms): boolean {
  return rooms.authenticate.failures.isSpent(remoteAddressOf(request)) && !isAnonymous(request.headers)
}

/** Whether a call shows nothing at all of a caller; half of a credential is a refusal of the walk. */
export function isAnonymous({ authorization, dpop }: IncomingHttpHeaders): boolean {
  return authorization === undefined && dpop === undefined
}

/** Every way through the walk ends in audited bytes; a fault of our own is a failure like any other. */
async function answer(door: DoorRequest, body: ReadBody, parts: GraphqlRouteParts): Promise<Answer | TurnedAway> {
  const { rooms, events } = parts
  const running = rooms.authenticate.current()
  try {
    if (body.kind === 'malformed') return await refuseBody(door, 'BAD_USER_INPUT', rooms)
    if (body.kind === 'too_deep') return await refuseBody(door, 'OPERATION_TOO_LARGE', rooms)
    return await requestPipeline(door, rooms)
  } catch (error) {
    events.failed('walk', error)
    const because = { kind: 'failure', code: 'OVERLOADED', retryAfterS: retryAfterSeconds } as const
    const nobody = { request: door, running, caller: null, claims: null, contractVersion: null }
    return refuseAtDoor({ kind: 'refused', ...nobody, because }, rooms)
  }
}

/** A body that is no operation is told so to whoever may ask at all: what stands before it is room 1. */
async function refuseBody(
  door: DoorRequest,
  code: 'BAD_USER_INPUT' | 'OPERATION_TOO_LARGE',
  rooms: Rooms,
): Promise<Answer | TurnedAway> {
  const authenticated = await authenticate(door, rooms.authenticate)
  if (authenticated.kind === 'turned_away') return authenticated
  if (authenticated.kind === 'refused') return refuseAtDoor(authenticated, rooms)
  const because = { kind: 'failure', code } as const
  return refuseAtDoor({ ...authenticated, kind: 'refused', contractVersion: null, because }, rooms)
}

/** Puts the bytes on the wire as they were audited. */
export function send(reply: FastifyReply, { status, headers, bytes }: Answer): FastifyReply {
  return reply.code(status).headers(headers).send(bytes)
}

/**
 * The GraphQL side of the door: @apollo/server takes each decided operation, and its executor is the rest of our walk
 * (design.md §2.1.1). The rooms before have parsed, measured and validated the operation against the caller's own view,
 * so the server gets the mark of a decided one in its place: it never parses what a caller wrote, keeps no documents and
 * validates nothing. Its `stringifyResult` hands on the audited bytes as they are. An error of its own is no answer:
 * the request then leaves by the same last rooms, as a failure.
 */
import { ApolloServer, type BaseContext, HeaderMap } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { buildSchema } from 'graphql'
import type { Audited } from '../audit/audit-answer.ts'
import type { Decided } from '../decide/decided.ts'
import type { GatewayEvents } from '../events.ts'
import { retryAfterSeconds } from '../limits.ts'
import type { Refused } from '../refused.ts'
import type { Carry } from '../request-pipeline.ts'

interface Carried extends BaseContext {
  readonly decided: Decided
  readonly walkOn: (decided: Decided | Refused) => Promise<Audited>
  /** Filled by the executor. Held by reference: the server copies the context itself. */
  readonly out: { audited?: Audited; text?: string }
}

export interface ApolloFront {
  readonly carry: Carry
  close(): Promise<void>
}

/** The server wants a schema to start with; each request carries the bundle it is answered from. */
const markSchema = buildSchema('type Query { decided: Boolean }')
const markText = '{ decided }'
/** The text of audited bytes by the very object the executor returned. */
const textOf = new WeakMap<object, string>()

/** Starts the server; it reports nothing and shows no page of its own. */
export async function apolloFront(events: GatewayEvents): Promise<ApolloFront> {
  const server = new ApolloServer<Carried>({
    gateway: { load: async () => ({ executor }), onSchemaLoadOrUpdate, stop: async () => {} },
    dangerouslyDisableValidation: true,
    introspection: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: { debug() {}, info() {}, warn() {}, error: () => events.failed('apollo-server', new Error('refused')) },
    stringifyResult: (result) => textOf.get(result.extensions ?? {}) ?? '',
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return { carry: (decided, walkOn) => carry(server, events, decided, walkOn), close: () => server.stop() }
}

async function carry(
  server: ApolloServer<Carried>,
  events: GatewayEvents,
  decided: Decided,
  walkOn: Carried['walkOn'],
): Promise<Audited> {
  const carried: Carried = { decided, walkOn, out: {} }
  const accept = decided.request.headers['accept']
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ...(accept === undefined ? [] : [['accept', accept] as const]),
  ])
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: { query: markText } },
    context: async () => carried,
  })
  const { audited, text } = carried.out
  if (audited !== undefined && answer.body.kind === 'complete' && answer.body.string === text) return audited
  events.failed('apollo-server', new Error('no audited answer'))
  return walkOn(failed(decided))
}

async function executor(request: { readonly context: unknown }): Promise<{ data: null; extensions: object }> {
  const { decided, walkOn, out } = request.context as Carried
  const audited = await walkOn(decided)
  out.audited = audited
  out.text = audited.bytes.toString()
  const ticket = {}
  textOf.set(ticket, out.text)
  return { data: null, extensions: ticket }
}

function onSchemaLoadOrUpdate(
  callback: (context: { apiSchema: typeof markSchema; coreSupergraphSdl: string }) => void,
): () => void {
  callback({ apiSchema: markSchema, coreSupergraphSdl: '' })
  return () => {}
}

function failed({ request, running, caller, claims, contractVersion }: Decided): Refused {
  const because = { kind: 'failure', code: 'OVERLOADED', retryAfterS: retryAfterSeconds } as const
  return { kind: 'refused', request, running, caller, claims, contractVersion, because }
}

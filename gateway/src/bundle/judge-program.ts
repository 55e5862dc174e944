/**
 * Program of the process that judges one supergraph: @apollo/gateway loads it as the stock gateway would, nothing polled,
 * nothing reported; then it says what the rooms need to know of it, and ends. One with features that only the hub runs is
 * built and validated by the library below the stock gateway; the planner's program has to plan over it all the same.
 */
import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals'
import { ApolloGateway, type SupergraphManager } from '@apollo/gateway'
import { type GraphQLSchema, parse, printSchema } from 'graphql'
import { federationTables } from './federation-facts.ts'
import type { Verdict } from './judge-supergraph.ts'
import { linksOwnFeature, ownFeatures } from './supported-features.ts'

const silentLogger = { debug() {}, info() {}, warn() {}, error() {} }
const empty = { get: async () => undefined, set: async () => {}, delete: async () => true, clear: () => {} }

// A signal for the whole group is the gateway's to answer: it ends this process when it needs no answer any more.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit())
process.once('message', (sdl: string) => {
  void judge(sdl).then((verdict) => process.send?.(verdict, undefined, {}, () => process.exit()))
})

async function judge(sdl: string): Promise<Verdict> {
  try {
    const document = parse(sdl, { noLocation: true })
    const api = linksOwnFeature(document) ? buildBeyondStock(sdl) : await loadAsStockGateway(sdl)
    return { kind: 'loads', apiSdl: printSchema(api), federation: federationTables(document) }
  } catch {
    return { kind: 'unloadable' }
  }
}

function buildBeyondStock(sdl: string): GraphQLSchema {
  const supportedFeatures = new Set([...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, ...ownFeatures])
  return Supergraph.build(sdl, { supportedFeatures, validateSupergraph: true }).apiSchema().toGraphQLJSSchema()
}

async function loadAsStockGateway(sdl: string): Promise<GraphQLSchema> {
  const manager: SupergraphManager = { initialize: async () => ({ supergraphSdl: sdl }) }
  const gateway = new ApolloGateway({
    supergraphSdl: manager,
    logger: silentLogger,
    serviceHealthCheck: false,
    validateSupergraph: true,
    __exposeQueryPlanExperimental: false,
    queryPlannerConfig: { cache: empty },
    // Its own executor is never used: agencies are asked by the room `fetch` alone.
    buildService: () => ({ process: () => Promise.reject(new Error('not the way to an agency')) }),
  })
  const { schema } = await gateway.load()
  if (gateway.__testing().supergraphSdl !== sdl) throw new Error('the gateway kept another supergraph')
  await gateway.stop()
  return schema
}

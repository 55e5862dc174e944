/** A running federation: its subgraphs on HTTP, the supergraph over their addresses, and the truth over the merged data. */
import { composeServices } from '@apollo/composition'
import { printSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals'
import {
  buildSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  graphql,
  parse,
} from 'graphql'
import { type Asked, type RunningService, sdlOf, startService } from './start-service.ts'
import { isMap, type OutsideService, resolveMerged, type World } from './world.ts'

export interface Question {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

export interface Federation {
  readonly supergraph: string
  readonly services: readonly RunningService[]
  readonly apiSchema: GraphQLSchema
  /** What graphql-js answers over the merged data of a fresh world; another resolver may refuse. */
  truth(question: Question, resolve?: GraphQLFieldResolver<unknown, unknown>): Promise<ExecutionResult>
  /** Gives every subgraph a fresh world and an empty log. */
  reset(): void
  /** Everything asked since the last reset. */
  asked(): readonly Asked[]
  close(): Promise<void>
}

/**
 * Starts the subgraphs and composes them.
 * @throws Error with every finding of the composition
 */
export async function startFederation(services: readonly OutsideService[], world: () => World): Promise<Federation> {
  const running = await Promise.all(services.map((service) => startService(service, world())))
  try {
    const supergraph = composed(services, running)
    const apiSchema = buildSchema(
      printSchema(
        Supergraph.build(supergraph, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES }).apiSchema(),
      ),
      { assumeValid: true },
    )
    return {
      supergraph,
      services: running,
      apiSchema,
      truth: (question, resolve = resolveMerged) => truth(apiSchema, world(), question, resolve),
      reset: () => {
        const fresh = world()
        for (const service of running) {
          service.world = fresh
          service.asked.length = 0
        }
      },
      asked: () => running.flatMap(({ asked }) => asked),
      close: () => closeAll(running),
    }
  } catch (thrown) {
    await closeAll(running)
    throw thrown
  }
}

async function closeAll(services: readonly RunningService[]): Promise<void> {
  await Promise.all(services.map((service) => service.close()))
}

function composed(services: readonly OutsideService[], running: readonly RunningService[]): string {
  const { supergraphSdl, errors } = composeServices(
    services.map((service, index) => ({
      name: service.name,
      url: running[index]?.url ?? '',
      typeDefs: parse(sdlOf(service)),
    })),
  )
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'))
  return supergraphSdl
}

function truth(
  schema: GraphQLSchema,
  world: World,
  { query, variables }: Question,
  fieldResolver: GraphQLFieldResolver<unknown, unknown>,
): Promise<ExecutionResult> {
  return graphql({
    schema,
    source: query,
    variableValues: { ...variables },
    rootValue: { ...world.Query, ...world.Mutation },
    fieldResolver,
    typeResolver: (value) => (isMap(value) ? String(value['__typename']) : undefined),
  })
}

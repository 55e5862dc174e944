/** Loads supergraphs with @apollo/gateway, as the stock gateway would run them; nothing is polled, nothing is reported. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Supergraph } from '@apollo/federation-internals'
import { ApolloGateway, type SupergraphManager, type SupergraphSdlUpdateFunction } from '@apollo/gateway'
import type { GraphQLSchema } from 'graphql'
import { silenceApollo } from '../config.ts'
import { GatewayError } from '../errors.ts'

/** A supergraph that loaded. */
export interface LoadedSupergraph {
  /** SHA-256 of its SDL, hex. */
  readonly digest: string
  readonly supergraph: Supergraph
  readonly apiSchema: GraphQLSchema
}

interface Running {
  readonly gateway: ApolloGateway
  readonly update: SupergraphSdlUpdateFunction
}

const silentLogger = { debug() {}, info() {}, warn() {}, error() {} }
const empty = { get: async () => undefined, set: async () => {}, delete: async () => true, clear: () => {} }

/** One gateway object, fed with one supergraph after another; unchanged text is not loaded again. */
export class SupergraphLoader {
  #running: Running | null = null
  #last: LoadedSupergraph | null = null

  /**
   * Test-loads and indexes a supergraph.
   * @throws GatewayError `BUNDLE_UNLOADABLE`; whatever was loaded before is untouched.
   */
  async load(sdl: string): Promise<LoadedSupergraph> {
    const digest = createHash('sha256').update(sdl).digest('hex')
    if (this.#last?.digest === digest) return this.#last
    try {
      const apiSchema = await this.#feed(sdl)
      // The thread that answers takes a breath between the two long steps.
      await nextTurn()
      const supergraph = Supergraph.build(sdl, { validateSupergraph: true })
      this.#last = Object.freeze({ digest, supergraph, apiSchema })
      return this.#last
    } catch (cause) {
      await this.close()
      throw new GatewayError('BUNDLE_UNLOADABLE', 'the supergraph does not load', { cause })
    }
  }

  /** Ends the gateway object; the next load makes a new one. */
  async close(): Promise<void> {
    const running = this.#running
    this.#running = null
    await running?.gateway.stop()
  }

  async #feed(sdl: string): Promise<GraphQLSchema> {
    if (this.#running === null) return this.#open(sdl)
    const { gateway, update } = this.#running
    update(sdl)
    return schemaOf(gateway, sdl)
  }

  async #open(sdl: string): Promise<GraphQLSchema> {
    silenceApollo()
    let update: SupergraphSdlUpdateFunction = () => {}
    const manager: SupergraphManager = {
      initialize: async (hooks) => {
        update = hooks.update
        return { supergraphSdl: sdl }
      },
    }
    const gateway = new ApolloGateway({
      supergraphSdl: manager,
      logger: silentLogger,
      serviceHealthCheck: false,
      __exposeQueryPlanExperimental: false,
      queryPlannerConfig: { cache: empty },
      // Its own executor is never used: agencies are asked by the room `fetch` alone.
      buildService: () => ({ process: () => Promise.reject(new Error('not the way to an agency')) }),
    })
    await gateway.load()
    this.#running = { gateway, update }
    return schemaOf(gateway, sdl)
  }
}

function schemaOf(gateway: ApolloGateway, sdl: string): GraphQLSchema {
  const { supergraphSdl } = gateway.__testing()
  if (gateway.schema === undefined || supergraphSdl !== sdl) throw new Error('the gateway kept another supergraph')
  return gateway.schema
}

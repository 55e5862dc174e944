/** Loads supergraphs with @apollo/gateway, as the stock gateway would run them; nothing is polled, nothing is reported. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { printSchema, Supergraph } from '@apollo/federation-internals'
import { ApolloGateway, type SupergraphManager, type SupergraphSdlUpdateFunction } from '@apollo/gateway'
import { buildSchema, type GraphQLSchema, parse } from 'graphql'
import { silenceApollo } from '../config.ts'
import { GatewayError } from '../errors.ts'
import { type FederationFacts, federationFacts, federationTables } from './federation-facts.ts'

/** A supergraph that loaded. */
export interface LoadedSupergraph {
  /** SHA-256 of its SDL, hex. */
  readonly digest: string
  readonly federation: FederationFacts
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
      await this.#feed(sdl)
      // The thread that answers takes a breath between the long steps.
      await nextTurn()
      const supergraph = Supergraph.build(sdl, { validateSupergraph: true })
      await nextTurn()
      // By its text: the rooms work on schema objects of their own copy of graphql-js, untouched by anybody else.
      const apiSchema = buildSchema(printSchema(supergraph.apiSchema()), { assumeValid: true })
      const federation = federationFacts(federationTables(parse(sdl, { noLocation: true })))
      this.#last = Object.freeze({ digest, federation, apiSchema })
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

  async #feed(sdl: string): Promise<void> {
    if (this.#running === null) this.#running = await open(sdl)
    else this.#running.update(sdl)
    // What did not load leaves the gateway object on its former text.
    if (this.#running.gateway.__testing().supergraphSdl !== sdl) throw new Error('the gateway kept another supergraph')
  }
}

async function open(sdl: string): Promise<Running> {
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
  return { gateway, update }
}

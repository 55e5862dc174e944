/** From the text of a supergraph to what the rooms run on; whatever needs Apollo's libraries happens in other processes. */
import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type CoordinateMap, coordinatesOf } from '@xinqiao/schema'
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql'
import { GatewayError } from '../errors.ts'
import { type FederationFacts, federationFacts } from './federation-facts.ts'
import { judgeSupergraph } from './judge-supergraph.ts'

/** A supergraph that loaded. */
export interface LoadedSupergraph {
  /** SHA-256 of its SDL, hex. */
  readonly digest: string
  readonly apiSchema: GraphQLSchema
  readonly coordinates: CoordinateMap
  readonly federation: FederationFacts
}

/** Loads one supergraph after another; unchanged text is not loaded again, refused text not judged again. */
export class SupergraphLoader {
  readonly #warm: (sdl: string) => Promise<boolean>
  #last: LoadedSupergraph | null = null
  #refused = ''

  /** @param warm makes a planner ready for the supergraph while it is judged, so that the first operation waits for nothing */
  constructor(warm: (sdl: string) => Promise<boolean>) {
    this.#warm = warm
  }

  /**
   * Judges and indexes a supergraph.
   * @throws GatewayError `BUNDLE_UNLOADABLE`; whatever was loaded before is untouched.
   */
  async load(sdl: string): Promise<LoadedSupergraph> {
    const digest = createHash('sha256').update(sdl).digest('hex')
    if (this.#last?.digest === digest) return this.#last
    if (this.#refused === digest) throw unloadable('it was judged before')
    const [verdict, isWarm] = await Promise.all([
      judgeSupergraph(sdl, { givesWay: this.#last !== null }),
      this.#warm(sdl),
    ])
    if (verdict?.kind === 'unloadable') this.#refused = digest
    if (verdict?.kind !== 'loads') throw unloadable(verdict === null ? 'its judge ended' : 'it does not load')
    if (!isWarm) throw unloadable('no planner loads it')
    try {
      // By its text and without places: the rooms work on schema objects of their own copy of graphql-js, as small as can be.
      const document = parse(verdict.apiSdl, { noLocation: true })
      // The thread that answers takes a breath between the long steps.
      await nextTurn()
      const apiSchema = buildASTSchema(document, { assumeValid: true })
      await nextTurn()
      const coordinates = coordinatesOf(sdl)
      await nextTurn()
      this.#last = Object.freeze({ digest, apiSchema, coordinates, federation: federationFacts(verdict.federation) })
      return this.#last
    } catch (cause) {
      throw unloadable('it cannot be indexed', cause)
    }
  }
}

function unloadable(why: string, cause?: unknown): GatewayError {
  return new GatewayError('BUNDLE_UNLOADABLE', `the supergraph does not load: ${why}`, { cause })
}

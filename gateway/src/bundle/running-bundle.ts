/** A bundle as the gateway runs on it: opened, test-loaded, indexed. A request sees one of these throughout. */
import type { Bundle, ContractRegister } from '@xinqiao/contracts'
import type { Catalog, CoordinateMap, DataStandards } from '@xinqiao/schema'
import type { GraphQLSchema } from 'graphql'
import type { FederationFacts } from './federation-facts.ts'

export interface RunningBundle {
  readonly bundle: Bundle
  /** SHA-256 of the signed bytes, hex. */
  readonly digest: string
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly register: ContractRegister
  readonly coordinates: CoordinateMap
  readonly federation: FederationFacts
  /** The API schema as @apollo/gateway loaded it, hub-only fields included. */
  readonly apiSchema: GraphQLSchema
  /** Instant (ms) after which data queries get BUNDLE_EXPIRED. */
  readonly notAfterMs: number
}

/** A small hub's graph for tests: the generated subgraphs of a few agencies, composed by the real library. */
import { composeServices } from '@apollo/composition'
import { printSchema, Supergraph } from '@apollo/federation-internals'
import {
  agencySdl,
  type CoordinateMap,
  coordinatesOf,
  dataStandards,
  hubSubgraphSdl,
  type ItemId,
  itemOf,
  placeField,
  provincialCatalog,
  typeName,
} from '@xinqiao/schema'
import { buildSchema, type GraphQLSchema, parse } from 'graphql'
import { type FederationFacts, federationFacts, federationTables } from '../bundle/federation-facts.ts'

export interface TestItem {
  readonly id: ItemId
  readonly type: string
  readonly place: string
  readonly many: boolean
  readonly persons: boolean
  readonly organizations: boolean
}

/** Items of which the test agencies keep records, by agency. */
export const testItems: Readonly<Record<string, readonly TestItem[]>> = {
  amr: ['amr.penalty', 'amr.reg.basic', 'amr.reg.legalRep'].map(testItem),
  tax: ['tax.credit.grade'].map(testItem),
  court: ['court.judgment', 'court.terminated'].map(testItem),
  tour: ['tour.serious'].map(testItem),
  office: ['office.measure'].map(testItem),
}

/** What a test agency has to know of an item. */
export function testItem(id: ItemId): TestItem {
  const item = itemOf(provincialCatalog(), id)
  if (item === undefined) throw new Error(`no item ${id}`)
  return {
    id,
    type: typeName(id),
    place: placeField(item),
    many: item.many,
    persons: item.subjects.includes('natural_person'),
    organizations: item.subjects.some((kind) => kind !== 'natural_person'),
  }
}

/** SDL of one agency's subgraph, as it publishes it. */
export function testAgencySdl(agency: string): string {
  return agencySdl(agency, provincialCatalog(), dataStandards())
}

export interface TestGraph {
  readonly sdl: string
  readonly federation: FederationFacts
  readonly apiSchema: GraphQLSchema
  readonly coordinates: CoordinateMap
}

/** Composes hub and agencies; throws with every finding. */
export function testGraph(agencies: readonly string[]): TestGraph {
  const services = [
    { name: 'hub', url: 'http://hub.invalid', typeDefs: parse(hubSubgraphSdl(provincialCatalog(), agencies)) },
    ...agencies.map((name) => ({ name, url: `http://${name}.invalid`, typeDefs: parse(testAgencySdl(name)) })),
  ]
  const { supergraphSdl, errors } = composeServices(services)
  if (supergraphSdl === undefined) throw new Error((errors ?? []).map(({ message }) => message).join('\n'))
  const supergraph = Supergraph.build(supergraphSdl)
  // By its text: the test runner and the federation library may hold two copies of graphql-js.
  const apiSchema = buildSchema(printSchema(supergraph.apiSchema()))
  const federation = federationFacts(federationTables(parse(supergraphSdl)))
  return { sdl: supergraphSdl, federation, apiSchema, coordinates: coordinatesOf(supergraphSdl) }
}
